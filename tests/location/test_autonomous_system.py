"""An AS number is read however people write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from misp_dashboard.location.autonomous_system import LARGEST, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("AS15169", 15169),
        ("15169", 15169),
        ("as15169 GOOGLE", 15169),
        ("AS 15169", 15169),
        ("ASN15169", 15169),
        (" AS2602\t- RESTENA, LU", 2602),
        ("AS15169, Google LLC", 15169),
        ("1.1", 65537),
        ("AS6.1000", 394216),
        ("4294967295", LARGEST),
        ("4294967296", 0),
        ("99999999999", 0),
        ("65536.1", 0),
        ("1.65536", 0),
        ("0", 0),
        ("", 0),
        ("GOOGLE", 0),
        ("ASGOOGLE", 0),
        ("AS-15169", 0),
        ("15169abc", 0),
        ("158.64.1.1", 0),
        ("1.2.3", 0),
        ("15169" + " x" * 200, 0),
    ],
)
def test_a_number_is_read(text: str, number: int) -> None:
    assert read_number(text) == number


@given(st.text(alphabet="AaSsNn0123456789. :-x\x00٣"))
def test_any_text_gives_a_number_there_can_be(text: str) -> None:
    assert 0 <= read_number(text) <= LARGEST
