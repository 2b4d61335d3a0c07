"""A span of time that an instance is asked about."""

import math
from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec


class Span(msgspec.Struct, frozen=True):
    since: datetime
    until: datetime

    @property
    def since_s(self) -> int:
        return max(1, math.floor(self.since.timestamp()))

    @property
    def until_s(self) -> int:
        return math.ceil(self.until.timestamp())

    def widened(self, step: timedelta) -> "Span":
        """With the same span by a clock that is ahead of ours, or behind it."""
        return Span(min(self.since, self.since + step), max(self.until, self.until + step))

    def holds(self, unix_s: int) -> bool:
        return self.since_s <= unix_s <= self.until_s


def windows(span: Span, length: timedelta) -> Iterator[Span]:
    """The span in pieces, of which the last may be shorter."""
    since = span.since
    while since < span.until:
        until = min(since + length, span.until)
        yield Span(since, until)
        since = until


def number(value: object) -> int:
    """MISP sends numbers as text; what is none is 0."""
    try:
        return int(str(value))
    except ValueError:
        return 0
