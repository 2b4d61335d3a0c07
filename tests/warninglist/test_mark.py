"""Values on the usual warning lists, and values that are on none."""

import pytest
from build import activity

from misp_dashboard.warninglist.mark import Warninglists

PRIVATE = "List of RFC 1918 CIDR blocks"
SPECIAL = "List of RFC 5735 CIDR blocks"
RESOLVER = "List of known IPv4 public DNS resolvers"
RESOLVER_NAME = "List of known public DNS resolvers expressed as hostname"
EMPTY = "List of known hashes for empty files"
OFTEN = "Hashes that are often included in IOC lists but are false positives."
TLD = "Second level TLDs as known by Mozilla Foundation"
DOCUMENTATION_V6 = "List of RFC 3849 CIDR blocks"
OWN_ADDRESS = "List of known domains to know external IP"
EICAR = "List of hashes for EICAR test virus"

ON_A_LIST = [
    # addresses that are nowhere
    ("ip-dst", "10.1.2.3", PRIVATE),
    ("ip-src", "192.168.255.255", PRIVATE),
    ("ip-dst", "172.31.0.1", PRIVATE),
    ("ip-dst", "192.168.7.0/24", PRIVATE),
    ("ip-dst", "192.0.2.1", SPECIAL),
    ("ip-dst", "127.0.0.1", SPECIAL),
    ("ip-dst", "100.64.3.4", "List of RFC 6598 CIDR blocks"),
    ("ip-dst", "2001:db8::1", DOCUMENTATION_V6),
    ("ip-dst", "2001:DB8:0:0::1", DOCUMENTATION_V6),
    ("ip-dst", "2001:db8:1::/48", DOCUMENTATION_V6),
    ("ip-src", "fe80::1", "List of IPv6 link local blocks"),
    # services for everybody
    ("ip-dst", "8.8.8.8", RESOLVER),
    ("ip-dst|port", "8.8.8.8|53", RESOLVER),
    ("domain|ip", "c2.invalid|8.8.8.8", RESOLVER),
    ("ip-dst", "2620:fe::fe", "List of known IPv6 public DNS resolvers"),
    ("hostname", "dns.google", RESOLVER_NAME),
    ("domain|ip", "DNS.Google.|203.0.114.7", RESOLVER_NAME),
    ("ip-dst", "104.16.1.1", "List of known Cloudflare IP ranges"),
    ("email-src", "Abuse@victim.example", "Common contact e-mail addresses"),
    (
        "url",
        "https://user@checkip.dyndns.org:8245/x?y",
        "List of known domains to know external IP",
    ),
    # files that everybody has: an empty one has its hash on two lists
    ("sha224", "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f", EMPTY),
    ("ssdeep", "3::", EMPTY),
    ("md5", "d41d8cd98f00b204e9800998ecf8427e", OFTEN),
    ("sha1", "da39a3ee5e6b4b0d3255bfef95601890afd80709", OFTEN),
    ("sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", OFTEN),
    ("sha256", "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855", OFTEN),
    ("filename|md5", "empty.txt|d41d8cd98f00b204e9800998ecf8427e", OFTEN),
    ("md5", "44d88612fea8a8f36de82e1278abb02f", EICAR),
    # names that name nobody, or everybody
    ("domain", "example.com", "List of RFC 6761 Special-Use Domain Names"),
    ("domain", "com", TLD),
    ("domain", "рф", TLD),
    ("domain", "xn--p1ai", TLD),
]

ON_NONE = [
    ("ip-dst", "158.64.1.25"),
    ("ip-dst", "172.32.0.1"),
    ("ip-dst", "192.168.0.0/15"),
    ("ip-dst", "0.0.0.0/0"),
    ("ip-dst", "2001:db9::1"),
    ("ip-dst|port", "158.64.1.25|443"),
    ("domain|ip", "c2.invalid|158.64.1.25"),
    ("hostname", "evil-dns.google.c2.invalid"),
    ("hostname", "notdns.google"),
    ("domain", "xn--bcher-kva.invalid"),
    ("domain", "bücher.invalid"),
    ("url", "https://c2.invalid/https://dns.google/"),
    ("url", "https://dns.google@c2.invalid/"),
    ("md5", "d41d8cd98f00b204e9800998ecf8427f"),
    ("comment", "10.1.2.3"),
    ("", "10.1.2.3"),
    ("email-src", "abuse.me@victim"),
    ("ip-dst", ""),
]

BOGUS = [
    "x", "|", "||", "%", "/", "//", "://", "http://[", "@@@", "\n\r\t", "\0", "\ud800", "🙂.🙂",
    "1.2.3", "1.2.3.4.5", "999.1.1.1", "1.2.3.4/33", "1.2.3.4/-1", "1.2.3.4/٣", "1.2.3.4\0",
    "::/129", ":::", "[::1", "fe80::1%eth0", "ü" * 100, "xn--", "xn--\u0130",
    "a" * 100_000, "." * 300, "a." * 5_000,
]  # fmt: skip


@pytest.mark.parametrize(("type", "value", "name"), ON_A_LIST)
def test_the_list_of_a_value_is_named(
    usual: Warninglists, type: str, value: str, name: str
) -> None:
    assert usual.mark(activity(type=type, value=value)).warninglist == name


@pytest.mark.parametrize(("type", "value"), ON_NONE)
def test_a_value_on_no_list_leaves_the_activity_as_it_is(
    usual: Warninglists, type: str, value: str
) -> None:
    one = activity(type=type, value=value)
    assert usual.mark(one) is one


@pytest.mark.parametrize("value", BOGUS, ids=range(len(BOGUS)))
def test_no_value_raises(usual: Warninglists, value: str) -> None:
    for type in ("ip-dst", "ip-dst|port", "domain|ip", "url", "md5", "email-src", "hostname"):
        assert usual.warninglist_of(activity(type=type, value=value)) in ("", *usual.names)


def test_of_several_lists_the_first_by_name_is_named(usual: Warninglists) -> None:
    """10.0.0.1 is in RFC 1918 and in RFC 5735, and in whichever part of a value."""
    assert usual.warninglist_of(activity(type="ip-dst", value="10.0.0.1")) == PRIVATE
    both = activity(type="domain|ip", value="dns.google|10.0.0.1")
    assert usual.warninglist_of(both) == min(PRIVATE, RESOLVER_NAME)


def test_what_somebody_may_rent_is_not_noise(usual: Warninglists) -> None:
    """52.95.110.1 is in Amazon's range: so are the machines of attackers."""
    assert usual.warninglist_of(activity(type="ip-dst", value="52.95.110.1")) == ""


def test_without_lists_nothing_is_on_one() -> None:
    assert Warninglists().warninglist_of(activity(type="ip-dst", value="10.0.0.1")) == ""
