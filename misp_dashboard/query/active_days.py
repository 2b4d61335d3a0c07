"""On which days was each of the most active events, tags or categories active?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Literal, NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.query.active_event import KEYS, active_events
from misp_dashboard.query.active_item import IS_CHOSEN, ITEMS, choosing
from misp_dashboard.query.item_name import LATEST, Latest, event_names, item_names
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.query.zone import zone_of
from misp_dashboard.store.connect import Store

ByDay = Literal["event", "tag", "category"]

DAY = timedelta(days=1)

ON_DAY = "toDate32(at, {tz:String}) AS day, count()"


def _ranked(item: str) -> str:
    return f"""
SELECT name
FROM (SELECT {item} AS item, toString(item) AS name, count() AS activities
    FROM activity WHERE {IN_SCOPE} GROUP BY item)
WHERE {IS_CHOSEN}
ORDER BY activities DESC, name
LIMIT {{limit:UInt32}}
"""  # noqa: S608 - the parts are constants


def _counted(item: str) -> str:
    return f"""
SELECT toString(item) AS name, {ON_DAY}
FROM (SELECT {item} AS item, at FROM activity WHERE {IN_SCOPE})
WHERE item IN {{names:Array(String)}}
GROUP BY item, day
"""  # noqa: S608 - the parts are constants


def _counted_events(key: str) -> str:
    return f"""
SELECT toString({key}) AS name, {ON_DAY}, {LATEST}
FROM activity
PREWHERE {key} IN {{names:Array(UUID)}}
WHERE {IN_SCOPE}
GROUP BY name, day
ORDER BY name, day
"""  # noqa: S608 - the parts are constants


RANKED = {by: _ranked(item) for by, item in ITEMS.items()}
COUNTED = {by: _counted(item) for by, item in ITEMS.items()}
COUNTED_EVENTS = {made_up: _counted_events(key) for made_up, key in KEYS.items()}


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


class _Day(NamedTuple):
    name: str
    day: date
    activities: int


class _EventDay(NamedTuple):
    name: str
    day: date
    activities: int
    latest: Latest


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
    rows: Sequence[_Day | _EventDay] = []
    if by == "event":
        first = active_events(store, values, rank="total", top=top)
        names = first.keys
        if names:
            events = store.ask(COUNTED_EVENTS[first.made_up], _EventDay, {**values, "names": names})
            rows = events
            known = event_names(store, {row.name: row.latest for row in events}, values)
    else:
        names = store.ask(RANKED[by], str, {**values, "limit": top})
        known = item_names(store, by, names)
        if names:
            rows = store.ask(COUNTED[by], _Day, {**values, "names": names})
    counted: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for row in rows:
        counted[row.name].append((row.day, row.activities))
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
