"""Regions are those of UN M49 and the unions, and one's own beside them."""

import pytest

from misp_dashboard.location.region import COUNTRIES, M49, REGIONS, BadRegion, with_own

SUB_REGIONS = [one for one in M49.values() if len(one.numbers) == 1]


def test_every_country_lies_in_one_sub_region() -> None:
    seen = [code for region in SUB_REGIONS for code in region.countries]
    assert len(seen) == len(set(seen)) == len(COUNTRIES) - 1, "all but Antarctica"


@pytest.mark.parametrize(
    ("code", "size", "inside", "outside"),
    [
        ("europe", 52, "LU RU XK", "TR CY US"),
        ("western-europe", 9, "LU FR CH", "GB ES"),
        ("africa", 60, "EG RE ZA", "YE"),
        ("americas", 57, "US BR GL", "ES"),
        ("latin-america-and-the-caribbean", 52, "MX CU AR", "US CA"),
        ("oceania", 29, "AU TV", "ID"),
        ("south-eastern-asia", 11, "VN TL", "CN"),
        ("eu", 27, "IE HR", "GB NO CH"),
        ("eea", 30, "NO IS LI", "CH GB"),
        ("nato", 32, "SE FI TR US", "AT IE UA"),
    ],
)
def test_a_region_has_its_countries(code: str, size: int, inside: str, outside: str) -> None:
    region = REGIONS[code]
    assert len(region.countries) == size
    assert region.countries.issuperset(inside.split())
    assert not region.countries & set(outside.split())


def test_a_region_knows_the_numbers_of_its_parts() -> None:
    assert M49["150"].numbers == {"150", "151", "154", "039", "155"}
    assert M49["419"].name == "Latin America and the Caribbean"
    assert REGIONS["western-europe"].members == (*sorted(M49["155"].countries), "155")


def test_ones_own_regions_stand_beside_the_others() -> None:
    own = with_own({"Greater Region": ["LU", "BE", "DE", "FR"]})["greater-region"]
    assert (own.name, own.kind, len(own.countries)) == ("Greater Region", "own", 4)


@pytest.mark.parametrize(
    ("name", "countries", "told"),
    [("EU", ["LU"], "already"), ("Isles", ["UK"], "the United Kingdom is GB")],
)
def test_a_region_that_cannot_be_is_named(name: str, countries: list[str], told: str) -> None:
    with pytest.raises(BadRegion, match=told):
        with_own({name: countries})
