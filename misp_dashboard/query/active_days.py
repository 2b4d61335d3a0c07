"""On which days was each of the most active events, tags or categories active?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Literal, NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.query.active_item import counting, ranked
from misp_dashboard.query.item_name import item_names
from misp_dashboard.query.most_active import choosing
from misp_dashboard.query.scope import Scope, parameters
from misp_dashboard.query.zone import zone_of
from misp_dashboard.store.connect import Store

ByDay = Literal["event", "tag", "category"]

DAY = timedelta(days=1)

DAYS_OF: tuple[ByDay, ...] = ("event", "tag", "category")

COUNTED = {by: counting(by, "toDate32(at, {tz:String}) AS day", "count()") for by in DAYS_OF}


class ActiveSpan(msgspec.Struct, frozen=True):
    """Days without a gap, `until` the last one."""

    since: date
    until: date
    activities: int


class DaysOfItem(msgspec.Struct, frozen=True):
    """`item` is the pattern for the filter of its field, `label` what it stands for; `days` is on
    how many it was active."""

    item: str
    label: str
    colour: str
    activities: int
    days: int
    spans: list[ActiveSpan]


class ActiveDays(msgspec.Struct, frozen=True):
    """`since` and `until` are the first and last day of the scope up to now, in the time zone."""

    since: date
    until: date
    items: list[DaysOfItem]
    excluded: list[str]


class _Row(NamedTuple):
    name: str
    day: date
    activities: int


def active_days(
    store: Store,
    viewer: Viewer,
    scope: Scope,
    *,
    by: ByDay,
    top: int = 10,
    tz: str = "",
    exclude: Sequence[str] = (),
) -> ActiveDays:
    """The `top` items with most activities, as `most_active` ranks them. Raises `BadFilter`."""
    now = datetime.now(UTC)
    zone = zone_of(tz)
    since, until = scope.bounds(now)
    last = max(min(until - timedelta(milliseconds=1), now), since)
    values = {
        **parameters(scope, viewer, now), **choosing(by, "", "", exclude), "tz": zone.key,
    }  # fmt: skip
    names = ranked(store, values, by=by, rank="total", top=top).names
    counted: dict[str, list[tuple[date, int]]] = defaultdict(list)
    if names:
        for row in store.ask(COUNTED[by], _Row, {**values, "names": names}):
            counted[row.name].append((row.day, row.activities))
    known = item_names(store, by, dict.fromkeys(names, ""), values)
    items = [
        DaysOfItem(
            item=known[name].item,
            label=known[name].label,
            colour=known[name].colour,
            activities=sum(activities for _, activities in counted[name]),
            days=len(counted[name]),
            spans=spans(counted[name]),
        )
        for name in names
    ]
    return ActiveDays(
        since=since.astimezone(zone).date(),
        until=last.astimezone(zone).date(),
        items=sorted(items, key=lambda one: (-one.activities, one.label, one.item)),
        excluded=list(exclude),
    )


def spans(days: Iterable[tuple[date, int]]) -> list[ActiveSpan]:
    """Days that follow one another become one span, the earliest first."""
    joined: list[ActiveSpan] = []
    for day, activities in sorted(days):
        if joined and day - joined[-1].until == DAY:
            before = joined.pop()
            joined.append(ActiveSpan(before.since, day, before.activities + activities))
        else:
            joined.append(ActiveSpan(day, day, activities))
    return joined
