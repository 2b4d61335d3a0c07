"""The five ways in which an entry is compared with a value, and what is passed over."""

from typing import Any

import pytest
from build import activity

from misp_dashboard.warninglist.mark import Warninglists


def is_on(lists: Warninglists, type: str, value: str) -> bool:
    return lists.warninglist_of(activity(type=type, value=value)) == "Ours"


def test_a_string_is_the_whole_value(own: Any) -> None:
    lists = own("string", "Example.org", matching_attributes=["domain"])
    assert is_on(lists, "domain", "example.ORG")
    assert not is_on(lists, "domain", "www.example.org")
    assert not is_on(lists, "domain", "example.or")


def test_a_hostname_has_its_subdomains_with_it(own: Any) -> None:
    lists = own("hostname", ".cdn.example", "bücher.example", matching_attributes=["url"])
    assert is_on(lists, "url", "cdn.example")
    assert is_on(lists, "url", "https://a.b.CDN.example:8443/x.js#y")
    assert is_on(lists, "url", "http://name:word@cdn.example.")
    assert is_on(lists, "url", "https://www.xn--bcher-kva.example/")
    assert not is_on(lists, "url", "https://acdn.example/")
    assert not is_on(lists, "url", "https://example/cdn.example")
    assert not is_on(lists, "url", "https://cdn.example.c2.invalid/")


def test_a_network_holds_addresses_and_smaller_networks(own: Any) -> None:
    entries = ("198.51.100.0/25", "198.51.100.7", "2001:db8:1::/48")
    lists = own("cidr", *entries, matching_attributes=["ip-dst"])
    for inside in ("198.51.100.0", "198.51.100.127", "198.51.100.0/26", "2001:db8:1:2::3"):
        assert is_on(lists, "ip-dst", inside), inside
    for outside in ("198.51.99.255", "198.51.100.128", "198.51.100.0/24", "2001:db8:2::"):
        assert not is_on(lists, "ip-dst", outside), outside


def test_an_address_without_length_is_one_address(own: Any) -> None:
    lists = own("cidr", "255.255.255.255", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")
    assert is_on(lists, "ip-dst", "255.255.255.255")
    assert is_on(lists, "ip-dst", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")
    assert not is_on(lists, "ip-dst", "255.255.255.254")


def test_the_whole_internet_is_no_entry(own: Any) -> None:
    lists = own("cidr", "0.0.0.0/0", "::/0", "not an address")
    assert not is_on(lists, "ip-dst", "198.51.100.7")


def test_a_substring_is_anywhere_in_the_value(own: Any) -> None:
    lists = own("substring", "@Mail.example", matching_attributes=["email-src"])
    assert is_on(lists, "email-src", "someone@mail.EXAMPLE.org")
    assert not is_on(lists, "email-src", "someone@example.org")


@pytest.mark.parametrize(
    ("expression", "value", "right"),
    [
        ("/^abuse@/", "abuse@a.example", True),
        ("/^abuse@/", "Abuse@a.example", False),
        ("/^abuse@/i", "Abuse@a.example", True),
        ("#/path/#g", "a/path/b", True),
        ("^bare$", "bare", True),
        ("/a/b/", "a/b", True),
        ("/unclosed(/", "unclosed(", False),
        ("/a/q", "a", False),
        ("/a/", "a" * 1001, False),
    ],
)
def test_an_expression_is_written_as_in_php(
    own: Any, expression: str, value: str, right: bool
) -> None:
    assert is_on(own("regex", expression), "email-src", value) is right


def test_entries_that_mean_nothing_are_told_and_the_others_count(
    own: Any, caplog: pytest.LogCaptureFixture
) -> None:
    lists = own("regex", "/(/", "", "/fine/")
    assert is_on(lists, "comment", "fine")
    assert "\"Ours\" has 2 entries that are of no use as regex: '/(/', ''" in caplog.text


def test_a_list_is_for_the_types_it_names_and_without_any_for_all(own: Any) -> None:
    for_one = own("string", "x", matching_attributes=["md5"])
    assert is_on(for_one, "md5", "x")
    assert not is_on(for_one, "sha1", "x")
    for_all = own("string", "x", matching_attributes=[])
    assert is_on(for_all, "anything", "x")


def test_either_part_of_a_composite_value_counts(own: Any) -> None:
    lists = own("string", "one", "two|three")
    assert is_on(lists, "filename|md5", "one|x")
    assert is_on(lists, "malware-sample", "x|one")
    assert not is_on(lists, "filename", "x|one")
    assert is_on(lists, "filename|md5", "x|two|three")


def test_many_overlapping_networks_are_told_apart(own: Any) -> None:
    """Each /24 but the tenth is an entry, twice, and so is the /16 beside them."""
    entries = [f"10.0.{n}.0/24" for n in range(256) if n != 10] * 2 + ["10.1.0.0/16"]
    lists = own("cidr", *entries)
    for third in range(256):
        assert is_on(lists, "ip-dst", f"10.0.{third}.200") is (third != 10)
    assert is_on(lists, "ip-dst", "10.1.255.255")
    assert not is_on(lists, "ip-dst", "10.2.0.0")
