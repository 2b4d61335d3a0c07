"""Places on the map that the invented indicators point to."""

from functools import cache
from importlib.resources import files
from random import Random

import msgspec

FAVOURED = {
    "US": 6,
    "CN": 4,
    "RU": 4,
    "DE": 3,
    "NL": 4,
    "BR": 3,
    "IN": 2,
    "GB": 2,
    "FR": 2,
    "VN": 2,
}
"""How much more often than once an indicator points to a country, as hosting goes."""


class Place(msgspec.Struct, frozen=True):
    """A city; its addresses are network and broadcast addresses, which no host has."""

    country: str
    city: str
    latitude: float
    longitude: float
    addresses: tuple[str, ...]


@cache
def places() -> tuple[Place, ...]:
    """Every place of place.tsv, which tests/source/find_places.py writes."""
    text = files(__package__).joinpath("place.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()]
    return tuple(
        Place(country, city, float(latitude), float(longitude), tuple(addresses.split()))
        for country, city, latitude, longitude, addresses in rows
    )


@cache
def _by_country() -> dict[str, tuple[Place, ...]]:
    countries: dict[str, list[Place]] = {}
    for place in places():
        countries.setdefault(place.country, []).append(place)
    return {country: tuple(found) for country, found in countries.items()}


@cache
def _weights() -> tuple[tuple[str, ...], tuple[int, ...]]:
    names = tuple(_by_country())
    return names, tuple(FAVOURED.get(name, 1) for name in names)


def draw_place(rng: Random, near: tuple[str, ...]) -> Place:
    """A place, more often than not in one of the countries `near` (a campaign's own)."""
    if near and rng.random() < 0.6:
        country = rng.choice(near)
    else:
        names, weights = _weights()
        country = rng.choices(names, weights)[0]
    return rng.choice(_by_country()[country])
