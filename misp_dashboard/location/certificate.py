"""A certificate's subject or issuer is located by the country in its distinguished name."""

import re

from misp_dashboard.location.country_name import country_of_code
from misp_dashboard.location.place import Place
from misp_dashboard.location.remembered import remembered

LONGEST = 1_000
"""Characters; distinguished names are rarely over 300."""

_COUNTRY = re.compile(
    r"(?:^|[,/+;\n])\s*(?:C|countryName|2\.5\.4\.6)\s*=\s*\"?([A-Za-z]{2})\"?\s*(?=$|[,/+;\n])"
)

TYPED_BY_NOBODY = ("Internet Widgits Pty Ltd", "Default Company Ltd", "Some-State")
"""What OpenSSL proposes, together with its country: whoever only pressed return is not there."""


@remembered(LONGEST, None)
def locate_distinguished_name(value: str) -> Place | None:
    """The country of `C=LU, O=Example` and `/C=LU/O=Example`; None when it has none or several."""
    if any(text in value for text in TYPED_BY_NOBODY):
        return None
    countries = {code.upper() for code in _COUNTRY.findall(value)}
    if len(countries) != 1:
        return None
    code = countries.pop()
    return Place(code) if country_of_code(code) == code else None
