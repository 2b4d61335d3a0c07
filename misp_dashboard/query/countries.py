"""Which countries do the activities point to, or target, and how often?"""

from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.location.region import M49
from misp_dashboard.query.of import Of
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.store.connect import Store

ANY = "any"
NONE = "none"
"""Stand among the countries for all activities that have one, and for those that have none."""

COUNTED = """countIf(at >= {middle:DateTime64(3, 'UTC')}) AS hits,
    countIf(at < {middle:DateTime64(3, 'UTC')}) AS previous"""

ORIGIN = f"""
SELECT country, {COUNTED}
FROM activity
WHERE {IN_SCOPE}
GROUP BY country
"""  # noqa: S608 - the parts are constants

TARGETS = "arrayFilter(one -> one != '', splitByChar('\\n', toString(target_set)))"
"""Of a set of them as one text, by which they are grouped: faster than by arrays."""

TARGET = f"""
SELECT
    arrayJoin(arrayConcat([if(target_set = '', '{NONE}', '{ANY}')], arrayDistinct({TARGETS}))) AS name,
    sum(hits),
    sum(previous)
FROM (
    SELECT target_set, {COUNTED}
    FROM activity
    WHERE {IN_SCOPE}
    GROUP BY target_set
)
GROUP BY name
"""  # noqa: E501, S608 - the parts are constants

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)


class Country(msgspec.Struct, frozen=True):
    """`country` is ISO 3166 alpha-2; `previous` are the hits in the equal span before."""

    country: str
    hits: int
    previous: int | None


class TargetedRegion(msgspec.Struct, frozen=True):
    """A region that is targeted as a whole: `region` is its UN M49 number."""

    region: str
    name: str
    hits: int
    previous: int | None


class Countries(msgspec.Struct, frozen=True):
    """`located` of `total` activities have a country, or, asked for targets, any target.

    An activity with several targets counts for each of them, and once in `located`.
    """

    countries: list[Country]
    regions: list[TargetedRegion]
    located: int
    total: int
    previous_located: int | None


class _Row(NamedTuple):
    name: str
    hits: int
    previous: int


def countries(
    store: Store, viewer: Viewer, scope: Scope, *, of: Of = "origin", compare: bool = False
) -> Countries:
    """Every country that was hit, most hits first; with `compare`, also those hit only before."""
    now = datetime.now(UTC)
    since, _ = scope.bounds(now)
    earliest = max(scope.before(now).bounds(now)[0], EARLIEST) if compare else since
    values = {**parameters(scope, viewer, now), "since": earliest, "middle": since}
    rows = store.ask(ORIGIN if of == "origin" else TARGET, _Row, values)
    rows.sort(key=lambda row: (-row.hits, -row.previous, row.name))
    if of == "origin":
        named = [row for row in rows if row.name]
        total = sum(row.hits for row in rows)
        located = named
    else:
        named = [row for row in rows if row.name not in (ANY, NONE)]
        total = sum(row.hits for row in rows if row.name in (ANY, NONE))
        located = [row for row in rows if row.name == ANY]
    return Countries(
        countries=[
            Country(row.name, row.hits, row.previous if compare else None)
            for row in named
            if not row.name.isdigit()
        ],
        regions=[
            TargetedRegion(
                row.name, region_name(row.name), row.hits, row.previous if compare else None
            )
            for row in named
            if row.name.isdigit()
        ],
        located=sum(row.hits for row in located),
        total=total,
        previous_located=sum(row.previous for row in located) if compare else None,
    )


def region_name(number: str) -> str:
    """M49's name of a region, or the number itself when M49 has none."""
    return M49[number].name if number in M49 else number
