"""A file is proved to be a GeoIP database of its kind: addresses are looked up in it."""

from datetime import datetime
from ipaddress import ip_address
from pathlib import Path

import msgspec

from misp_dashboard.location.asn import read_system
from misp_dashboard.location.geoip import Kind
from misp_dashboard.location.geoip_refused import GeoipRefused
from misp_dashboard.location.ip import PROBES, read_country, read_place
from misp_dashboard.location.mmdb import LocationUnavailable, MaxMindFile

NEEDED: dict[Kind, str] = {
    "city": "a city database, such as DB-IP City Lite or GeoLite2 City",
    "asn": "an ASN database, such as DB-IP ASN Lite or GeoLite2 ASN",
}


class Proof(msgspec.Struct, frozen=True):
    """`type` is the database's own name for what it is; `example` what one address gave."""

    kinds: tuple[Kind, ...]
    type: str
    built_at: datetime
    size_bytes: int
    example: str


def prove(path: Path, called: str, expected: Kind | None = None) -> Proof:
    """What the file turned out to be. Raises GeoipRefused when it is of no use, or not of the
    kind that is expected; `called` is what the user knows the file as."""
    try:
        proof = examine(path)
    except LocationUnavailable as error:
        raise GeoipRefused(f"{called} {error.why}.") from error
    if expected and expected not in proof.kinds or not proof.kinds:
        needed = NEEDED[expected] if expected else " or ".join(NEEDED.values())
        tells = " and ".join(_TELLS[kind] for kind in proof.kinds) or "neither cities nor providers"
        raise GeoipRefused(
            f'{called} is of type "{proof.type}" and tells {tells}.', f"What is needed is {needed}."
        )
    return proof


_TELLS: dict[Kind, str] = {"city": "cities", "asn": "the networks of providers"}


def examine(path: Path) -> Proof:
    """What a file holds, be it of use or not. Raises LocationUnavailable when it is no whole
    MaxMind DB."""
    file = MaxMindFile(path)
    try:
        return _examine(file)
    finally:
        file.close()


def _examine(file: MaxMindFile) -> Proof:
    kinds: list[Kind] = []
    examples = []
    if city := _example_of_city(file):
        kinds.append("city")
        examples.append(city)
    elif country := _example_of_country(file):
        examples.append(country)
    if system := _example_of_system(file):
        kinds.append("asn")
        examples.append(system)
    return Proof(
        kinds=tuple(kinds),
        type=file.kind,
        built_at=file.built_at,
        size_bytes=file.path.stat().st_size,
        example="; ".join(examples),
    )


def _example_of_city(file: MaxMindFile) -> str:
    """A probe with its city; a database of countries has none."""
    for probe in PROBES:
        place = read_place(file, ip_address(probe))
        if place and place.name:
            return f"{probe} is in {place.name}, {place.country}"
    return ""


def _example_of_country(file: MaxMindFile) -> str:
    for probe in PROBES:
        if country := read_country(file, ip_address(probe)):
            return f"{probe} is in {country}"
    return ""


def _example_of_system(file: MaxMindFile) -> str:
    for probe in PROBES:
        system = read_system(file, ip_address(probe))
        if system:
            return f"{probe} is in AS{system.number} {system.name}".rstrip()
    return ""
