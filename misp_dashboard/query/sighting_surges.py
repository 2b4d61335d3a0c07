"""Which values are sighted now that stand out against their own past?"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.query import surge
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.query.suggestions import exactly
from misp_dashboard.query.surge import LIMIT, PARTS, STANDS_OUT
from misp_dashboard.store.connect import Store

SURGES = f"""
SELECT
    indicator,
    countIf(at >= {{recent_since:DateTime64(3, 'UTC')}}) AS recent,
    count() - recent AS earlier,
    max(at) AS last_at,
    count() OVER ()
FROM activity
WHERE kind = 'sighting' AND action = 'add' AND sighting_type = 0 AND {IN_SCOPE}
GROUP BY indicator
HAVING {STANDS_OUT}
ORDER BY recent - {LIMIT} DESC, last_at DESC, indicator
LIMIT {{top:UInt32}}
"""  # noqa: S608 - the parts are constants

LINE_PARTS = 3 * PARTS
"""Points of the small line: three an eighth, so that its last three are what stands out."""

PART = f"""intDiv(
        (toUnixTimestamp64Milli(at) - {{start_ms:Int64}}) * {LINE_PARTS}, {{length_ms:Int64}})"""

LINES = f"""
SELECT indicator, any(value), any(toString(type)), uniqExactIf(org, org != ''),
    countResample(0, {LINE_PARTS}, 1)(least({LINE_PARTS - 1}, {PART}))
FROM activity
WHERE kind = 'sighting' AND action = 'add' AND sighting_type = 0
    AND indicator IN {{chosen:Array(UInt64)}} AND {IN_SCOPE}
GROUP BY indicator
"""  # noqa: S608 - the parts are constants


class Surge(msgspec.Struct, frozen=True):
    """`item` is the pattern for the filter `value`. `recent` sightings where `usual` is the mean
    and more than `limit` stands out; `counts` has 24 equal parts of the span, the last three are
    recent."""

    item: str
    value: str
    type: str
    recent: int
    usual: float
    limit: float
    organisations: int
    last_at: datetime
    counts: list[int]


class SightingSurges(msgspec.Struct, frozen=True):
    """What stands out most comes first; `recent_since` is where the last eighth of the span
    begins, `distinct` how many values surge in all."""

    since: datetime
    recent_since: datetime
    until: datetime
    surges: list[Surge]
    distinct: int


class _Row(NamedTuple):
    indicator: int
    recent: int
    earlier: int
    last_at: datetime
    distinct: int


class _Line(NamedTuple):
    indicator: int
    value: str
    type: str
    organisations: int
    counts: list[int]


def sighting_surges(store: Store, viewer: Viewer, scope: Scope, *, top: int = 10) -> SightingSurges:
    """False positives and expirations do not count; one value is one, on whichever instance."""
    now = datetime.now(UTC)
    when = surge.lately(scope, now)
    values = {**parameters(scope, viewer, now), "recent_since": when.recent_since}
    rows = store.ask(SURGES, _Row, {**values, "top": top})
    start_ms = round(when.since.timestamp() * 1000)
    asked = {
        **values, "chosen": [row.indicator for row in rows], "start_ms": start_ms,
        "length_ms": round(when.until.timestamp() * 1000) - start_ms,
    }  # fmt: skip
    lines = store.ask(LINES, _Line, asked) if rows else []
    return SightingSurges(
        since=when.since,
        recent_since=when.recent_since,
        until=when.until,
        surges=_answered(rows, lines),
        distinct=rows[0].distinct if rows else 0,
    )


def _answered(rows: Iterable[_Row], lines: Iterable[_Line]) -> list[Surge]:
    by_indicator = {line.indicator: line for line in lines}
    return [
        Surge(
            item=exactly(line.value),
            value=line.value,
            type=line.type,
            recent=row.recent,
            usual=surge.usual(row.earlier),
            limit=surge.limit(row.earlier),
            organisations=line.organisations,
            last_at=row.last_at,
            counts=list(line.counts),
        )
        for row in rows
        if (line := by_indicator.get(row.indicator))
    ]
