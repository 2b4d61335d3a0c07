"""A field for a place tells it, where what is written means one place."""

import pytest

from misp_dashboard.location.place import Place
from misp_dashboard.location.written_place import (
    locate_address,
    locate_city,
    locate_country,
    locate_country_code,
)


@pytest.mark.parametrize("text", ["Luxembourg", "LU", "lu", "LUX", "Luxembourgish", " luxembourg "])
def test_a_country_may_be_written_in_any_way(text: str) -> None:
    assert locate_country(text) == Place("LU")
    assert locate_country_code(text) == Place("LU")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Springfield, USA", "US"),
        ("Paris, France", "FR"),
        ("Nowhereville, France", "FR"),
        ("Paris, Texas", None),
        ("San Jose", None),
        ("", None),
    ],
)
def test_a_city_is_in_a_country(text: str, country: str | None) -> None:
    place = locate_city(text)
    assert (place and place.country) == country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("122, rue Adolphe Fischer, L-1521 Luxembourg, Luxembourg", "LU"),
        ("1 Example Street\nDublin\nIreland", "IE"),
        ("1 Example Street, Dublin", None),
        ("Ireland", None),
        ("", None),
    ],
)
def test_an_address_ends_with_its_country(text: str, country: str | None) -> None:
    place = locate_address(text)
    assert (place and place.country) == country
