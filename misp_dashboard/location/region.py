"""Named regions: continents and sub-regions of UN M49, unions of states, and one's own."""

import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Literal, NamedTuple

import msgspec

Kind = Literal["continent", "sub-region", "union", "own"]


class Region(msgspec.Struct, frozen=True):
    """`code` names it in a URL; `countries` are ISO 3166 alpha-2.

    `numbers` are the M49 numbers that stand for it or for a part of it: some tags name a region
    by its number instead of countries.
    """

    code: str
    name: str
    kind: Kind
    countries: frozenset[str]
    numbers: frozenset[str] = frozenset()

    @property
    def members(self) -> tuple[str, ...]:
        """Countries and numbers: whatever an activity may name that lies within it."""
        return (*sorted(self.countries), *sorted(self.numbers))


CONTINENTS = {
    "002": "Africa",
    "019": "Americas",
    "142": "Asia",
    "150": "Europe",
    "009": "Oceania",
}

WIDER = {
    "202": ("Sub-Saharan Africa", ("011", "017", "014", "018")),
    "419": ("Latin America and the Caribbean", ("013", "029", "005")),
}
"""M49's regions between a continent and its sub-regions."""

UNION = "-"
"""Stands for the region above in the lines of unions."""


class _Row(NamedTuple):
    key: str
    name: str
    above: str
    countries: frozenset[str]


def code_of(name: str) -> str:
    """How a region's name is written in a URL: `Western Europe` is `western-europe`."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _rows() -> list[_Row]:
    lines = files(__package__).joinpath("region.tsv").read_text("utf-8").splitlines()
    fields = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [_Row(key, name, above, frozenset(codes.split())) for key, name, above, codes in fields]


_ROWS = _rows()


def _united(number: str, name: str, kind: Kind, parts: Iterable[Region]) -> Region:
    known = list(parts)
    return Region(
        code_of(name),
        name,
        kind,
        frozenset[str]().union(*(one.countries for one in known)),
        frozenset({number}).union(*(one.numbers for one in known)),
    )


def _m49() -> dict[str, Region]:
    parts = {
        row.key: Region(
            code_of(row.name), row.name, "sub-region", row.countries, frozenset({row.key})
        )
        for row in _ROWS
        if row.above != UNION
    }
    inner = {number: [row.key for row in _ROWS if row.above == number] for number in CONTINENTS}
    continents = {
        number: _united(number, name, "continent", (parts[one] for one in inner[number]))
        for number, name in CONTINENTS.items()
    }
    wider = {
        number: _united(number, name, "sub-region", (parts[one] for one in within))
        for number, (name, within) in WIDER.items()
    }
    return {**continents, **wider, **parts}


M49: dict[str, Region] = _m49()
"""By UN M49's three-digit number."""

REGIONS: dict[str, Region] = {
    **{one.code: one for one in M49.values()},
    **{
        row.key: Region(row.key, row.name, "union", row.countries)
        for row in _ROWS
        if row.above == UNION
    },
}
"""By code, without one's own."""

COUNTRIES = frozenset[str]().union(*(one.countries for one in M49.values())) | {"AQ"}
"""Every country of ISO 3166 (alpha-2), and Kosovo as XK."""


class BadRegion(ValueError):
    """One's own region has a country there is not, or the name of one that is known."""


def with_own(own: Mapping[str, Iterable[str]]) -> dict[str, Region]:
    """All regions, with those of the configuration: name → countries. Raises `BadRegion`."""
    regions = dict(REGIONS)
    for name, countries in own.items():
        code, codes = code_of(name), frozenset(countries)
        if code in regions:
            raise BadRegion(
                f"regions: there is a region `{code}` already ({regions[code].name}): "
                f"choose another name than {name}"
            )
        if unknown := sorted(codes - COUNTRIES):
            raise BadRegion(
                f"regions: {name} has the country {unknown[0]}, which ISO 3166 does not know "
                "(the United Kingdom is GB, Greece is GR)"
            )
        regions[code] = Region(code, name, "own", codes)
    return regions
