"""How much happened when, by category, kind, type, instance or organisation?"""

from collections import defaultdict
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.query.bucket import BUCKET, buckets
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.store.connect import Store

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
    {BUCKET} AS bucket,
    {name} IN top AS is_top,
    if(is_top, toString({name}), '') AS name,
    count()
FROM activity
WHERE {IN_SCOPE}
GROUP BY bucket, is_top, name
"""  # noqa: S608 - the name is one of the constants above


SQL = {group: _sql(column) for group, column in GROUPS.items()}


class _Row(NamedTuple):
    bucket: int
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
    cut = buckets(scope, now)
    values = {**parameters(scope, viewer, now), "top": top, "step_s": cut.step_s}
    rows = store.ask(SQL[by], _Row, values)
    counted: dict[tuple[bool, str], list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        counted[not row.is_top, row.name].append((row.bucket, row.activities))
    counts = {series: cut.counts(pairs) for series, pairs in counted.items()}
    ordered = sorted(counts.items(), key=lambda item: (item[0][0], -sum(item[1]), item[0][1]))
    return ActivityOverTime(
        since=cut.since,
        until=cut.until,
        step_s=cut.step_s,
        series=[Series(OTHER if rest else name, one) for (rest, name), one in ordered],
        total=sum(row.activities for row in rows),
    )
