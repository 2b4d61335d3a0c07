"""What one contribution earns, by its kind and category."""

import msgspec

KINDS = ("attribute", "object", "sighting", "proposal", "discussion", "event", "report")
"""The kinds of activities that earn points, when something was added or edited."""


class Points(msgspec.Struct, frozen=True):
    """An attribute earns the points of its category, a sighting `sighting_factor` times as much,
    everything else those of its kind."""

    default: int = 1
    sighting_factor: int = 2
    of_category: tuple[tuple[str, int], ...] = ()
    of_kind: tuple[tuple[str, int], ...] = tuple(
        (kind, 1) for kind in ("object", "event", "report", "discussion", "proposal")
    )


def worth(points: Points, kind: str, category: str = "") -> int:
    """The points of one addition or edit."""
    if kind in ("attribute", "sighting"):
        factor = points.sighting_factor if kind == "sighting" else 1
        return factor * dict(points.of_category).get(category, points.default)
    return dict(points.of_kind).get(kind, 0)
