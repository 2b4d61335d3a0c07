"""Which values are sighted most, and which organisations sight them?"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Literal, NamedTuple, get_args

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.query.sightings import IS_SIGHTING
from misp_dashboard.query.suggestions import exactly
from misp_dashboard.store.connect import Store

SortSighted = Literal["sightings", "false_positives", "expirations"]

KINDS = """countIf(sighting_type = 0) AS sightings,
    countIf(sighting_type = 1) AS false_positives,
    countIf(sighting_type = 2) AS expirations"""


def _values(sort: SortSighted) -> str:
    return f"""
SELECT indicator, {KINDS}, max(at) AS last_at, count() OVER ()
FROM activity
WHERE {IS_SIGHTING} AND {IN_SCOPE}
GROUP BY indicator
ORDER BY {sort} DESC, count() DESC, last_at DESC, indicator
LIMIT {{top:UInt32}}
"""  # noqa: S608 - the parts are constants


def _organisations(sort: SortSighted) -> str:
    return f"""
SELECT toString(org) AS name, {KINDS}, uniqExact(indicator), max(at) AS last_at,
    count() OVER ()
FROM activity
WHERE {IS_SIGHTING} AND org != '' AND {IN_SCOPE}
GROUP BY org
ORDER BY {sort} DESC, count() DESC, last_at DESC, name
LIMIT {{top:UInt32}}
"""  # noqa: S608 - the parts are constants


SORTS: tuple[SortSighted, ...] = get_args(SortSighted)
VALUES = {sort: _values(sort) for sort in SORTS}
ORGANISATIONS = {sort: _organisations(sort) for sort in SORTS}

NAMES = f"""
SELECT indicator, any(value), any(toString(type)), uniqExactIf(org, org != '')
FROM activity
WHERE {IS_SIGHTING} AND indicator IN {{chosen:Array(UInt64)}} AND {IN_SCOPE}
GROUP BY indicator
"""  # noqa: S608 - the parts are constants


class SightedValue(msgspec.Struct, frozen=True):
    """`item` is the pattern for the filter `value`; `organisations` are those that told any of
    the three."""

    item: str
    value: str
    type: str
    sightings: int
    false_positives: int
    expirations: int
    organisations: int
    last_at: datetime


class SightingOrganisation(msgspec.Struct, frozen=True):
    """`item` is the pattern for the filter `org`; `values` says of how many it told."""

    item: str
    org: str
    sightings: int
    false_positives: int
    expirations: int
    values: int
    last_at: datetime


class TopSighted(msgspec.Struct, frozen=True):
    """`distinct_…` is how many there are of which the first are listed."""

    values: list[SightedValue]
    distinct_values: int
    organisations: list[SightingOrganisation]
    distinct_organisations: int


class _Value(NamedTuple):
    indicator: int
    sightings: int
    false_positives: int
    expirations: int
    last_at: datetime
    distinct: int


class _Organisation(NamedTuple):
    name: str
    sightings: int
    false_positives: int
    expirations: int
    values: int
    last_at: datetime
    distinct: int


class _Name(NamedTuple):
    indicator: int
    value: str
    type: str
    organisations: int


def top_sighted(
    store: Store, viewer: Viewer, scope: Scope, *, sort: SortSighted = "sightings", top: int = 10
) -> TopSighted:
    """One type and value is one, on whichever instance; ties in order of the count of all three,
    then the latest first."""
    values = {**parameters(scope, viewer, datetime.now(UTC)), "top": top}
    rows = store.ask(VALUES[sort], _Value, values)
    chosen = [row.indicator for row in rows]
    names = store.ask(NAMES, _Name, {**values, "chosen": chosen}) if chosen else []
    organisations = store.ask(ORGANISATIONS[sort], _Organisation, values)
    return TopSighted(
        values=_values_of(rows, names),
        distinct_values=rows[0].distinct if rows else 0,
        organisations=[
            # the row has the columns of the answer, and one more
            SightingOrganisation(exactly(row.name), *row[:-1])
            for row in organisations
        ],
        distinct_organisations=organisations[0].distinct if organisations else 0,
    )


def _values_of(rows: Iterable[_Value], names: Iterable[_Name]) -> list[SightedValue]:
    by_indicator = {name.indicator: name for name in names}
    return [
        SightedValue(
            item=exactly(name.value),
            value=name.value,
            type=name.type,
            sightings=row.sightings,
            false_positives=row.false_positives,
            expirations=row.expirations,
            organisations=name.organisations,
            last_at=row.last_at,
        )
        for row in rows
        if (name := by_indicator.get(row.indicator))
    ]
