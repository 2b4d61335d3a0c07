"""A name in the internet hints at a country by its top-level domain, weakly."""

from misp_dashboard.location.country_name import country_names
from misp_dashboard.location.host import host_of
from misp_dashboard.location.place import Place

# fmt: off
OF_EVERYONE = frozenset((
    "ac", "ad", "ag", "ai", "am", "as", "bz", "cc", "cd", "cf", "co", "cx", "dj", "eu", "fm", "ga",
    "gd", "gg", "gl", "gq", "gs", "hn", "im", "io", "je", "la", "lc", "ly", "me", "mg", "ml", "mn",
    "ms", "mu", "nu", "pn", "pw", "re", "sc", "sh", "sr", "st", "su", "sx", "tc", "tf", "tk", "tl",
    "tm", "to", "tv", "vc", "vg", "vu", "ws",
))
# fmt: on
"""Country codes that are sold to anyone and used as words: they say nothing of a country. `.eu`
and `.su` are not of one country."""

COUNTRY = {"uk": "GB"}
"""Top-level domains that are not the country's code in ISO 3166."""


def locate_tld(value: str) -> Place | None:
    """The country of a domain, host name, e-mail address or URL that ends in a country's code."""
    name, dot, last = host_of(value).rpartition(".")
    if not dot or not name or len(last) != 2 or last in OF_EVERYONE:
        return None
    country = COUNTRY.get(last) or last.upper()
    return Place(country) if country in country_names().shown else None
