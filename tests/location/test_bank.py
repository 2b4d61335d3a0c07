"""An account or a bank is in the country of its number, when the number is a right one."""

import pytest

from misp_dashboard.location.bank import locate_bic, locate_iban, locate_routing_number
from misp_dashboard.location.place import Place


# Example numbers that banks and ISO publish; no account has them.
@pytest.mark.parametrize(
    ("number", "country"),
    [
        ("LU280019400644750000", "LU"),
        ("LU28 0019 4006 4475 0000", "LU"),
        ("lu28-0019-4006-4475-0000", "LU"),
        ("GB29NWBK60161331926819", "GB"),
        ("DE89370400440532013000", "DE"),
        ("FR1420041010050500013M02606", "FR"),
        ("BE68539007547034", "BE"),
        ("CH9300762011623852957", "CH"),
        ("NO9386011117947", "NO"),
        ("MT84MALT011000012345MTLCAST001S", "MT"),
        ("XK051212012345678906", "XK"),
    ],
)
def test_an_account_is_in_its_country(number: str, country: str) -> None:
    assert locate_iban(number) == Place(country)


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("LU290019400644750000", "a wrong checksum"),
        ("DE8937040044053201300", "too short for Germany, whatever the checksum"),
        ("NO938601111794A", "a letter where Norway has digits"),
        ("XX82WEST12345698765432", "no country"),
        ("280019400644750000", "no country"),
        ("", "nothing"),
        ("LU", "nothing"),
        ("\x00é", "garbage"),
        ("9" * 100_000, "garbage"),
    ],
)
def test_a_wrong_number_is_in_no_country(number: str, why: str) -> None:
    assert locate_iban(number) is None, why


@pytest.mark.parametrize(
    ("code", "country"),
    [("BCEELULL", "LU"), ("deutdeff500", "DE"), ("BCEELULLXXX", "LU"), ("NCBVXKPR", "XK")],
)
def test_a_bank_is_in_the_country_of_its_code(code: str, country: str) -> None:
    assert locate_bic(code) == Place(country)


@pytest.mark.parametrize(
    "code", ["BCEELUL", "BCEEZZLL", "BCEELULL5", "12345678", "", "LU", "x" * 99]
)
def test_a_wrong_code_is_in_no_country(code: str) -> None:
    assert locate_bic(code) is None


def test_a_routing_number_is_american_when_its_checksum_is_right() -> None:
    assert locate_routing_number("021000021") == Place("US")
    assert locate_routing_number("021000022") is None
    assert locate_routing_number("") is None
