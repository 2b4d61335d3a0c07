"""Where GeoIP databases are handed out: what DB-IP and MaxMind call them, and at which address."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal

import msgspec

from misp_dashboard.location.geoip import Kind

SourceName = Literal["dbip", "maxmind"]


class Offer(msgspec.Struct, frozen=True):
    """One database for download. `checksum_url` is "" where the source publishes no checksum;
    then `edition` changes with every new database."""

    edition: str
    url: str
    checksum_url: str = ""


class Source(msgspec.Struct, frozen=True):
    """`home` is where it hands out its files, `page` where people find them; `new_every_days`
    is how often it makes new ones."""

    name: str
    home: str
    page: str
    new_every_days: int


SOURCES: dict[SourceName, Source] = {
    "dbip": Source("DB-IP", "https://download.db-ip.com/free", "https://db-ip.com/db/lite.php", 31),
    "maxmind": Source(
        "MaxMind",
        "https://download.maxmind.com/geoip/databases",
        "https://www.maxmind.com/en/accounts/current/geoip/downloads",
        7,
    ),
}

MAXMIND: dict[str, dict[Kind, str]] = {
    "GeoLite2": {"city": "GeoLite2-City", "asn": "GeoLite2-ASN"},
    "GeoIP2": {"city": "GeoIP2-City", "asn": "GeoIP2-ISP"},
}
"""The editions by product; MaxMind sells the networks' names within its ISP database."""


def dbip_offers(base: str, kind: Kind, today: date) -> Sequence[Offer]:
    """This month's database, and the last month's for the first days of this one."""
    last_month = today.replace(day=1) - timedelta(days=1)
    editions = [f"dbip-{kind}-lite-{month:%Y-%m}" for month in (today, last_month)]
    return [Offer(edition, f"{base}/{edition}.mmdb.gz") for edition in editions]


def maxmind_offers(base: str, kind: Kind, product: str) -> Sequence[Offer]:
    edition = MAXMIND[product][kind]
    url = f"{base}/{edition}/download?suffix=tar.gz"
    return [Offer(edition, url, f"{url}.sha256")]


def is_stale(database_type: str, built_at: datetime, now: datetime) -> bool:
    """Whether there should be a newer one by now."""
    maxminds = database_type.startswith(("GeoLite2-", "GeoIP2-"))
    source = SOURCES["maxmind" if maxminds else "dbip"]
    return now - built_at > timedelta(days=source.new_every_days) + LATE


LATE = timedelta(days=4)
"""How much later than usual a new database may be."""


def licence_of(database_type: str) -> str:
    """The licence of a database by its type; "" when it is not known."""
    return next((text for kind, text in LICENCES.items() if database_type.startswith(kind)), "")


LICENCES = {
    "DBIP-City-Lite": "CC BY 4.0",
    "DBIP-ASN-Lite": "CC BY 4.0",
    "DBIP-Country-Lite": "CC BY 4.0",
    "GeoLite2-": "GeoLite End User License Agreement",
    "GeoIP2-": "MaxMind's commercial licence",
    "DBIP-": "DB-IP's commercial licence",
}
