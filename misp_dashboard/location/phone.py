"""A phone number is located by its country code."""

from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberType

from misp_dashboard.location.place import Place

LONGEST = 64
"""Characters; E.164 allows 15 digits, the rest is how people write them."""

PLACED = {
    PhoneNumberType.FIXED_LINE,
    PhoneNumberType.MOBILE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE,
}
"""Kinds of number that belong to a place; toll-free, premium-rate and personal ones need not."""

NOT_A_COUNTRY = "001"
"""What phonenumbers calls the world: satellite phones, international toll-free, and the like."""

ISO_3166 = {"AC": "SH", "TA": "SH"}
"""Ascension and Tristan da Cunha have phone regions of their own, but are one country."""


def locate_phone(value: str) -> Place | None:
    """The country of a number in international form; None without a country code ("+" or "00"),
    when no country has such a number, and when several do and nothing tells which."""
    return _locate(value) if len(value) <= LONGEST else None


@lru_cache(maxsize=8_192)
def _locate(value: str) -> Place | None:
    number = _parse(value)
    if number is None or not phonenumbers.is_possible_number(number):
        return None
    region = phonenumbers.region_code_for_number(number)
    if region is None or region == NOT_A_COUNTRY or _is_shared(number):
        return None
    return Place(ISO_3166.get(region, region))


def _parse(value: str) -> phonenumbers.PhoneNumber | None:
    text = value.strip()
    if text.startswith("00"):
        text = "+" + text[2:]
    if not text.startswith("+"):
        return None
    try:
        return phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException:
        return None


def _is_shared(number: phonenumbers.PhoneNumber) -> bool:
    """Whether several countries have this very number in their plans, so that none can be named.

    Small territories often repeat the plan of the main country of their code (a mobile number of
    Australia is also one of the Christmas Islands): there the main country is meant.
    """
    regions = phonenumbers.region_codes_for_country_code(number.country_code or 0)
    if len(regions) == 1:
        return False
    having = [r for r in regions if phonenumbers.is_valid_number_for_region(number, r)]
    if len(having) < 2:
        return False
    return regions[0] not in having or phonenumbers.number_type(number) not in PLACED
