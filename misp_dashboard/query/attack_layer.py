"""A layer for MITRE's ATT&CK Navigator is a colour and a comment for each technique that occurs."""

import msgspec

from misp_dashboard.query.attack import Attack, AttackCounts, AttackTechnique

LAYER, NAVIGATOR = "4.5", "5.1.0"
"""https://github.com/mitre-attack/attack-navigator/blob/master/layers/spec/v4.5/layerformat.md"""

COLOURS = ("#dbeafe", "#2563eb")

STATES = {"new": "none before", "rising": "rising", "falling": "falling", "steady": "steady"}


class LayerVersions(msgspec.Struct, frozen=True, omit_defaults=True):
    navigator: str
    layer: str
    attack: str = ""


class LayerTechnique(msgspec.Struct, frozen=True, rename="camel"):
    """Without a tactic it stands in each of its own."""

    technique_id: str = msgspec.field(name="techniqueID")
    score: int
    comment: str
    show_subtechniques: bool


class LayerGradient(msgspec.Struct, frozen=True, rename="camel"):
    colors: list[str]
    min_value: int
    max_value: int


class LayerLegend(msgspec.Struct, frozen=True):
    label: str
    color: str


class LayerLayout(msgspec.Struct, frozen=True, rename={"show_id": "showID"}):
    layout: str
    show_id: bool


class AttackLayer(msgspec.Struct, frozen=True, rename="camel"):
    """Its file; the Navigator sorts by score with `sorting` 3."""

    name: str
    versions: LayerVersions
    domain: str
    description: str
    sorting: int
    layout: LayerLayout
    hide_disabled: bool
    techniques: list[LayerTechnique]
    gradient: LayerGradient
    legend_items: list[LayerLegend]


def layer_of(answer: Attack, title: str) -> AttackLayer:
    """A technique's score is its number of activities, sub-techniques with it."""
    techniques = []
    for one in answer.techniques:
        techniques.append(
            LayerTechnique(one.id, one.activities, _comment(one), bool(one.sub_techniques))
        )
        techniques += [
            LayerTechnique(sub.id, sub.activities, _comment(sub), False)
            for sub in one.sub_techniques
        ]
    most = max((one.score for one in techniques), default=0)
    span = f"{answer.since:%Y-%m-%d %H:%M} to {answer.until:%Y-%m-%d %H:%M} UTC"
    return AttackLayer(
        name=f"{title}: {span}",
        versions=LayerVersions(NAVIGATOR, LAYER, answer.version.partition(".")[0]),
        domain=f"{answer.domain}-attack",
        description=(
            f"Activities on MISP that are tagged with a technique, {span}. The score of a "
            f"technique counts those of its sub-techniques, an activity once. {answer.notice}"
        ),
        sorting=3,
        layout=LayerLayout("side", True),
        hide_disabled=False,
        techniques=techniques,
        # the greatest has to be greater than the least
        gradient=LayerGradient(list(COLOURS), 0, max(most, 1)),
        legend_items=[
            LayerLegend("fewest activities", COLOURS[0]),
            LayerLegend(_many(most, "activity", "activities"), COLOURS[1]),
        ],
    )


def _comment(one: AttackCounts) -> str:
    state = STATES[one.state]
    parts = [
        f"{_many(one.activities, 'activity', 'activities')}, {_many(one.events, 'event', 'events')}"
        f", {_many(one.organisations, 'organisation', 'organisations')}",
        f"{state} ({one.previous} in the equal span before)" if one.previous else state,
    ]
    if isinstance(one, AttackTechnique) and one.itself != one.activities:
        parts.append(f"{one.itself} tagged with the technique itself")
    return "; ".join(parts)


def _many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"
