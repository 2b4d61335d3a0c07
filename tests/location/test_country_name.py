"""A country is known by what people call it."""

import pytest

from misp_dashboard.location.country_name import country_named, country_names, country_of_code
from misp_dashboard.location.region import COUNTRIES


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Luxembourg", "LU"),
        (" LUXEMBOURG ", "LU"),
        ("luxemburg", "LU"),
        ("Lëtzebuerg", "LU"),
        ("LU", "LU"),
        ("LUX", "LU"),
        ("Luxembourgish", "LU"),
        ("Luxembourger", "LU"),
        ("French", "FR"),
        ("Deutschland", "DE"),
        ("Allemagne", "DE"),
        ("German", "DE"),
        ("Russia", "RU"),
        ("Russian Federation", "RU"),
        ("South Korea", "KR"),
        ("Korea, Republic of", "KR"),
        ("Republic of Korea", "KR"),
        ("north korea", "KP"),
        ("UK", "GB"),
        ("United Kingdom", "GB"),
        ("U.S.A.", "US"),
        ("USA", "US"),
        ("the Netherlands", "NL"),
        ("Burma", "MM"),
        ("Myanmar", "MM"),
        ("Côte d’Ivoire", "CI"),
        ("Ivory Coast", "CI"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("Bolivia (Plurinational State of)", "BO"),
        ("Iran (Islamic Republic of)", "IR"),
        ("Democratic Republic of the Congo", "CD"),
        ("Congo", "CG"),
        ("Palestine", "PS"),
        ("Taiwan", "TW"),
        ("Kosovo", "XK"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Guinea", "GN"),
        ("Georgia", "GE"),
        ("Dominica", "DM"),
        ("Dominican Republic", "DO"),
    ],
)
def test_a_name_a_code_or_a_demonym_tells_the_country(text: str, country: str) -> None:
    assert country_named(text) == country


@pytest.mark.parametrize(
    "text", ["", " ", "Europe", "XX", "ZZ", "in", "unknown", "x" * 9999, "\x00"]
)
def test_what_is_no_country_is_none(text: str) -> None:
    assert country_named(text) is None


@pytest.mark.parametrize(
    ("code", "country"),
    [
        ("LU", "LU"),
        ("lu", "LU"),
        ("LUX", "LU"),
        ("uk", "GB"),
        ("EL", "GR"),
        ("XX", None),
        ("", None),
    ],
)
def test_a_code_may_be_in_either_case_where_codes_are_expected(
    code: str, country: str | None
) -> None:
    assert country_of_code(code) == country


def test_every_country_is_known_by_its_shown_name_and_code() -> None:
    shown = country_names().shown
    assert set(shown) == COUNTRIES
    assert [c for c, name in shown.items() if country_named(name) != c] == []
    assert [c for c in COUNTRIES if country_named(c) != c] == []


def test_every_other_name_is_that_of_a_country() -> None:
    known = country_names()
    for names in (known.by_code, known.by_name, known.by_demonym):
        assert set(names.values()) <= COUNTRIES
