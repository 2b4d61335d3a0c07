"""An award is a requirement newly fulfilled, a trophy level gained, or a badge given."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from heapq import heappush, heappushpop
from typing import Literal

import msgspec

from misp_dashboard.contribution.trophies import levels

LONG_AGO = -1
"""Stands for a moment before all that is looked at."""

Counted = tuple[int, int]
"""The first and the last moment at which one contribution counts, in milliseconds of 1970."""


class Award(msgspec.Struct, frozen=True, order=True):
    """`level` is the requirement's (1 to 16) or the trophy's (1 to 12), 0 for a badge; `category`
    is a trophy's, `badge` a badge's name, "" for others."""

    at: datetime
    org: str
    award: Literal["requirement", "trophy", "badge"]
    level: int
    title: str
    text: str
    category: str = ""
    badge: str = ""


def fulfilled_at(
    counted: Iterable[Counted], count: int, reached: int | None, since: int = LONG_AGO
) -> list[int]:
    """When a requirement becomes fulfilled, from `since` on; again, when it had lapsed.

    `counted` is in order of its first moments. It is fulfilled while at least `count` of them
    count, once the points were reached (null: never).
    """
    if reached is None:
        return []
    if count == 1:
        return [at for at in _fulfilled_by_one(counted, reached) if at >= since]
    found = []
    # the latest last moments of those that began: the requirement is held up to the first of them
    latest: list[int] = []
    looked = False
    for start, end in counted:
        if start > reached and not looked:
            looked = True
            if _holds(latest, count, reached):
                found.append(reached)
        held = start > reached and _holds(latest, count, start)
        if len(latest) < count:
            heappush(latest, end)
        else:
            heappushpop(latest, end)
        if start > reached and not held and _holds(latest, count, start):
            found.append(start)
    if not looked and _holds(latest, count, reached):
        found.append(reached)
    return [at for at in found if at >= since]


def _fulfilled_by_one(counted: Iterable[Counted], reached: int) -> Iterator[int]:
    """The same, where one is enough: then only the latest last moment matters."""
    latest, looked = LONG_AGO - 1, False
    for start, end in counted:
        if start > reached:
            if not looked:
                looked = True
                if latest >= reached:
                    yield reached
            if latest < start <= end:
                yield start
        if end > latest:
            latest = end
    if not looked and latest >= reached:
        yield reached


def _holds(latest: Sequence[int], count: int, at: int) -> bool:
    return len(latest) == count and latest[0] >= at


def levels_gained(
    before: Mapping[str, int], by_day: Sequence[Mapping[str, int]], percentages: tuple[int, ...]
) -> list[list[tuple[str, int]]]:
    """Of each day, who has a higher trophy level of a category at its end than at its beginning.

    `before` are the counts at the beginning of the first day, `by_day` what came on each.
    """
    counts = dict(before)
    held = levels(counts, percentages)
    gained = []
    for came in by_day:
        today = held
        if came:
            for org, count in came.items():
                counts[org] = counts.get(org, 0) + count
            today = levels(counts, percentages)
        gained.append([(org, level) for org, level in today.items() if level > held.get(org, 0)])
        held = today
    return gained
