"""A country is known by its name, its code or what its people are called."""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from misp_dashboard.location.remembered import remembered
from misp_dashboard.location.written import plain

LONGEST = 80
"""Characters; the longest name of a country is shorter."""

ALIASES: dict[str, str] = {
    "america": "US",
    "aland": "AX",
    "antilles neerlandaises": "BQ",
    "birma": "MM",
    "birmanie": "MM",
    "bosnia": "BA",
    "bosnia herzegovina": "BA",
    "brasil": "BR",
    "britain": "GB",
    "bolivia": "BO",
    "brunei": "BN",
    "burma": "MM",
    "byelorussia": "BY",
    "belorussia": "BY",
    "cabo verde": "CV",
    "cape verde": "CV",
    "channel islands": "JE",
    "congo brazzaville": "CG",
    "congo kinshasa": "CD",
    "czech rep": "CZ",
    "czechia": "CZ",
    "democratic peoples republic of korea": "KP",
    "democratic republic of congo": "CD",
    "democratic republic of the congo": "CD",
    "dprk": "KP",
    "dr congo": "CD",
    "drc": "CD",
    "deutschland": "DE",
    "east timor": "TL",
    "emirates": "AE",
    "england": "GB",
    "espana": "ES",
    "eesti": "EE",
    "federated states of micronesia": "FM",
    "fyrom": "MK",
    "former yugoslav republic of macedonia": "MK",
    "great britain": "GB",
    "hellas": "GR",
    "holland": "NL",
    "holy see": "VA",
    "hrvatska": "HR",
    "iran": "IR",
    "islamic republic of iran": "IR",
    "ivory coast": "CI",
    "keeling islands": "CC",
    "kingdom of the netherlands": "NL",
    "korea": "KR",
    "kosova": "XK",
    "laos": "LA",
    "latvija": "LV",
    "lietuva": "LT",
    "macao": "MO",
    "macau": "MO",
    "macedonia": "MK",
    "magyarorszag": "HU",
    "mainland china": "CN",
    "moldova": "MD",
    "nippon": "JP",
    "norge": "NO",
    "northern ireland": "GB",
    "osterreich": "AT",
    "oesterreich": "AT",
    "palestine": "PS",
    "peoples republic of china": "CN",
    "plurinational state of bolivia": "BO",
    "polska": "PL",
    "pr china": "CN",
    "prc": "CN",
    "republic of china": "TW",
    "republic of congo": "CG",
    "republic of korea": "KR",
    "republic of moldova": "MD",
    "republic of the congo": "CG",
    "rok": "KR",
    "rossija": "RU",
    "rossiya": "RU",
    "russian fed": "RU",
    "sao tome": "ST",
    "saint barth": "BL",
    "schweiz": "CH",
    "scotland": "GB",
    "shqiperia": "AL",
    "slovak republic": "SK",
    "slovensko": "SK",
    "srbija": "RS",
    "st kitts and nevis": "KN",
    "st lucia": "LC",
    "st vincent": "VC",
    "suomi": "FI",
    "svizzera": "CH",
    "suisse": "CH",
    "sverige": "SE",
    "swaziland": "SZ",
    "syria": "SY",
    "syrian arab republic": "SY",
    "taiwan": "TW",
    "taiwan province of china": "TW",
    "tanzania": "TZ",
    "turkey": "TR",
    "u a e": "AE",
    "u k": "GB",
    "u s": "US",
    "u s a": "US",
    "uae": "AE",
    "uk": "GB",
    "ukraina": "UA",
    "united republic of tanzania": "TZ",
    "united states minor": "UM",
    "united states virgin islands": "VI",
    "us virgin islands": "VI",
    "british virgin islands": "VG",
    "vatican": "VA",
    "venezuela": "VE",
    "viet nam": "VN",
    "wales": "GB",
    "zaire": "CD",
}
"""What people write and neither CLDR nor ISO 3166 lists."""

CODES = {"UK": "GB", "EL": "GR"}
"""Reserved codes, which the European Union and MISP's users write."""


class CountryNames(NamedTuple):
    """Alpha-2 by code (two or three capitals), by plain name, by plain demonym; what to show."""

    by_code: dict[str, str]
    by_name: dict[str, str]
    by_demonym: dict[str, str]
    shown: dict[str, str]


@cache
def country_names() -> CountryNames:
    by_code, by_name = dict(CODES), dict(ALIASES)
    by_demonym: dict[str, str] = {}
    shown: dict[str, str] = {}
    for alpha_2, alpha_3, name, names in _lines("country_names.tsv"):
        by_code[alpha_2] = by_code[alpha_3] = alpha_2
        shown[alpha_2] = name
        for one in names.split("|"):
            by_name.setdefault(one, alpha_2)
    for alpha_2, names in _lines("demonym.tsv"):
        by_demonym.update(dict.fromkeys(names.split("|"), alpha_2))
    return CountryNames(by_code, by_name, by_demonym, shown)


def _lines(file: str) -> list[list[str]]:
    text = files(__package__).joinpath(file).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


@remembered(LONGEST, None)
def country_of_code(text: str) -> str | None:
    """The country of an ISO 3166 code of two or three letters, in either case."""
    code = text.strip().upper()
    return country_names().by_code.get(code) if len(code) in (2, 3) else None


@remembered(LONGEST, None)
def country_named(text: str) -> str | None:
    """The country of a name in one of a dozen languages, of a demonym, or of a code in capitals.

    `Georgia` is the country, `Guinea` and `Congo` are what ISO 3166 calls so.
    """
    stripped = text.strip()
    if stripped.isupper() and (code := country_of_code(stripped)):
        return code
    name = plain(stripped)
    known = country_names()
    without = name.removeprefix("the ")
    return known.by_name.get(name) or known.by_name.get(without) or known.by_demonym.get(without)
