"""Writes misp_dashboard/location/country_names.tsv from the Unicode CLDR and ISO 3166.

Run by hand, in an environment of its own; the file it writes is kept in the repository:

    pip install babel pycountry && python geodata/country_names.py

A line a country: alpha-2, alpha-3, the English name, and all names to look for.
"""

import sys
from pathlib import Path

import babel
import pycountry

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from misp_dashboard.location.region import COUNTRIES  # noqa: E402
from misp_dashboard.location.written import plain  # noqa: E402

OUTPUT = ROOT / "misp_dashboard" / "location" / "country_names.tsv"
LANGUAGES = ("en", "fr", "de", "es", "it", "nl", "pt", "lb", "pl", "cs", "sv", "da", "fi", "ro")
"""English first: its name is shown. The others are those that MISP communities write most."""


def iso_names(code: str) -> list[str]:
    country = pycountry.countries.get(alpha_2=code)
    if country is None:
        return []
    fields = ("name", "official_name", "common_name")
    return [str(getattr(country, field)) for field in fields if hasattr(country, field)]


def main() -> None:
    names: dict[str, list[str]] = {}
    shown: dict[str, str] = {}
    for language in LANGUAGES:
        territories = babel.Locale(language).territories
        for code in sorted(COUNTRIES):
            if code in territories:
                names.setdefault(code, []).append(territories[code])
                shown.setdefault(code, territories[code])
    owners: dict[str, set[str]] = {}
    for code, told in names.items():
        told += iso_names(code)
        for name in told:
            owners.setdefault(plain(name), set()).add(code)
    lines = []
    for code in sorted(names):
        country = pycountry.countries.get(alpha_2=code)
        alpha_3 = country.alpha_3 if country else "XKX"
        plainly = dict.fromkeys(map(plain, names[code]))
        own = [name for name in plainly if owners[name] == {code}]
        lines.append(f"{code}\t{alpha_3}\t{shown[code]}\t{'|'.join(own)}\n")
    OUTPUT.write_text("".join(lines), "utf-8")
    shared = sorted(name for name, codes in owners.items() if len(codes) > 1)
    sys.stdout.write(f"{len(lines)} countries; of several, so left out: {', '.join(shared)}\n")


if __name__ == "__main__":
    main()
