"""Trophies: in each category, organisations are ranked by their contributions there."""

from collections.abc import Mapping
from operator import itemgetter

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
    ranked = sorted(counts.items(), key=itemgetter(1), reverse=True)
    while ranked and ranked[-1][1] <= 0:
        ranked.pop()
    most = ranked[0][1] if ranked else 0
    firsts = sum(count == most for _, count in ranked)
    others = len(ranked) - firsts
    found = {org: FIRST for org, _ in ranked[:firsts]}
    level, reached, before = FIRST - 1, percentages[0], most
    for place, (org, count) in enumerate(ranked[firsts:], 1):
        # who ties keeps the level of the first of them
        while count != before and place * 100 > reached * others:
            reached += percentages[FIRST - level]
            level -= 1
        before = count
        found[org] = level
    return found
