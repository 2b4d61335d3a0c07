"""Every type that is located: by which means, whether of whom is targeted, how exactly, and how.

This table is what the locator reads, what `/api/location-means` answers and what docs/location.md
repeats.
"""

from collections.abc import Callable
from typing import Literal, NamedTuple

from misp_dashboard.location.bank import locate_bic, locate_iban, locate_routing_number
from misp_dashboard.location.certificate import locate_distinguished_name
from misp_dashboard.location.phone import locate_phone
from misp_dashboard.location.place import Place
from misp_dashboard.location.target import targets_named
from misp_dashboard.location.tld import locate_tld
from misp_dashboard.location.written_place import (
    locate_address,
    locate_city,
    locate_country,
    locate_country_code,
)

Of = Literal["origin", "target"]

Part = Literal["", "before", "after", "host"]

ANY_OBJECT = "*"


class Located(NamedTuple):
    """`type` is one of MISP's attribute types, or `object/relation` for a text within an object
    (`*/relation`: in any object), or what a tag begins with.

    `precision` is the best there is. `read` tells the place, or those who are targeted, of the
    value; None where it takes more than the value: a database, the other half of a pair, the tags.
    `part` is what is read of the value: before or after the bar, or the address that is the host
    of a URL.
    """

    type: str
    means: str
    of: Of
    precision: str
    how: str
    read: Callable[[str], Place | tuple[str, ...] | None] | None = None
    part: Part = ""


_ADDRESS = "The address or network, looked up in the city database."
_BEFORE = "The address before the bar, looked up in the city database."
_AFTER = "The address after the bar, looked up in the city database."
_HOST = "The address that is the host, looked up in the city database; a name is not looked up."
_PHONE = "The country code of a number in international form."
_IBAN = "The account's country, when the checksum and that country's structure are right."
_BIC = "The bank's country."
_ABA = "The United States, whose banks have such numbers, when the checksum is right."
_PERSON = "A country's name, code or demonym."
_SYSTEM = "The country that has most of the network's addresses; needs an ASN database."
_HALF = "With the other half in the same object; its country by bundled borders."
_NAME = "A country's name or code."
_CODE = "A country's code of two or three letters."
_CITY = "A city's name, in the country of its object or else by far the largest of that name."
_POSTAL = "A country at the end, after a comma."
_SUBJECT = "`C=` in the distinguished name."
_ISSUER = "`C=` in the distinguished name: where the authority is, not the holder."
_TLD = "The top-level domain, when it is one country's own; only with `location.tld`."
_TARGET = "A country's name or code, a list of them, or the country of a city."
_VICTIM = "The victim's country, by name or code."
_LIST = "A list of countries, by name or code."
_CLUSTER = "The country that the cluster is named after."
_REGION = "The region's UN M49 number, such as 150 for Europe."

LOCATED: tuple[Located, ...] = (
    Located("ip-src", "ip", "origin", "city", _ADDRESS, None, "before"),
    Located("ip-dst", "ip", "origin", "city", _ADDRESS, None, "before"),
    Located("ip-src|port", "ip", "origin", "city", _BEFORE, None, "before"),
    Located("ip-dst|port", "ip", "origin", "city", _BEFORE, None, "before"),
    Located("domain|ip", "ip", "origin", "city", _AFTER, None, "after"),
    Located("url", "ip", "origin", "city", _HOST, None, "host"),
    Located("uri", "ip", "origin", "city", _HOST, None, "host"),
    Located("phone-number", "phone", "origin", "country", _PHONE, locate_phone),
    Located("prtn", "phone", "origin", "country", _PHONE, locate_phone),
    Located("whois-registrant-phone", "phone", "origin", "country", _PHONE, locate_phone),
    Located("iban", "bank", "origin", "country", _IBAN, locate_iban),
    Located("bic", "bank", "origin", "country", _BIC, locate_bic),
    Located("aba-rtn", "bank", "origin", "country", _ABA, locate_routing_number),
    Located("nationality", "nationality", "origin", "country", _PERSON, locate_country),
    Located("passport-country", "passport", "origin", "country", _PERSON, locate_country),
    Located("country-of-residence", "residence", "origin", "country", _PERSON, locate_country),
    Located("AS", "asn", "origin", "country", _SYSTEM),
    Located("*/latitude", "coordinates", "origin", "coordinates", _HALF),
    Located("*/longitude", "coordinates", "origin", "coordinates", _HALF),
    Located("*/source.geolocation.latitude", "coordinates", "origin", "coordinates", _HALF),
    Located("*/source.geolocation.longitude", "coordinates", "origin", "coordinates", _HALF),
    Located("*/destination.geolocation.latitude", "coordinates", "origin", "coordinates", _HALF),
    Located("*/destination.geolocation.longitude", "coordinates", "origin", "coordinates", _HALF),
    Located("*/country", "place", "origin", "country", _NAME, locate_country),
    Located("*/countrycode", "place", "origin", "country", _CODE, locate_country_code),
    Located("*/country-code", "place", "origin", "country", _CODE, locate_country_code),
    Located("*/country code", "place", "origin", "country", _CODE, locate_country_code),
    Located("*/source.geolocation.cc", "place", "origin", "country", _CODE, locate_country_code),
    Located("*/source.geolocation.country", "place", "origin", "country", _NAME, locate_country),
    Located("*/destination.geolocation.cc", "place", "origin", "country", _CODE,
            locate_country_code),
    Located("*/destination.geolocation.country", "place", "origin", "country", _NAME,
            locate_country),
    Located("transaction/from-country", "place", "origin", "country", _NAME, locate_country),
    Located("transaction/to-country", "place", "origin", "country", _NAME, locate_country),
    Located("*/city", "place", "origin", "city", _CITY, locate_city),
    Located("*/source.geolocation.city", "place", "origin", "city", _CITY, locate_city),
    Located("*/destination.geolocation.city", "place", "origin", "city", _CITY, locate_city),
    Located("geolocation/address", "place", "origin", "country", _POSTAL, locate_address),
    Located("person/address", "place", "origin", "country", _POSTAL, locate_address),
    Located("organization/address", "place", "origin", "country", _POSTAL, locate_address),
    Located("x509/subject", "country code", "origin", "country", _SUBJECT,
            locate_distinguished_name),
    Located("x509/issuer", "country code", "origin", "weak", _ISSUER, locate_distinguished_name),
    Located("domain", "tld", "origin", "weak", _TLD, locate_tld),
    Located("hostname", "tld", "origin", "weak", _TLD, locate_tld),
    Located("hostname|port", "tld", "origin", "weak", _TLD, locate_tld),
    Located("url", "tld", "origin", "weak", _TLD, locate_tld),
    Located("uri", "tld", "origin", "weak", _TLD, locate_tld),
    Located("email", "tld", "origin", "weak", _TLD, locate_tld),
    Located("email-src", "tld", "origin", "weak", _TLD, locate_tld),
    Located("email-dst", "tld", "origin", "weak", _TLD, locate_tld),
    Located("email-reply-to", "tld", "origin", "weak", _TLD, locate_tld),
    Located("whois-registrant-email", "tld", "origin", "weak", _TLD, locate_tld),
    Located("target-location", "target-location", "target", "country", _TARGET, targets_named),
    Located("ransomware-group-post/geo", "target-location", "target", "country", _VICTIM,
            targets_named),
    Located("crowdsec-ip-context/target-countries", "target-location", "target", "country", _LIST,
            targets_named),
    Located("misp-galaxy:country", "galaxy", "target", "country", _CLUSTER),
    Located("misp-galaxy:target-information", "galaxy", "target", "country", _CLUSTER),
    Located("misp-galaxy:region", "galaxy", "target", "region", _REGION),
)  # fmt: skip

_GEOLOCATIONS = ("", "source.geolocation.", "destination.geolocation.")

HALVES: dict[str, str] = {f"{of}latitude": f"{of}longitude" for of in _GEOLOCATIONS}
"""Object relation of a latitude -> that of its longitude."""

COUNTRIES_OF_CITIES: dict[str, tuple[str, ...]] = {
    "city": ("country", "countrycode", "country-code", "country code"),
    "source.geolocation.city": ("source.geolocation.country", "source.geolocation.cc"),
    "destination.geolocation.city": (
        "destination.geolocation.country",
        "destination.geolocation.cc",
    ),
}
"""Object relation of a city -> those that tell its country."""
