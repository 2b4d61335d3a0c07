"""How often was each country pointed to, or targeted, in each step of the span?"""

from collections import defaultdict
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.query.bucket import BUCKET, buckets
from misp_dashboard.query.of import Of
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.store.connect import Store

ANY = "any"
"""Stands among the countries for all activities that target somebody."""

ORIGIN = f"""
SELECT country, {BUCKET} AS bucket, count()
FROM activity
WHERE {IN_SCOPE}
    AND country != ''
GROUP BY country, bucket
"""  # noqa: S608 - the parts are constants

TARGET = f"""
SELECT arrayJoin(arrayPushBack(arrayDistinct(targets), '{ANY}')) AS name, {BUCKET} AS bucket,
    count()
FROM activity
WHERE {IN_SCOPE}
    AND notEmpty(targets)
GROUP BY name, bucket
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
    bucket: int
    activities: int


def countries_over_time(
    store: Store, viewer: Viewer, scope: Scope, *, of: Of = "origin"
) -> CountriesOverTime:
    """All countries; regions that are targeted as a whole count in `totals` alone."""
    now = datetime.now(UTC)
    cut = buckets(scope, now)
    values = {**parameters(scope, viewer, now), "step_s": cut.step_s}
    rows = store.ask(ORIGIN if of == "origin" else TARGET, _Row, values)
    counted: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        counted[row.name].append((row.bucket, row.activities))
    everything = (
        counted.pop(ANY, [])
        if of == "target"
        else [pair for one in counted.values() for pair in one]
    )
    series = [
        CountrySeries(country, cut.counts(pairs))
        for country, pairs in counted.items()
        if not country.isdigit()
    ]
    return CountriesOverTime(
        since=cut.since,
        until=cut.until,
        step_s=cut.step_s,
        series=sorted(series, key=lambda one: (-sum(one.counts), one.country)),
        totals=cut.counts(everything),
    )
