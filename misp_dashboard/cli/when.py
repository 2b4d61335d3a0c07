"""A moment on the command line: a date, or how long ago it was."""

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import click

DAYS = {"d": 1, "w": 7, "y": 365.25}
_ago = re.compile(r"(\d{1,6})([hdwy])").fullmatch


class When(NamedTuple):
    """A moment and how it was written."""

    text: str
    at: datetime


class Moment(click.ParamType[When]):
    """`2y`, `4w`, `30d`, `12h`, or a date or moment as ISO 8601 writes it, UTC."""

    name = "moment"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> When:
        if isinstance(value, When):
            return value
        text, now = str(value).strip(), datetime.now(UTC)
        if text == "now":
            return When(text, now)
        try:
            if ago := _ago(text):
                count, unit = int(ago[1]), ago[2]
                hours = count if unit == "h" else count * DAYS[unit] * 24
                return When(text, now - timedelta(hours=hours))
            moment = datetime.fromisoformat(text)
        except (ValueError, OverflowError):
            self.fail(f'"{value}" is neither a date such as 2026-01-31 nor 2y, 4w, 30d or 12h.')
        return When(text, moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC))
