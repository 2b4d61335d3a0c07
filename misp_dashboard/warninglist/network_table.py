"""Networks with the lists each is on, as spans of addresses that do not overlap."""

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import MutableSequence
from socket import AF_INET, AF_INET6, inet_pton
from typing import NamedTuple

from misp_dashboard.warninglist.list_set import ListSets

BITS = {4: 32, 6: 128}

LONGEST = 64
"""Characters; the longest way to write an IPv6 network is shorter."""


class Network(NamedTuple):
    """Its first and last address, of IP version 4 or 6."""

    version: int
    first: int
    last: int


def read_network(text: str) -> Network | None:
    """The address or network that a text is, None when it is neither.

    `ipaddress` does the same, several times slower.
    """
    if len(text) > LONGEST:
        return None
    address, slash, prefix = text.strip().partition("/")
    version, family = (6, AF_INET6) if ":" in address else (4, AF_INET)
    if version == 4 and not address[-1:].isdigit():
        return None  # a name, most often: it costs less to see that than to have it refused
    try:
        number = int.from_bytes(inet_pton(family, address), "big")
    except (OSError, ValueError):
        return None
    if not slash:
        return Network(version, number, number)
    if not (prefix.isascii() and prefix.isdecimal() and int(prefix) <= BITS[version]):
        return None
    size = 1 << BITS[version] - int(prefix)
    first = number & -size
    return Network(version, first, first + size - 1)


class NetworkTable:
    """Filled, sealed, then looked up by what a network holds; the answer is a bit mask: bit n is
    list n."""

    def __init__(self) -> None:
        # an IPv6 address fits no array
        self._spans = {4: _Spans(array("Q"), array("Q")), 6: _Spans([], [])}

    def add(self, network: Network, number: int) -> None:
        """The network is on the list of this number."""
        self._spans[network.version].add(network.first, network.last, number)

    def seal(self) -> None:
        for spans in self._spans.values():
            spans.seal()

    def find(self, network: Network) -> int:
        """The lists that hold all of it."""
        return self._spans[network.version].find(network.first, network.last)


class _Spans:
    """Each span goes from its start to the next one's and is in one set of lists."""

    def __init__(self, edges: MutableSequence[int], starts: MutableSequence[int]) -> None:
        self._edges = edges
        self._starts = starts
        self._set_numbers = array("H")
        self._sets = ListSets()

    def add(self, first: int, last: int, number: int) -> None:
        # where a network begins (1), and where it has ended (0), with its list, in one number
        self._edges.append(first << 17 | 1 << 16 | number)
        self._edges.append(last + 1 << 17 | number)

    def seal(self) -> None:
        depth: Counter[int] = Counter()
        mask = 0
        for edge in sorted(self._edges):
            at, begins, number = edge >> 17, edge >> 16 & 1, edge & 0xFFFF
            depth[number] += 1 if begins else -1
            mask = mask | 1 << number if depth[number] else mask & ~(1 << number)
            if self._starts and self._starts[-1] == at:
                self._set_numbers.pop()
            else:
                self._starts.append(at)
            self._set_numbers.append(self._sets.number(mask))
        del self._edges[:]

    def find(self, first: int, last: int) -> int:
        place = bisect_right(self._starts, first) - 1
        if place < 0:
            return 0
        mask = self._sets.mask(self._set_numbers[place])
        place += 1
        while mask and place < len(self._starts) and self._starts[place] <= last:
            mask &= self._sets.mask(self._set_numbers[place])
            place += 1
        return mask
