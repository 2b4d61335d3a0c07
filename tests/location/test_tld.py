"""A country's own top-level domain is a hint; one that is sold to everyone is none."""

import pytest

from misp_dashboard.location.place import Place
from misp_dashboard.location.tld import locate_tld


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("example.lu", "LU"),
        ("www.example.co.uk", "GB"),
        ("EXAMPLE.FR.", "FR"),
        ("https://user:secret@example.de:8443/path.fr?q=x.lu", "DE"),
        ("someone@example.nl", "NL"),
        ("example.be|443", "BE"),
        ("hxxp://example.ch/", "CH"),
    ],
)
def test_the_last_part_of_the_name_hints_at_the_country(name: str, country: str) -> None:
    assert locate_tld(name) == Place(country)


@pytest.mark.parametrize(
    "name",
    [
        "example.com",
        "example.io",
        "example.me",
        "example.tv",
        "example.ai",
        "example.co",
        "example.eu",
        "example.su",
        "example.zz",
        "lu",
        ".lu",
        "10.0.0.1",
        "http://[2001:db8::1]/",
        "https://example.com/index.fr",
        "",
        "\x00",
        "x" * 5000 + ".lu",
    ],
)
def test_nothing_is_told_of_names_without_one(name: str) -> None:
    assert locate_tld(name) is None
