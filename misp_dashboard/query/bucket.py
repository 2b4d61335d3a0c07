"""A span is cut into buckets of time that begin at whole steps of the clock."""

from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

from misp_dashboard.query.scope import Scope

DAY_S = 86400
STEPS_S = (1, 5, 10, 15, 30, 60, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, DAY_S,
           7 * DAY_S, 28 * DAY_S, 91 * DAY_S, 364 * DAY_S)  # fmt: skip
MOST_BUCKETS = 100

BUCKET = "intDiv(toUnixTimestamp(at), {step_s:UInt32})"
"""The bucket's number in SQL, counted from 1970; `step_s` is bound."""


class Buckets(msgspec.Struct, frozen=True):
    """`count` buckets of `step_s` seconds; `first` is the first one's number, from 1970."""

    step_s: int
    first: int
    count: int

    @property
    def since(self) -> datetime:
        return datetime.fromtimestamp(self.first * self.step_s, UTC)

    @property
    def until(self) -> datetime:
        return datetime.fromtimestamp((self.first + self.count) * self.step_s, UTC)

    def counts(self, numbered: Iterable[tuple[int, int]]) -> list[int]:
        """One count a bucket, from pairs of a bucket's number and what is in it.

        What is later than the last bucket counts in it: MISP's clock may be ahead of ours.
        """
        counts = [0] * self.count
        for number, activities in numbered:
            counts[min(number - self.first, self.count - 1)] += activities
        return counts


def buckets(scope: Scope, now: datetime) -> Buckets:
    """The finest ones of which `MOST_BUCKETS` are enough for the scope's span up to now."""
    since, until = scope.bounds(now)
    until = max(min(until, now), since)
    for step_s in STEPS_S:
        first = int(since.timestamp()) // step_s
        count = max(-int(-until.timestamp() // step_s) - first, 1)
        if count <= MOST_BUCKETS:
            break
    return Buckets(step_s, first, count)
