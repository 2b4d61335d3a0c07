"""How much happened when, by category, kind, type, instance or organisation?"""

from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.store.connect import Store

STEPS_S = (1, 5, 10, 15, 30, 60, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400,
           7 * 86400, 28 * 86400)  # fmt: skip
MOST_BUCKETS = 100
MOST_SERIES = 20
OTHER = "other"

GROUPS = {
    "category": "category",
    "kind": "kind",
    "type": "type",
    "instance": "instance",
    "org": "org",
}


def _sql(name: str) -> str:
    return f"""
WITH top AS (
    SELECT {name} FROM activity WHERE {IN_SCOPE}
    GROUP BY {name} ORDER BY count() DESC, {name} LIMIT {{top:UInt32}}
)
SELECT
    intDiv(toUnixTimestamp(at), {{step_s:UInt32}}) AS bucket,
    {name} IN top AS is_top,
    if(is_top, toString({name}), '') AS name,
    count()
FROM activity
WHERE {IN_SCOPE}
GROUP BY bucket, is_top, name
"""  # noqa: S608 - the name is one of the constants above


SQL = {group: _sql(column) for group, column in GROUPS.items()}


class _Bucket(NamedTuple):
    number: int
    is_top: bool
    name: str
    activities: int


class Series(msgspec.Struct, frozen=True):
    """One count a bucket; `name` is "" for activities that have none (a login has no category)."""

    name: str
    counts: list[int]


class ActivityOverTime(msgspec.Struct, frozen=True):
    """Buckets of `step_s` seconds from `since`; the largest series first, `other` last."""

    since: datetime
    until: datetime
    step_s: int
    series: list[Series]
    total: int


def activity_over_time(
    store: Store, viewer: Viewer, scope: Scope, *, by: str, top: int = 8
) -> ActivityOverTime:
    """`by` is one of `GROUPS`; at most `top` series and one for the others."""
    now = datetime.now(UTC)
    since, until = scope.bounds(now)
    until = max(min(until, now), since)
    length_s = (until - since).total_seconds()
    step_s = next((step for step in STEPS_S if length_s / step <= MOST_BUCKETS), STEPS_S[-1])
    values = {**parameters(scope, viewer, now), "top": top, "step_s": step_s}
    buckets = store.ask(SQL[by], _Bucket, values)
    first = int(since.timestamp()) // step_s
    number = int(until.timestamp()) // step_s - first + 1
    counts: dict[tuple[bool, str], list[int]] = {}
    for bucket in buckets:
        series = counts.setdefault((not bucket.is_top, bucket.name), [0] * number)
        series[min(bucket.number - first, number - 1)] += bucket.activities
    ordered = sorted(counts.items(), key=lambda item: (item[0][0], -sum(item[1]), item[0][1]))
    return ActivityOverTime(
        since=datetime.fromtimestamp(first * step_s, UTC),
        until=datetime.fromtimestamp((first + number) * step_s, UTC),
        step_s=step_s,
        series=[Series(OTHER if rest else name, one) for (rest, name), one in ordered],
        total=sum(bucket.activities for bucket in buckets),
    )
