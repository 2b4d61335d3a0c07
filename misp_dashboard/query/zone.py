"""Hours and days are those of the viewer's time zone, also where clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from misp_dashboard.query.bad_filter import BadFilter

LONGEST_HOURLY = timedelta(days=7)
HOUR_S = 3600
DAY_S = 86400

LOCAL_BUCKET = "roundDown(toUnixTimestamp(at), {starts:Array(UInt32)})"
"""The start of the bucket an activity is in, in SQL; `starts` is bound, as of `starts_of`."""


def zone_of(name: str) -> ZoneInfo:
    """The zone of an IANA name; "" is UTC. Raises `BadFilter`."""
    try:
        return ZoneInfo(name or "UTC")
    except (ValueError, OSError, KeyError) as error:
        raise BadFilter(
            "tz", f"`{name[:40]}` is no time zone", "write it as Europe/Luxembourg, or leave it out"
        ) from error


def day_start(day: date, zone: ZoneInfo) -> datetime:
    """When the day begins there, in UTC; where midnight is skipped, the first moment after it."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def starts_of(since: datetime, until: datetime, zone: ZoneInfo) -> tuple[list[datetime], int]:
    """Where the zone's hours (up to 7 days) or days begin, and how many seconds they usually have.

    The first holds `since`, the last what is just before `until`. A day on which clocks change
    has 23 or 25 hours.
    """
    since, until = since.astimezone(UTC), max(until.astimezone(UTC), since + timedelta(seconds=1))
    if until - since <= LONGEST_HOURLY:
        return hour_starts(since, until, zone), HOUR_S
    return day_starts(since, until, zone), DAY_S


def hour_starts(since: datetime, until: datetime, zone: ZoneInfo) -> list[datetime]:
    """Where each of the zone's hours begins: the first holds `since`."""
    local = since.astimezone(zone)
    past = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    start = since.astimezone(UTC) - past
    count = -((start - until) // timedelta(hours=1))
    return [start + timedelta(hours=hour) for hour in range(count)]


def day_starts(since: datetime, until: datetime, zone: ZoneInfo) -> list[datetime]:
    """Where each of the zone's days begins: the first holds `since`."""
    day = since.astimezone(zone).date()
    starts = [day_start(day, zone)]
    while (start := day_start(day := day + timedelta(days=1), zone)) < until:
        starts.append(start)
    return starts


def seconds(starts: list[datetime]) -> list[int]:
    """As they are bound into `LOCAL_BUCKET`."""
    return [int(start.timestamp()) for start in starts]
