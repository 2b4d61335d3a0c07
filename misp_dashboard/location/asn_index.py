"""Which networks an autonomous system has, and the country that most of its addresses are in."""

import logging
import threading
import time
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Any

from misp_dashboard.location.address import Address
from misp_dashboard.location.autonomous_system import LARGEST
from misp_dashboard.location.mmdb import LocationUnavailable, MaxMindFile

log = logging.getLogger(__name__)

CHAINS = 1 << 16
"""Systems with the same last 16 bits share a chain: few do, and no dictionary is needed."""

SAMPLES = 4096
"""Addresses asked at most, evenly spread: of systems with fewer /24 than this, each is asked."""

MAJORITY = 0.8

PAUSE_EVERY, PAUSE_S = 512, 0.001
"""Lets the threads that serve and ingest go first."""

MOST_NETWORKS = 8_000_000
"""Ten times what there are: a damaged file may lead in circles."""

NONE = 0xFFFFFFFF
"""The end of a chain."""


class _Networks:
    """The networks of one IP version, chained by system; 17 bytes each."""

    def __init__(self) -> None:
        self._last = array("I", [NONE]) * CHAINS
        self._previous = array("I")
        self._system = array("I")
        self._start = array("Q")
        self._length = array("B")

    def add(self, system: int, start: int, prefix_length: int) -> None:
        chain = system % CHAINS
        self._previous.append(self._last[chain])
        self._last[chain] = len(self._system)
        self._system.append(system)
        self._start.append(start)
        self._length.append(prefix_length)

    def of(self, system: int) -> Iterator[tuple[int, int]]:
        """First address and prefix length of each."""
        at = self._last[system % CHAINS]
        while at != NONE:
            if self._system[at] == system:
                yield self._start[at], self._length[at]
            at = self._previous[at]


class AsnIndex:
    """Made once, by a thread of its own; all who ask before it is done wait `wait_s` together."""

    def __init__(self, file: MaxMindFile, wait_s: float) -> None:
        self._file = file
        self._four, self._six = _Networks(), _Networks()
        self._done = threading.Event()
        self._stopping = False
        self._wait_until = time.monotonic() + wait_s
        self._thread = threading.Thread(target=self._make, name="asn-index", daemon=True)
        self._thread.start()

    def wait(self) -> bool:
        """Whether it is done, if not at once then in a while."""
        return self._done.wait(max(0.0, self._wait_until - time.monotonic()))

    def an_address(self, system: int) -> Address | None:
        """One that the system has; None when it has none."""
        for start, _ in self._four.of(system):
            return IPv4Address(start)
        for start, _ in self._six.of(system):
            return IPv6Address(start << 64)
        return None

    def country(self, system: int, country_of: Callable[[Address], str]) -> str:
        """The country of at least 80 % of its IPv4 addresses, or of its IPv6 networks where it
        has no IPv4; "" when there is none. `country_of` is asked for the country of an address."""
        four = list(self._four.of(system))
        addresses: Iterable[Address] = map(IPv4Address, _spread(four))
        if not four:
            addresses = (IPv6Address(start << 64) for start, _ in self._six.of(system))
        counts = Counter(map(country_of, addresses))
        for country, count in counts.most_common(1):
            if count >= MAJORITY * counts.total():
                return country
        return ""

    def stop(self) -> None:
        self._stopping = True
        self._thread.join()

    def _make(self) -> None:
        try:
            for count, (network, record) in enumerate(self._file.records()):
                if count % PAUSE_EVERY == 0:
                    if self._stopping:
                        return
                    if count > MOST_NETWORKS:
                        log.error("%s has too many networks: not all are known", self._file.path)
                        break
                    time.sleep(PAUSE_S)
                self._add(network, record)
        except LocationUnavailable as error:
            log.error("not all AS numbers will have a country: %s", error)
        self._done.set()

    def _add(self, network: IPv4Network | IPv6Network, record: Any) -> None:
        number = record.get("autonomous_system_number") if isinstance(record, dict) else None
        if not isinstance(number, int) or not 0 < number <= LARGEST:
            return
        first = int(network.network_address)
        if network.version == 4:
            self._four.add(number, first, network.prefixlen)
        else:
            self._six.add(number, first >> 64, network.prefixlen)


def _spread(networks: Sequence[tuple[int, int]]) -> Iterator[int]:
    """IPv4 addresses at equal distances through all these networks, laid end to end."""
    total = sum(1 << 32 - length for _, length in networks)
    count = min(SAMPLES, -(-total // 256))
    passed, at = 0, 0.5
    for start, length in networks:
        size = 1 << 32 - length
        while at * total < (passed + size) * count:
            yield start + int(at * total / count) - passed
            at += 1
        passed += size
