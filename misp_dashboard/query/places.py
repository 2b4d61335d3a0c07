"""Which places with coordinates do the activities point to, and what is known less exactly?"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.location.border import countries_touching_box, countries_touching_circle
from misp_dashboard.query import area
from misp_dashboard.query.area import Area, Circle
from misp_dashboard.query.scope import IN_SCOPE, IN_SCOPE_ANYWHERE, Scope, parameters
from misp_dashboard.store.connect import Store
from misp_dashboard.store.meaning import WITH_PLACE, ask_by_meaning

MOST = 5000


def _counted(condition: str) -> str:
    """By number, and names are read of each place once."""
    return f"""(
    SELECT place_key AS key, count() AS hits, bitAnd(key, 3) AS exactness
    FROM activity
    WHERE {condition}
    GROUP BY key
) AS counted
{WITH_PLACE}"""  # noqa: S608 - the parts are constants


PLACE = """country, place, ifNull(latitude, 0) AS lat, ifNull(longitude, 0) AS lon, precision, hits,
    exactness, countIf(exactness = 1) OVER ()"""

MOST_FIRST = "hits DESC, country, place, lat, lon, precision"

PLACES = f"""
SELECT {PLACE}, sumIf(hits, exactness = 1) OVER (), sumIf(hits, exactness = 2) OVER (),
    sumIf(hits, exactness = 3) OVER (), sumIf(hits, exactness = 0) OVER ()
FROM {_counted(IN_SCOPE)}
ORDER BY exactness != 1, {MOST_FIRST}
LIMIT {{limit:UInt32}}
"""  # noqa: S608 - the parts are constants

PLACES_WITHIN = f"""
SELECT {PLACE}, sumIf(hits, exactness = 1) OVER (), 0, 0, 0
FROM {_counted(IN_SCOPE_ANYWHERE)}
    AND (exactness = 1 AND {area.CONDITION}
        OR exactness = 2 AND country IN {{touched:Array(String)}})
ORDER BY exactness, {MOST_FIRST}
LIMIT {{limit:UInt32}} BY if(exactness = 1, 0, key)
"""  # noqa: S608 - the parts are constants
"""Whether it lies within is asked of each place once. After them come those that are known to a
touched country alone, however many."""


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

COORDINATES, COUNTRY_ONLY = 1, 2
"""How exactly, as in 0006_keys.sql."""


def places(store: Store, viewer: Viewer, scope: Scope, *, limit: int = 500) -> Places:
    """At most `limit` places, most hits first."""
    values = {**parameters(scope, viewer), "limit": limit, "touched": _touched(scope.areas)}
    sql = PLACES_WITHIN if scope.areas else PLACES
    rows = ask_by_meaning(store, sql, _Place, values)
    known = rows[0] if rows else NONE
    touched: Counter[str] = Counter()
    if scope.areas:
        for row in rows:
            touched[row.country] += row.hits * (row.exactness == COUNTRY_ONLY)
    return Places(
        places=[PlaceHits(*row[:6]) for row in rows if row.exactness == COORDINATES],
        points=known.points,
        hits=known.with_coordinates,
        country_only=known.country_only,
        weak=known.weak,
        unlocated=known.unlocated,
        total=known.with_coordinates + known.country_only + known.weak + known.unlocated,
        touched=[
            TouchedCountry(country, hits)
            for country, hits in sorted(touched.items(), key=lambda one: (-one[1], one[0]))
            if hits
        ],
    )


def _touched(areas: Iterable[Area]) -> list[str]:
    return sorted(frozenset[str]().union(*map(_countries_touching, areas)))


def _countries_touching(one: Area) -> frozenset[str]:
    if isinstance(one, Circle):
        return countries_touching_circle(one.latitude, one.longitude, one.km)
    return countries_touching_box(one.west, one.south, one.east, one.north)
