"""A span of time that an instance is asked about."""

import math
from datetime import UTC, datetime

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

    def holds(self, unix_s: int) -> bool:
        return self.since_s <= unix_s <= self.until_s


def number(value: object) -> int:
    """MISP sends numbers as text; what is none is 0."""
    try:
        return int(str(value))
    except ValueError:
        return 0


def moment_of(unix_s: float) -> datetime:
    return datetime.fromtimestamp(unix_s, UTC)
