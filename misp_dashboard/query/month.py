"""A month is one of the calendar's in UTC, written 2026-11."""

import re
from datetime import UTC, datetime

import msgspec

from misp_dashboard.query.bad_filter import BadFilter
from misp_dashboard.query.scope import Scope


class Month(msgspec.Struct, frozen=True, order=True):
    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @property
    def since(self) -> datetime:
        return datetime(self.year, self.month, 1, tzinfo=UTC)

    @property
    def until(self) -> datetime:
        """Where the next one begins."""
        return self.plus(1).since

    def plus(self, months: int) -> "Month":
        number = self.year * 12 + self.month - 1 + months
        return Month(number // 12, number % 12 + 1)


def month_of(text: str, now: datetime) -> Month:
    """The month that a URL names; "" is the one of `now`. Raises `BadFilter`."""
    if not text:
        now = now.astimezone(UTC)
        return Month(now.year, now.month)
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text)
    if found and 1970 <= int(found[1]) <= 2200 and 1 <= int(found[2]) <= 12:
        return Month(int(found[1]), int(found[2]))
    raise BadFilter("month", f"`{text[:40]}` is no month", "write it as 2026-11")


def within(scope: Scope, since: datetime, until: datetime) -> Scope:
    """The same filters in another span."""
    return msgspec.structs.replace(scope, span=None, since=since, until=until)
