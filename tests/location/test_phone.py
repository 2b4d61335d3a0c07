"""A phone number is in the country of its code, where the code says one country."""

import phonenumbers
import pytest

from misp_dashboard.location.phone import ISO_3166, locate_phone
from misp_dashboard.location.place import Place


@pytest.mark.parametrize(
    ("number", "country"),
    [
        ("+35226123456", "LU"),
        ("0035226123456", "LU"),
        (" +352 26-12 34 56 ", "LU"),
        ("+33199001234", "FR"),
        ("+442079460123", "GB"),
        ("+441534123456", "JE"),
        ("+12025550123", "US"),
        ("+15062345678", "CA"),
        ("+12422345678", "BS"),
        ("+74951234567", "RU"),
        ("+77012345678", "KZ"),
        ("+61491570006", "AU"),  # valid on the Christmas Islands too: the main country is meant
        ("+46313900601", "SE"),
        ("+38328012345", "XK"),
        ("+24762889", "SH"),  # Ascension, which ISO 3166 counts to Saint Helena
        ("+390669812345", "VA"),
    ],
)
def test_a_country_code_tells_the_country(number: str, country: str) -> None:
    assert locate_phone(number) == Place(country)


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("26123456", "no country code"),
        ("0612345678", "a national prefix"),
        ("+80012345678", "international toll-free"),
        ("+8821612345678", "an international network"),
        ("+870773111632", "a satellite"),
        ("+979123456789", "international premium rate"),
        ("+18005550100", "toll-free in 25 countries"),
        ("+78001234567", "toll-free in Russia and Kazakhstan"),
        ("+590590271234", "Saint Barthélemy or Saint Martin"),
        ("+15555555555", "an area that does not exist"),
        ("+999123456789", "a code that does not exist"),
        ("+352261234567890123", "too long"),
        ("+3521", "too short"),
        ("+", "nothing"),
        ("00", "nothing"),
        ("", "nothing"),
        ("+" + "1" * 100_000, "garbage"),
        ("+\ud800\x00", "garbage"),
        ("phone", "text"),
    ],
)
def test_a_number_that_names_no_country_is_not_located(number: str, why: str) -> None:
    assert locate_phone(number) is None, why


def test_an_example_number_of_almost_every_region_is_located_in_it() -> None:
    wrong = []
    for region in phonenumbers.SUPPORTED_REGIONS:
        example = phonenumbers.example_number(region)
        assert example is not None
        place = locate_phone(phonenumbers.format_number(example, 0))
        if place != Place(ISO_3166.get(region, region)):
            wrong.append(region)
    # Saint Barthélemy and Saint Martin share numbers; Western Sahara's are also Morocco's.
    assert set(wrong) <= {"BL", "MF", "EH"}
