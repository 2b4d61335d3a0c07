"""Which texts are addresses, and which addresses are anywhere in the world."""

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from misp_dashboard.location.address import is_somewhere, read_addresses

NOWHERE_ADDRESSES = """
0.0.0.0 10.1.2.3 100.64.0.1 100.127.255.255 127.0.0.1 169.254.169.254
172.16.0.1 172.31.255.255 192.0.2.1 192.168.1.1 198.18.0.1 198.19.255.255
198.51.100.7 203.0.113.9 224.0.0.251 239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 ::8.8.8.8 100::1 2001::1 2001:db8::1 3fff::1 4000::1 fc00::1 fd12::1
fe80::1 fec0::1 ff02::1
"""

NEIGHBOURS = """
1.0.0.0 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255
128.0.0.0 172.15.255.255 172.32.0.0 192.0.1.0 192.169.0.0 198.17.255.255
198.20.0.0 223.255.255.255 2001:200::1 2001:db7::1 2001:db9::1 2a00::1 3ffe::1
"""


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("8.8.8.8", "8.8.8.8", "8.8.8.8"),
        ("  8.8.8.8\n", "8.8.8.8", "8.8.8.8"),
        ("8.8.8.8:53", "8.8.8.8", "8.8.8.8"),
        ("[2001:a18::1]:443", "2001:a18::1", "2001:a18::1"),
        ("[2001:a18::1]", "2001:a18::1", "2001:a18::1"),
        ("2001:0A18:0:0::1", "2001:a18::1", "2001:a18::1"),
        ("158.64.0.0/16", "158.64.0.0", "158.64.255.255"),
        ("158.64.7.9/24", "158.64.7.0", "158.64.7.255"),
        ("2001:a18::/32", "2001:a18::", "2001:a18:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("::ffff:158.64.1.1", "158.64.1.1", "158.64.1.1"),
        ("::ffff:9e40:101", "158.64.1.1", "158.64.1.1"),
        ("64:ff9b::158.64.1.1", "158.64.1.1", "158.64.1.1"),
        ("2002:9e40:0101::1", "158.64.1.1", "158.64.1.1"),
    ],
)
def test_an_address_is_read_as_people_write_it(text: str, first: str, last: str) -> None:
    assert read_addresses(text) == (ip_address(first), ip_address(last))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "|",
        "/",
        "[",
        "8.8.8",
        "8.8.8.8.8",
        "256.1.1.1",
        "008.008.008.008",  # octal to some, decimal to others
        "0x08080808",
        "134744072",
        "٨.٨.٨.٨",
        "8.8.8.8-8.8.8.9",
        "8.8.8[.]8",
        "8.8.8.8/33",
        "8.8.8.8/",
        "8.0.0.0/7",  # too wide to be anywhere
        "0.0.0.0/0",
        "2001::/31",
        "gateway.example",
        "8.8.8.8\x00",
        "\ud800",
        "8.8.8.8" + " " * 100 + "x",
        "1" * 100_000,
    ],
)
def test_anything_else_is_no_address(text: str) -> None:
    assert read_addresses(text) is None


@pytest.mark.parametrize("address", NOWHERE_ADDRESSES.split())
def test_special_purpose_addresses_are_nowhere(address: str) -> None:
    assert not is_somewhere(ip_address(address))


@pytest.mark.parametrize("address", NEIGHBOURS.split())
def test_their_neighbours_are_somewhere(address: str) -> None:
    assert is_somewhere(ip_address(address))


@given(st.ip_addresses(v=4))
def test_what_the_standard_library_calls_private_or_multicast_is_nowhere(address: object) -> None:
    ip = ip_address(str(address))
    if ip.is_private or ip.is_multicast or ip.is_reserved:
        assert not is_somewhere(ip)
