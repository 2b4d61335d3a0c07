"""How often was each country pointed to, or targeted, in each step of the span?"""

from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.query.bucket import BUCKET, buckets
from misp_dashboard.query.countries import ANY, TARGETS
from misp_dashboard.query.of import Of
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.store.connect import Store

COUNTS = f"""countResample(0, {{buckets:UInt32}}, 1)(
        least(toInt64({BUCKET}) - {{first:Int64}}, {{buckets:UInt32}} - 1)) AS counts"""
"""As in `Buckets`, what is later than the last bucket counts in it."""

ORIGIN = f"""
SELECT country, {COUNTS}
FROM activity
WHERE {IN_SCOPE}
    AND country != ''
GROUP BY country
"""  # noqa: S608 - the parts are constants

TARGET = f"""
SELECT arrayJoin(arrayPushBack(arrayDistinct({TARGETS}), '{ANY}')) AS name, sumForEach(counts)
FROM (
    SELECT target_set, {COUNTS}
    FROM activity
    WHERE {IN_SCOPE}
        AND target_set != ''
    GROUP BY target_set
)
GROUP BY name
"""  # noqa: S608 - the parts are constants


class CountrySeries(msgspec.Struct, frozen=True):
    """One count a bucket; `country` is ISO 3166 alpha-2."""

    country: str
    counts: list[int]


class CountriesOverTime(msgspec.Struct, frozen=True):
    """Buckets of `step_s` seconds from `since`; the country with most hits first.

    `totals` are the activities with a country, or, asked for targets, with any target: each
    counts once.
    """

    since: datetime
    until: datetime
    step_s: int
    series: list[CountrySeries]
    totals: list[int]


class _Row(NamedTuple):
    name: str
    counts: list[int]


def countries_over_time(
    store: Store, viewer: Viewer, scope: Scope, *, of: Of = "origin"
) -> CountriesOverTime:
    """All countries; regions that are targeted as a whole count in `totals` alone."""
    now = datetime.now(UTC)
    cut = buckets(scope, now)
    values = {
        **parameters(scope, viewer, now), "step_s": cut.step_s, "first": cut.first,
        "buckets": cut.count,
    }  # fmt: skip
    rows = store.ask(ORIGIN if of == "origin" else TARGET, _Row, values)
    everything = [row.counts for row in rows if of == "origin" or row.name == ANY]
    series = [
        CountrySeries(row.name, list(row.counts))
        for row in rows
        if row.name != ANY and not row.name.isdigit()
    ]
    return CountriesOverTime(
        since=cut.since,
        until=cut.until,
        step_s=cut.step_s,
        series=sorted(series, key=lambda one: (-sum(one.counts), one.country)),
        totals=[sum(counts) for counts in zip(*everything, strict=True)] or [0] * cut.count,
    )
