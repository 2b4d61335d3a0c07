"""A setting's meaning: what it is for, in a sentence or two, and what its value has to be."""

from msgspec import Meta

from misp_dashboard.config.rule import Rule


def means(description: str, rule: Rule | None = None, *, path: bool = False) -> Meta:
    """What a setting means, in one sentence; its rule; whether it is the path of a file."""
    return Meta(description=description, extra={"rule": rule, "path": path})
