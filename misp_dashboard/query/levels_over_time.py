"""How were threat levels, states of analysis, TLP or the IDS flag distributed over time?"""

from collections import defaultdict
from datetime import UTC, datetime
from typing import Literal, NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.query.bucket import BUCKET, buckets
from misp_dashboard.query.scope import IN_SCOPE, VISIBLE, Scope, parameters
from misp_dashboard.store.connect import Store
from misp_dashboard.store.meaning import WITH_TAGS, ask_by_meaning

OfLevels = Literal["threat", "analysis", "tlp", "ids"]

UNTOLD = 7

LEVELS: dict[OfLevels, dict[int, str]] = {
    "threat": {1: "high", 2: "medium", 3: "low", 4: "undefined", UNTOLD: "unknown"},
    "analysis": {1: "initial", 2: "ongoing", 3: "completed", UNTOLD: "unknown"},
    "tlp": {5: "red", 4: "amber+strict", 3: "amber", 2: "green", 1: "clear", 0: "none"},
    "ids": {1: "ids", 0: "no ids"},
}
"""By number in SQL, in the order in which they are answered."""

COUNTS: dict[OfLevels, str] = {
    "threat": "events", "analysis": "events", "tlp": "activities", "ids": "activities"
}  # fmt: skip

PLACE = f"least(toInt64({BUCKET}) - {{first:Int64}}, toInt64({{buckets:UInt32}}) - 1)"
"""The number of an activity's bucket, from 0; what is later than the last counts in it."""


LEVEL = {"threat_level": "least(threat_level, 4)", "analysis": "least(analysis, 2) + 1"}
"""Numbers from 1 to 4."""


def _of_events(level: str) -> str:
    """An event counts once a bucket in which anything happened to it, by what was told last.

    A level that is told lies in the last three bits of its moment, so that the greatest number is
    the latest; where none is told only `UNTOLD` remains. After the last bucket comes the span.
    """
    return f"""
SELECT place, level, count()
FROM (
    SELECT arrayMap(one -> toUInt8(bitAnd(one, 7)), arrayPushBack(told, arrayMax(told))) AS levels
    FROM (
        SELECT
            maxResample(0, {{buckets:UInt32}}, 1)(
                if({level} = 255, {UNTOLD}, toUnixTimestamp64Milli(at) * 8 + {LEVEL[level]}),
                {PLACE}) AS told
        FROM activity
        WHERE event_key != 0 AND {IN_SCOPE}
        GROUP BY event_key
    )
)
ARRAY JOIN arrayEnumerate(levels) AS place, levels AS level
WHERE level > 0
GROUP BY place, level
"""  # noqa: S608 - the parts are constants


TLP = """multiIf(
        has(tags, 'tlp:red') OR has(tags, 'TLP:RED'), 5,
        has(tags, 'tlp:amber+strict') OR has(tags, 'TLP:AMBER+STRICT'), 4,
        has(tags, 'tlp:amber') OR has(tags, 'TLP:AMBER'), 3,
        has(tags, 'tlp:green') OR has(tags, 'TLP:GREEN'), 2,
        has(tags, 'tlp:clear') OR has(tags, 'TLP:CLEAR')
            OR has(tags, 'tlp:white') OR has(tags, 'TLP:WHITE'), 1, 0)"""
"""The strictest; white is what clear was called before version 2 of the standard."""

SQL: dict[OfLevels, str] = {
    "threat": _of_events("threat_level"),
    "analysis": _of_events("analysis"),
    "tlp": f"""
WITH of_event AS (
    SELECT event_key, max(one) AS level
    FROM (
        SELECT event_key, argMax({TLP}, (at, action = 'attach')) AS one,
            argMax(action = 'attach', (at, action = 'attach')) AS is_attached
        FROM activity
        WHERE kind = 'tag' AND type = 'event' AND startsWith(lower(value), 'tlp:')
            AND event_key != 0 AND {VISIBLE}
        GROUP BY event_key, value
    )
    WHERE is_attached AND one > 0
    GROUP BY event_key
)
SELECT place, if(own > 0, own, of_event.level) AS level, sum(n)
FROM (
    SELECT event_key, own, place, n
    FROM (
        SELECT event_key, {TLP} AS own, counts
        FROM (
            SELECT event_key, tags_key AS key,
                countResample(0, {{buckets:UInt32}}, 1)({PLACE}) AS counts
            FROM activity
            WHERE kind IN ('event', 'attribute') AND action != 'delete' AND {IN_SCOPE}
            GROUP BY event_key, key
        ) AS counted
        {WITH_TAGS}
    )
    ARRAY JOIN arrayEnumerate(counts) AS place, counts AS n
    WHERE n > 0
) AS told
LEFT JOIN of_event ON told.event_key = of_event.event_key
GROUP BY place, level
""",  # noqa: S608 - the parts are constants
    "ids": f"""
SELECT {PLACE} + 1 AS place, to_ids, count()
FROM activity
WHERE kind = 'attribute' AND action != 'delete' AND {IN_SCOPE}
GROUP BY place, to_ids
""",  # noqa: S608 - the parts are constants
}


class LevelSeries(msgspec.Struct, frozen=True):
    """One count a bucket. `total` is that of the whole span: an event that is active in several
    buckets counts once in it."""

    level: str
    counts: list[int]
    total: int


class LevelsOverTime(msgspec.Struct, frozen=True):
    """Buckets of `step_s` seconds from `since`; what is counted is `events` or `activities`.

    Every level has its series, the most severe first; `unknown` only when there are such.
    """

    since: datetime
    until: datetime
    step_s: int
    counted: str
    series: list[LevelSeries]
    total: int


class _Row(NamedTuple):
    """`place` is the bucket's, from 1; of events, one after the last is the whole span."""

    place: int
    level: int
    counted: int


def levels_over_time(store: Store, viewer: Viewer, scope: Scope, *, of: OfLevels) -> LevelsOverTime:
    """`threat` and `analysis` count the events active in each bucket, by what was told of them
    last in it; `ids` the attributes added or changed; `tlp` these and the events, by their own
    TLP, else that of their event.
    """
    now = datetime.now(UTC)
    cut = buckets(scope, now)
    values = {
        **parameters(scope, viewer, now), "step_s": cut.step_s, "first": cut.first,
        "buckets": cut.count,
    }  # fmt: skip
    counted: dict[int, list[int]] = defaultdict(lambda: [0] * (cut.count + 1))
    for row in ask_by_meaning(store, SQL[of], _Row, values):
        counted[int(row.level)][row.place - 1] += row.counted
    series = [
        _series(level, counted[number], of)
        for number, level in LEVELS[of].items()
        if number != UNTOLD or any(counted[number])
    ]
    return LevelsOverTime(
        since=cut.since,
        until=cut.until,
        step_s=cut.step_s,
        counted=COUNTS[of],
        series=series,
        total=sum(one.total for one in series),
    )


def _series(level: str, counts: list[int], of: OfLevels) -> LevelSeries:
    *buckets, whole = counts
    return LevelSeries(level, buckets, whole if COUNTS[of] == "events" else sum(buckets))
