"""On which days was each of the most active events, tags or categories active?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal, NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.query.active_event import active_events
from misp_dashboard.query.active_item import IS_CHOSEN, choosing
from misp_dashboard.query.item_name import LATEST, Latest, event_names, item_names
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.query.zone import zone_of
from misp_dashboard.store.connect import Store
from misp_dashboard.store.meaning import WITH_TAGS, ask_by_meaning

ByDay = Literal["event", "tag", "category"]

DAY = timedelta(days=1)
EPOCH = date(1970, 1, 1)

ON_DAY = "toDate32(at, {tz:String}) AS day, count()"


COUNTS = """countResample(0, {counts:UInt32}, 1)(
            intDiv(toInt32(toDate32(at, {tz:String})) - {first_day:Int32}, {step:UInt32})
        ) AS counts"""
"""One for `step` days each. A line in one group: grouping by day as well takes twice as long."""


def _first(items: str) -> str:
    return f"""
SELECT name, counts
FROM (SELECT *, toString(item) AS name FROM ({items}))
WHERE {IS_CHOSEN}
ORDER BY arraySum(counts) DESC, name
LIMIT {{limit:UInt32}}
"""  # noqa: S608 - the parts are constants


CATEGORIES = f"""
        SELECT category AS item, {COUNTS}
        FROM activity
        WHERE {IN_SCOPE}
        GROUP BY item
"""  # noqa: S608 - the parts are constants

TAGS = f"""
    SELECT arrayJoin(tags) AS item, sumForEach(counts) AS counts
    FROM (
        SELECT tags_key AS key, {COUNTS}
        FROM activity
        WHERE {IN_SCOPE}
        GROUP BY key
    ) AS counted
    {WITH_TAGS}
    GROUP BY item
"""  # noqa: S608 - the parts are constants
"""Activities have few different sets of tags: those are taken apart rather than each activity."""

FIRST: dict[ByDay, str] = {"category": _first(CATEGORIES), "tag": _first(TAGS)}

LONGEST = 400
"""Days for which all sets of tags may have their line at once: it takes 8 bytes a set and day."""

TAG_DAYS = f"""
SELECT arrayJoin(arrayIntersect(tags, {{names:Array(String)}})) AS name, day, sum(n)
FROM (
    SELECT tags_key AS key, {ON_DAY} AS n
    FROM activity
    PREWHERE tags_key IN (SELECT key FROM tag_set WHERE hasAny(tags, {{names:Array(String)}}))
    WHERE {IN_SCOPE}
    GROUP BY key, day
) AS counted
{WITH_TAGS}
GROUP BY name, day
"""  # noqa: S608 - the parts are constants

EVENT_DAYS = f"""
SELECT toString(event_key), {ON_DAY}, {LATEST}
FROM activity
PREWHERE event_key IN {{keys:Array(UInt64)}}
WHERE {IN_SCOPE}
GROUP BY event_key, day
ORDER BY event_key, day
"""  # noqa: S608 - the parts are constants


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


class _Line(NamedTuple):
    name: str
    counts: list[int]


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
            events = store.ask(EVENT_DAYS, _EventDay, {**values, "keys": list(map(int, names))})
            rows = events
            known = event_names(store, {row.name: row.latest for row in events}, values)
    else:
        span = (since.astimezone(zone).date(), until.astimezone(zone).date())
        rows, names = _days(store, by, {**values, "limit": top}, *span)
        known = item_names(store, by, names)
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


def _days(
    store: Store, by: ByDay, values: dict[str, Any], since: date, until: date
) -> tuple[list[_Day], list[str]]:
    """Of the first items, whose names are in order. `until` is the last day that may occur."""
    days = (until - since).days + 1
    at_once = by == "category" or days <= LONGEST
    step = 1 if at_once else days
    asked = {**values, "first_day": (since - EPOCH).days, "step": step, "counts": days // step}
    lines = ask_by_meaning(store, FIRST[by], _Line, asked)
    names = [line.name for line in lines]
    if not at_once:
        return ask_by_meaning(store, TAG_DAYS, _Day, {**values, "names": names}), names
    return [
        _Day(line.name, since + number * DAY, activities)
        for line in lines
        for number, activities in enumerate(line.counts)
        if activities
    ], names


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
