"""Which places with coordinates do the activities point to, and what is known less exactly?"""

from typing import NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.location.border import countries_touching_box, countries_touching_circle
from misp_dashboard.query.area import Area, Circle
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.store.connect import Store
from misp_dashboard.store.meaning import WITH_PLACE, ask_by_meaning

MOST = 5000

PLACES = f"""
SELECT country, place, ifNull(latitude, 0), ifNull(longitude, 0), precision, hits, exactness,
    points, with_coordinates, country_only, weak, unlocated
FROM (
    SELECT place_key AS key, count() AS hits, bitAnd(key, 3) AS exactness,
        countIf(exactness = 1) OVER () AS points,
        sumIf(hits, exactness = 1) OVER () AS with_coordinates,
        sumIf(hits, exactness = 2) OVER () AS country_only,
        sumIf(hits, exactness = 3) OVER () AS weak,
        sumIf(hits, exactness = 0) OVER () AS unlocated
    FROM activity
    WHERE {IN_SCOPE}
    GROUP BY key
) AS counted
{WITH_PLACE}
ORDER BY exactness != 1, hits DESC, country, place, latitude, longitude, precision
LIMIT {{limit:UInt32}}
"""  # noqa: S608 - the parts are constants
"""By number, and names are read of each place once."""

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
    exactness: int
    points: int
    with_coordinates: int
    country_only: int
    weak: int
    unlocated: int


NONE = _Place("", "", 0, 0, "", 0, 0, 0, 0, 0, 0, 0)

HAS_COORDINATES = 1


def places(store: Store, viewer: Viewer, scope: Scope, *, limit: int = 500) -> Places:
    """At most `limit` places, most hits first."""
    values = {**parameters(scope, viewer), "limit": limit}
    rows = ask_by_meaning(store, PLACES, _Place, values)
    known = rows[0] if rows else NONE
    return Places(
        places=[PlaceHits(*row[:6]) for row in rows if row.exactness == HAS_COORDINATES],
        points=known.points,
        hits=known.with_coordinates,
        country_only=known.country_only,
        weak=known.weak,
        unlocated=known.unlocated,
        total=known.with_coordinates + known.country_only + known.weak + known.unlocated,
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
