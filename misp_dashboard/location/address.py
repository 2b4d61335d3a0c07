"""The addresses an IP value stands for, and whether they are anywhere in the world."""

from bisect import bisect_right
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

LONGEST = 64
"""Characters; the longest way to write an IPv6 network is shorter."""

WIDEST = {4: 8, 6: 32}
"""Prefix length of the largest network that may still be said to be in one country."""

NOWHERE = (
    "0.0.0.0/8",  # this network
    "10.0.0.0/8",  # private
    "100.64.0.0/10",  # carrier-grade NAT
    "127.0.0.0/8",  # loopback
    "169.254.0.0/16",  # link-local
    "172.16.0.0/12",  # private
    "192.0.0.0/24",  # protocol assignments
    "192.0.2.0/24",  # documentation
    "192.88.99.0/24",  # 6to4 relays, withdrawn
    "192.168.0.0/16",  # private
    "198.18.0.0/15",  # benchmarks
    "198.51.100.0/24",  # documentation
    "203.0.113.0/24",  # documentation
    "224.0.0.0/4",  # multicast
    "240.0.0.0/4",  # reserved, and broadcast
    "::/3",  # loopback, unspecified, discard-only, not handed out
    "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarks
    "2001:db8::/32",  # documentation
    "3fff::/20",  # documentation
    "4000::/2",  # not handed out
    "8000::/1",  # not handed out, unique local, link-local, multicast
)
"""The special-purpose registries of IANA, without the blocks that are reached as any other."""

_NAT64 = ip_network("64:ff9b::/96")


def read_addresses(text: str) -> tuple[Address, Address] | None:
    """First and last address of what an attribute says: an address (the same twice) or a network.

    A port after it and brackets around it are passed over. None when it is neither, or a network
    too wide to be in one place.
    """
    text = _without_port(text.strip())
    if len(text) > LONGEST:
        return None
    try:
        if "/" not in text:
            address = _inner(ip_address(text))
            return address, address
        network = ip_network(text, strict=False)
    except ValueError:
        return None
    if network.prefixlen < WIDEST[network.version]:
        return None
    return _inner(network[0]), _inner(network[-1])


def _without_port(text: str) -> str:
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text


def _inner(address: Address) -> Address:
    """The IPv4 address that some IPv6 addresses only wrap."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _spans(version: int) -> tuple[list[int], list[int]]:
    networks = sorted(n for n in map(ip_network, NOWHERE) if n.version == version)
    return [int(n[0]) for n in networks], [int(n[-1]) for n in networks]


_SPANS = {4: _spans(4), 6: _spans(6)}


def is_somewhere(address: Address) -> bool:
    """Whether the address belongs to one network of the public internet."""
    first, last = _SPANS[address.version]
    before = bisect_right(first, int(address)) - 1
    return before < 0 or int(address) > last[before]
