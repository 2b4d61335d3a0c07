"""What would raise an organisation's quality points most: the same rules, on what it might do."""

from collections.abc import Iterator
from math import log2

import msgspec

from misp_dashboard.contribution.quality import Measures, Quality, score

AT_LEAST = 0.1
"""Points below which an advice is not worth giving."""

NEEDS = {
    "context": "value",
    "galaxy": "value",
    "comment": "value",
    "structure": "value",
    "reference": "structure",
    "actionable": "fitting",
}
"""What content has, and among what it could have it."""

SOME = 5
"""How many sightings, on one day, of values of an organisation that had none so far."""


class Advice(msgspec.Struct, frozen=True):
    """`key` is that of the part that would grow or vanish, `gain` in points, `count` of what."""

    key: str
    gain: float
    count: int


def advice(measures: Measures, settings: Quality) -> list[Advice]:
    """Everything that would raise the points, each by itself, most first."""
    now = score("", measures, settings).points
    found = []
    for key, count, changed in _might(measures):
        gain = round(score("", changed, settings).points - now, 1)
        if count and gain >= AT_LEAST:
            found.append(Advice(key, gain, count))
    return sorted(found, key=lambda one: (-one.gain, one.key))


def _might(measures: Measures) -> Iterator[tuple[str, int, Measures]]:
    """What an organisation might do: the part, how many it takes, and how it would stand then."""

    def changed(**fields: object) -> Measures:
        return msgspec.structs.replace(measures, **fields)

    for key, among in NEEDS.items():
        weight, count = measures.weight_.get(among, 0.0), measures.with_.get(among, 0)
        missing = count - measures.with_.get(key, 0)
        yield key, missing, changed(weight_={**measures.weight_, key: weight})
    more = measures.confirmed_values + 1
    confirmed, timely = (*measures.confirmed_by, 1.0), (*measures.timely_by, 1.0)
    yield "confirmed", 1, changed(confirmed_values=more, confirmed_by=confirmed, timely_by=timely)
    yield "sighting", SOME, changed(sighted_of=(*measures.sighted_of, log2(1 + SOME)))
    yield "proposal", 1, changed(proposed_to=(*measures.proposed_to, 1.0))
    yield "discussion", 1, changed(discussed_with=(*measures.discussed_with, 1.0))
    yield "warninglist", measures.warned, changed(warned=0)
    yield "false_positive", round(sum(measures.disputed_by)), changed(disputed_by=())
