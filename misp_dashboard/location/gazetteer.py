"""Cities and countries by name: 34,000 cities of at least 15,000 people, from GeoNames (CC BY 4.0).

They are one text of 3 MB that is searched as it is, and read when it is first asked for; objects
for each city would take ten times as much memory.
"""

import gzip
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from misp_dashboard.location.country_name import country_named, country_names
from misp_dashboard.location.place import Place
from misp_dashboard.location.written import plain

CITIES = Path(__file__).with_name("cities.tsv.gz")
"""A line a city, most people first: `|name|name|`, name to show, country, latitude, longitude,
population. `geodata/cities.py` writes it."""

LONGEST = 100
"""Characters; the longest name of a city is shorter."""

SHORTEST = 3
"""Letters of a name that is looked for among other names than the usual one."""

DOMINANT = 5
"""A city is meant by its bare name when it has so many times the people of any other one."""

_PAIR = re.compile(r"\s*([+-]?\d{1,2}(?:\.\d+)?)\s*°?\s*[,; ]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*")


class FoundPlace(msgspec.Struct, frozen=True):
    """A place that may be meant; a country has no coordinates here, a bare point no country."""

    name: str
    country: str
    latitude: float | None
    longitude: float | None
    population: int
    kind: Literal["city", "country", "coordinates"]


def find_places(text: str, limit: int = 10) -> list[FoundPlace]:
    """What a text may mean, best first: coordinates; else what has that very name or code, then
    what is called something that begins with it, then what has such a word in its name. Countries
    come before cities, larger cities before smaller ones; the usual name before other ones.
    Accents, case and punctuation do not count."""
    point = coordinates_in(text)
    if point is not None:
        name = f"{point[0]:g}, {point[1]:g}"
        return [FoundPlace(name, "", *point, population=0, kind="coordinates")][:limit]
    wanted = plain(text[:LONGEST])
    if not wanted:
        return []
    found: dict[FoundPlace, None] = {}
    for place in _ranked(wanted):
        if len(found) >= limit:
            break
        found.setdefault(place)
    return list(found)


def _ranked(wanted: str) -> Iterator[FoundPlace]:
    names = country_names()
    exact = {names.by_code.get(wanted.upper()), names.by_name.get(wanted)} - {None}
    yield from map(_country, sorted(filter(None, exact)))
    usual = [code for code, name in names.shown.items() if plain(name).startswith(wanted)]
    yield from map(_country, sorted(usual, key=lambda code: names.shown[code]))
    if len(wanted) >= SHORTEST:
        yield from _cities(f"|{wanted}|")
    yield from _cities(f"\n|{wanted}")
    if len(wanted) < SHORTEST:
        return
    other = {code for name, code in names.by_name.items() if name.startswith(wanted)}
    yield from map(_country, sorted(other))
    yield from _cities(f"|{wanted}")
    yield from _cities(f" {wanted}")


def locate_place(text: str, country: str = "") -> Place | None:
    """The city of this very name, within a country when one is given.

    Of several cities with the name the one that is by far the largest is meant. Where none is,
    all that is known is their country, or nothing when they are in several.
    """
    return _locate(plain(text[:LONGEST]), country)


@lru_cache(maxsize=4096)
def _locate(name: str, country: str) -> Place | None:
    if len(name) < SHORTEST:
        return None
    namesakes = [c for c in _cities(f"|{name}|") if not country or c.country == country]
    if not namesakes:
        return None
    # `Colonia` is the name of some cities, and what others call Cologne
    usual = [city for city in namesakes if plain(city.name) == name]
    meant = (usual or namesakes)[0]
    place = Place(meant.country, meant.name, meant.latitude, meant.longitude)
    for city in namesakes:
        as_likely = 1 / DOMINANT if usual and city not in usual else DOMINANT
        if city == meant or meant.population >= city.population * as_likely:
            continue
        if city.country != meant.country:
            return None
        place = Place(meant.country)
    return place


def country_of_place(text: str) -> str | None:
    """The country that a text names, or the country of the city that it names.

    Of `Esch-sur-Alzette, Luxembourg` the last part decides, and so does a country in brackets.
    """
    country = country_named(text)
    if country:
        return country
    parts = [part for part in re.split(r"[,;()/]", text[:LONGEST]) if part.strip()]
    if len(parts) > 1 and (country := country_named(parts[-1])):
        return country
    place = locate_place(text) if len(parts) == 1 else None
    return place.country if place else None


def coordinates_in(text: str) -> tuple[float, float] | None:
    """Latitude and longitude, in degrees, of a text such as `49.61, 6.13`."""
    match = _PAIR.fullmatch(text[:LONGEST])
    if match is None:
        return None
    latitude, longitude = float(match[1]), float(match[2])
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _country(code: str) -> FoundPlace:
    return FoundPlace(country_names().shown[code], code, None, None, 0, "country")


@cache
def _text() -> bytes:
    # bytes take a quarter of the memory of a text with letters of all alphabets
    return b"\n" + gzip.decompress(CITIES.read_bytes())


def _cities(wanted: str) -> Iterator[FoundPlace]:
    """The cities with this text among their names, most people first."""
    text, sought, at = _text(), wanted.encode(), 0
    while (hit := text.find(sought, at)) >= 0:
        at = text.index(b"\n", hit + 1)
        names_end = text.index(b"\t", text.rfind(b"\n", 0, hit + 1) + 1)
        if hit < names_end:
            yield _city(text[names_end + 1 : at].decode())


def _city(line: str) -> FoundPlace:
    name, country, latitude, longitude, population = line.split("\t")
    return FoundPlace(name, country, float(latitude), float(longitude), int(population), "city")
