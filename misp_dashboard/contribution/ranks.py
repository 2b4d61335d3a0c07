"""The monthly rank: how often the points of a month can be halved."""

from collections.abc import Sequence

import msgspec

HIGHEST = 16


class MonthlyRank(msgspec.Struct, frozen=True):
    """`rank` is 0 (no title) below 2 points; `to_next` is how many points the next one needs yet,
    null at the highest."""

    rank: int
    title: str
    to_next: float | None


def monthly_rank(points: float) -> int:
    """floor(log2(points)), from 0 to 16; computed in whole numbers, so exact at every power."""
    return min(max(int(points).bit_length() - 1, 0), HIGHEST)


def ranked(points: float, titles: Sequence[str]) -> MonthlyRank:
    rank = monthly_rank(points)
    to_next = 2 ** (rank + 1) - points if rank < HIGHEST else None
    return MonthlyRank(rank, titles[rank - 1] if rank else "", to_next)


def places(points: Sequence[float]) -> list[int]:
    """The place of each of these, which fall: equal points share the better one (1, 2, 2, 4)."""
    found: list[int] = []
    for number, amount in enumerate(points, 1):
        is_tie = number > 1 and points[number - 2] == amount
        found.append(found[-1] if is_tie else number)
    return found
