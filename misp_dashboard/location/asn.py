"""The network of which provider an address is in, and where a provider's networks are."""

from collections.abc import Callable
from functools import lru_cache, partial
from ipaddress import ip_address
from pathlib import Path

from misp_dashboard.location.address import LONGEST, Address, is_somewhere, read_addresses
from misp_dashboard.location.asn_index import AsnIndex
from misp_dashboard.location.autonomous_system import AutonomousSystem, read_number
from misp_dashboard.location.ip import PROBES
from misp_dashboard.location.mmdb import MaxMindFile, unusable
from misp_dashboard.location.place import Place

WAIT_S = 30.0
"""How long, in all, activities wait for the index: on a slow disk they go without a country."""


class AsnLocator:
    """Holds an ASN database open, and its index, which a thread of its own makes.

    `country_of` is asked for the country of an address. Raises `LocationUnavailable` when the
    file is missing or tells no networks.
    """

    def __init__(
        self, database: Path, country_of: Callable[[Address], str], wait_s: float = WAIT_S
    ) -> None:
        self._file = MaxMindFile(database)
        if not any(read_system(self._file, ip_address(probe)) for probe in PROBES):
            self._file.close()
            raise unusable(database, f'tells no networks (its type is "{self.kind}")')
        self._index = AsnIndex(self._file, wait_s)
        self._country_of = country_of
        # no bound methods: in a circle of references an old file would stay mapped for a while
        self._system_of = lru_cache(maxsize=32_768)(partial(_system_of, self._file))
        self.forget_countries()

    @property
    def kind(self) -> str:
        """The database's own name for what it is, such as "DBIP-ASN-Lite"."""
        return self._file.kind

    def system_of(self, value: str) -> AutonomousSystem | None:
        """The network that an address, or both ends of a range, are in."""
        return self._system_of(value) if len(value) <= 2 * LONGEST else None

    def locate(self, value: str) -> tuple[AutonomousSystem | None, Place | None]:
        """The system that "AS15169" and the like names, and its country when most of its
        addresses are in one; waits for the index for a while after the start."""
        number = read_number(value)
        if number and self._index.wait():
            return self._locate(number)
        return AutonomousSystem(number) if number else None, None

    def forget_countries(self) -> None:
        """Another city database may see them elsewhere."""
        locate = partial(_locate, self._file, self._index, self._country_of)
        self._locate = lru_cache(maxsize=8_192)(locate)

    def retire(self) -> None:
        """Another one takes its place; lookups that are under way still end well."""
        self._index.stop()

    def close(self) -> None:
        self._index.stop()
        self._file.close()


def _system_of(file: MaxMindFile, value: str) -> AutonomousSystem | None:
    ends = read_addresses(value)
    if ends is None or not is_somewhere(ends[0]):
        return None
    first = read_system(file, ends[0])
    return first if ends[0] == ends[1] or first == read_system(file, ends[1]) else None


def _locate(
    file: MaxMindFile, index: AsnIndex, country_of: Callable[[Address], str], number: int
) -> tuple[AutonomousSystem | None, Place | None]:
    inside = index.an_address(number)
    if inside is None:
        return AutonomousSystem(number), None
    country = index.country(number, country_of)
    return read_system(file, inside), Place(country) if country else None


def read_system(file: MaxMindFile, address: Address) -> AutonomousSystem | None:
    """What an ASN record says."""
    number = file.find(address, "autonomous_system_number")
    if not isinstance(number, int) or isinstance(number, bool) or number <= 0:
        return None
    name = file.find(address, "autonomous_system_organization")
    return AutonomousSystem(number, name if isinstance(name, str) else "")
