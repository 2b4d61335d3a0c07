"""Which places with coordinates do the activities point to, and what is known less exactly?"""

from typing import NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.location.border import countries_touching_box, countries_touching_circle
from misp_dashboard.query.area import Area, Circle
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.store.connect import Store

MOST = 5000

PLACES = f"""
SELECT any(country), any(place), assumeNotNull(latitude) AS lat, assumeNotNull(longitude) AS lon,
    any(precision), count() AS hits, count() OVER (), sum(count()) OVER ()
FROM activity
WHERE {IN_SCOPE}
    AND latitude IS NOT NULL
GROUP BY lat, lon, cityHash64(country, place, precision)
ORDER BY hits DESC, any(country), any(place), lat, lon, any(precision)
LIMIT {{limit:UInt32}}
"""  # noqa: S608 - the part is the scope's constant condition
# numbers are a quicker key than names

EXACTNESS = f"""
SELECT
    countIf(latitude IS NOT NULL),
    countIf(latitude IS NULL AND country != '' AND precision != 'weak'),
    countIf(latitude IS NULL AND country != '' AND precision = 'weak'),
    countIf(latitude IS NULL AND country = ''),
    count()
FROM activity
WHERE {IN_SCOPE}
"""  # noqa: S608 - the part is the scope's constant condition

TOUCHED = f"""
SELECT country, count() AS hits
FROM activity
WHERE {IN_SCOPE}
    AND country IN {{touched:Array(String)}}
    AND latitude IS NULL AND precision != 'weak'
GROUP BY country
ORDER BY hits DESC, country
"""  # noqa: S608 - the part is the scope's constant condition


class PlaceHits(msgspec.Struct, frozen=True):
    """Degrees north and east; `place` is "" where only coordinates are known."""

    country: str
    place: str
    latitude: float
    longitude: float
    precision: str
    hits: int


class TouchedCountry(msgspec.Struct, frozen=True):
    """`country` is ISO 3166 alpha-2."""

    country: str
    hits: int


class Places(msgspec.Struct, frozen=True):
    """`points` is how many places there are, `places` those with most hits.

    Of the `total` activities `hits` have coordinates, `country_only` are known to their country
    alone, `weak` to a country by a weak hint, and the rest are `unlocated`. Within an area all
    have coordinates; `touched` then says what the same scope without its areas knows to the
    country alone, in the countries that the areas touch.
    """

    places: list[PlaceHits]
    points: int
    hits: int
    country_only: int
    weak: int
    unlocated: int
    total: int
    touched: list[TouchedCountry]


class _Place(NamedTuple):
    country: str
    place: str
    latitude: float
    longitude: float
    precision: str
    hits: int
    points: int
    all_hits: int


class _Exactness(NamedTuple):
    hits: int
    country_only: int
    weak: int
    unlocated: int
    total: int


def places(store: Store, viewer: Viewer, scope: Scope, *, limit: int = 500) -> Places:
    """At most `limit` places, most hits first."""
    values = parameters(scope, viewer)
    found = store.ask(PLACES, _Place, {**values, "limit": limit})
    if scope.areas:
        hits = found[0].all_hits if found else 0
        known = _Exactness(hits, 0, 0, 0, total=hits)
    else:
        known = store.ask(EXACTNESS, _Exactness, values)[0]
    return Places(
        places=[PlaceHits(*place[:-2]) for place in found],
        points=found[0].points if found else 0,
        hits=known.hits,
        country_only=known.country_only,
        weak=known.weak,
        unlocated=known.unlocated,
        total=known.total,
        touched=_touched(store, viewer, scope),
    )


def _touched(store: Store, viewer: Viewer, scope: Scope) -> list[TouchedCountry]:
    countries = sorted(frozenset[str]().union(*map(_countries_touching, scope.areas)))
    if not countries:
        return []
    values = {**parameters(scope.without_areas(), viewer), "touched": countries}
    return store.ask(TOUCHED, TouchedCountry, values)


def _countries_touching(area: Area) -> frozenset[str]:
    if isinstance(area, Circle):
        return countries_touching_circle(area.latitude, area.longitude, area.km)
    return countries_touching_box(area.west, area.south, area.east, area.north)
