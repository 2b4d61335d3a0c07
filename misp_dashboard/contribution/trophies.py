"""Trophies: in each category, organisations are ranked by their contributions there."""

from collections.abc import Mapping

import msgspec

FIRST = 12

CATEGORIES = (
    "Internal reference", "Targeting data", "Antivirus detection", "Payload delivery",
    "Artifacts dropped", "Payload installation", "Persistence mechanism", "Network activity",
    "Payload type", "Attribution", "External analysis", "Financial fraud", "Support Tool",
    "Social network", "Person", "Other",
)  # fmt: skip
"""MISP's, in its order. Another one that is contributed to has its trophies, too."""


class Trophies(msgspec.Struct, frozen=True):
    """`percentages` are those of levels 11 down to 1; `titles` those of levels 1 to 12."""

    percentages: tuple[int, ...]
    titles: tuple[str, ...]

    def title(self, level: int) -> str:
        return self.titles[level - 1] if level else ""


def levels(counts: Mapping[str, int], percentages: tuple[int, ...]) -> dict[str, int]:
    """The level of each organisation that has contributions in the category.

    All that tie for the most get 12. Of the n others, the one at place p (ties share the better
    one) is among the first p / n: the level is the highest whose percentages, added up from the
    top, reach that.
    """
    ranked = sorted((org for org in counts if counts[org] > 0), key=lambda org: -counts[org])
    firsts = sum(counts[org] == counts[ranked[0]] for org in ranked) if ranked else 0
    found = dict.fromkeys(ranked[:firsts], FIRST)
    others, place, before = len(ranked) - firsts, 0, 0
    for number, org in enumerate(ranked[firsts:], 1):
        if counts[org] != before:
            place, before = number, counts[org]
        found[org] = _level(place, others, percentages)
    return found


def _level(place: int, others: int, percentages: tuple[int, ...]) -> int:
    reached = 0
    for below, percentage in enumerate(percentages, 1):
        reached += percentage
        if place * 100 <= reached * others:
            return FIRST - below
    return 1
