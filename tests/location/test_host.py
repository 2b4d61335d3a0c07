"""The host of a URL or a mailbox, and whether it is an address."""

import pytest

from misp_dashboard.location.host import address_of, host_of


@pytest.mark.parametrize(
    ("text", "host", "address"),
    [
        ("http://158.64.1.1/", "158.64.1.1", "158.64.1.1"),
        ("HTTPS://User:Secret@158.64.1.1:8443/x?y#z", "158.64.1.1", "158.64.1.1"),
        ("hxxp[:]//158.64.1.1/", "158.64.1.1", "158.64.1.1"),
        ("158.64.1.1", "158.64.1.1", "158.64.1.1"),
        ("158.64.1.1|443", "158.64.1.1", "158.64.1.1"),
        ("http://[2001:a18::1]:80/", "[2001:a18::1]", "[2001:a18::1]"),
        ("http://Example.LU./", "example.lu", ""),
        ("http://158.64.1.1.example.lu/", "158.64.1.1.example.lu", ""),
        ("http://158.64.1.1x/", "158.64.1.1x", ""),
        ("http://3232235777/", "3232235777", ""),
        ("someone@example.lu", "example.lu", ""),
        ("example.lu/158.64.1.1", "example.lu", ""),
        ("", "", ""),
        ("/etc/passwd", "", ""),
        ("http://" + "a" * 5000, "", ""),
        ("\x00", "\x00", ""),
    ],
)
def test_the_host_is_taken_out(text: str, host: str, address: str) -> None:
    assert host_of(text) == host
    assert address_of(text) == address
