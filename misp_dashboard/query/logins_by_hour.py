"""At which hours of the week do people log in?"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.query.bad_filter import BadFilter
from misp_dashboard.query.contribution import LOGIN
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.query.zone import day_start, hour_starts, zone_of
from misp_dashboard.store.connect import Store

QUARTER_S = 900
"""Every time zone is whole quarters of an hour away from UTC."""

BY_QUARTER = f"""
SELECT intDiv(toUnixTimestamp(at), {QUARTER_S}) * {QUARTER_S} AS quarter, count()
FROM activity
WHERE {IN_SCOPE} AND {LOGIN}
GROUP BY quarter
"""  # noqa: S608 - the parts are constants

BY_ORG = f"""
SELECT org, count() AS logins
FROM activity
WHERE {IN_SCOPE} AND {LOGIN}
GROUP BY org
ORDER BY logins DESC, org
"""  # noqa: S608 - the parts are constants

BEGAN = "SELECT min(received_at), count() FROM activity"


class OrgLogins(msgspec.Struct, frozen=True):
    org: str
    logins: int


class LoginsByHour(msgspec.Struct, frozen=True):
    """`hours` has 24 numbers for each day from Monday to Sunday, in the viewer's time zone.

    Of a chosen week they are counts. Otherwise they are averages: the logins of an hour of the
    week, by how many times the span had that hour. `weeks` is how many weeks, some of them in
    part, they are averaged over; `first_day` is the Monday of the first, or the first day of the
    chosen week.
    """

    weeks: int
    first_day: date
    hours: list[list[float]]
    logins: int
    orgs: list[OrgLogins]


class _Quarter(NamedTuple):
    start: int
    logins: int


class _Began(NamedTuple):
    at: datetime
    activities: int


def logins_by_hour(
    store: Store, viewer: Viewer, scope: Scope, *, tz: str = "", week: str = ""
) -> LoginsByHour:
    """`week` instead of the scope's span, as `first_day_of` takes it. Raises `BadFilter`."""
    zone = zone_of(tz)
    now = datetime.now(UTC)
    chosen = first_day_of(week) if week else None
    if chosen:
        scope = msgspec.structs.replace(
            scope,
            span=None,
            since=day_start(chosen, zone),
            until=day_start(chosen + timedelta(days=7), zone),
        )
    values = parameters(scope, viewer, now)
    quarters = store.ask(BY_QUARTER, _Quarter, values)
    orgs = store.ask(BY_ORG, OrgLogins, values)
    cells = _cells(quarters, zone)
    since, until = scope.bounds(now)
    if chosen:
        first_day, weeks, times = chosen, 1, None
    else:
        since = max(since, _began(store, quarters, since))
        until = max(min(until, now), since)
        times = times_in(since, until, zone)
        first_day = _monday(since.astimezone(zone).date())
        last = _monday((until - timedelta(microseconds=1)).astimezone(zone).date())
        weeks = max((last - first_day).days // 7 + 1, 1)
    return LoginsByHour(
        weeks=weeks,
        first_day=first_day,
        hours=[
            [
                cells[day, hour] / max(times[day, hour], 1) if times else float(cells[day, hour])
                for hour in range(24)
            ]
            for day in range(7)
        ],
        logins=sum(quarter.logins for quarter in quarters),
        orgs=orgs,
    )


def first_day_of(week: str) -> date:
    """The Monday of an ISO week, 2026-W47, or the day itself: where weeks begin on a Sunday,
    2026-11-22 and the six days after it are one. Raises `BadFilter`."""
    year, separator, number = week.partition("-W")
    try:
        if separator and len(number) == 2 and number.isdecimal():
            first = date.fromisocalendar(_year(year), int(number), 1)
        elif len(week) == 10 and week[4] + week[7] == "--":
            first = date.fromisoformat(week)
            _year(week[:4])
        else:
            raise ValueError(week)
    except ValueError as error:
        raise BadFilter(
            "week",
            f"`{week[:40]}` is no week",
            "write an ISO week, 2026-W47, or its first day: 2026-11-22",
        ) from error
    return first


def _year(text: str) -> int:
    """One whose seconds the store can count. Raises `ValueError`."""
    if len(text) == 4 and text.isdecimal() and 1970 <= int(text) <= 2100:
        return int(text)
    raise ValueError(text)


def times_in(since: datetime, until: datetime, zone: ZoneInfo) -> dict[tuple[int, int], int]:
    """How many of the weeks have each hour of the week within the span, at least in part.

    An hour that a change of the clocks repeats is there once that week; one that it skips is not.
    """
    seen = {(one.date(), one.hour) for one in _hours(since, until, zone)}
    hours: dict[tuple[int, int], int] = defaultdict(int)
    for day, hour in seen:
        hours[day.weekday(), hour] += 1
    return hours


def _hours(since: datetime, until: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    if since < until:
        for start in hour_starts(since, until, zone):
            yield max(start, since).astimezone(zone)


def _began(store: Store, quarters: list[_Quarter], since: datetime) -> datetime:
    """When the dashboard began to listen, or the first login if that is earlier."""
    (began,) = store.ask(BEGAN, _Began)
    moments = [datetime.fromtimestamp(min(quarters).start, UTC)] if quarters else []
    if began.activities:
        moments.append(began.at)
    return min(moments, default=since)


def _cells(quarters: list[_Quarter], zone: ZoneInfo) -> dict[tuple[int, int], int]:
    cells: dict[tuple[int, int], int] = defaultdict(int)
    for quarter in quarters:
        local = datetime.fromtimestamp(quarter.start, zone)
        cells[local.weekday(), local.hour] += quarter.logins
    return cells


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
