"""A certificate's distinguished name tells a country, unless nobody typed it."""

import pytest

from misp_dashboard.location.certificate import locate_distinguished_name
from misp_dashboard.location.place import Place


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("C=LU, ST=Luxembourg, O=Example, CN=example.lu", "LU"),
        ("CN=example.lu,O=Example,C=LU", "LU"),
        ("/C=LU/O=Example/CN=example.lu", "LU"),
        ("CN = example.org, C = fr", "FR"),
        ('C="DE"', "DE"),
        ("countryName=NL", "NL"),
        ("O=Example\nC=BE", "BE"),
    ],
)
def test_its_country_is_told(name: str, country: str) -> None:
    assert locate_distinguished_name(name) == Place(country)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("CN=example.lu, O=Example", "it has none"),
        ("C=AU, ST=Some-State, O=Internet Widgits Pty Ltd", "what OpenSSL proposes"),
        ("C=XX, L=Default City, O=Default Company Ltd", "what OpenSSL proposes"),
        ("C=XX", "no country"),
        ("C=LU, C=FR", "two"),
        ("DC=LU", "a domain component"),
        ("O=ABC=LU", "part of a name"),
        ("C=LUX", "not of two letters"),
        ("", "nothing"),
        ("C=LU," * 10_000, "garbage"),
    ],
)
def test_nothing_is_guessed(name: str, why: str) -> None:
    assert locate_distinguished_name(name) is None, why
