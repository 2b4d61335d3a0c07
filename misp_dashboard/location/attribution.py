"""The thanks that a database of locations asks for, to be shown on every page that uses it."""

import msgspec


class Attribution(msgspec.Struct, frozen=True):
    """A line for the page's footer with the link it must carry."""

    text: str
    url: str


ATTRIBUTION: dict[str, Attribution] = {
    "DBIP-": Attribution("IP geolocation by DB-IP", "https://db-ip.com"),
    "GeoLite2-": Attribution(
        "This product includes GeoLite Data created by MaxMind, available from "
        "https://www.maxmind.com",
        "https://www.maxmind.com",
    ),
}
"""By the beginning of the database's type. DB-IP's Lite databases are CC BY 4.0, and that text
and link are the attribution DB-IP asks for; MaxMind's GeoLite licence words its own."""


def attributions_for(database_kind: str) -> tuple[Attribution, ...]:
    """The lines due for a database of this type; none for types that are not known."""
    return tuple(a for kind, a in ATTRIBUTION.items() if database_kind.startswith(kind))
