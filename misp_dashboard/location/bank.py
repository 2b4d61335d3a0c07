"""A bank account or a bank is located by its country: IBAN, BIC, ABA routing number."""

from stdnum import bic, iban
from stdnum.exceptions import ValidationError
from stdnum.us import rtn

from misp_dashboard.location.country_name import country_of_code
from misp_dashboard.location.place import Place
from misp_dashboard.location.remembered import remembered

LONGEST = 64
"""Characters; an IBAN has 34 at most, the rest is how people write them."""


@remembered(LONGEST, None)
def locate_iban(value: str) -> Place | None:
    """The country of an IBAN with its checksum right and its parts as that country writes them."""
    try:
        # whether the bank exists is another question, and not one the country depends on
        number = iban.validate(value, check_country=False)
    except ValidationError:
        return None
    return _country(number[:2])


@remembered(LONGEST, None)
def locate_bic(value: str) -> Place | None:
    """The country of a BIC (SWIFT code) of 8 or 11 characters."""
    try:
        code = bic.validate(value)
    except ValidationError:
        return None
    return _country(code[4:6])


@remembered(LONGEST, None)
def locate_routing_number(value: str) -> Place | None:
    """The United States, for an ABA routing number with its checksum right."""
    return Place("US") if rtn.is_valid(value) else None


def _country(code: str) -> Place | None:
    country = country_of_code(code)
    return Place(country) if country == code else None
