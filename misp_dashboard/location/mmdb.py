"""A MaxMind DB file, mapped into memory: what its records say of an address."""

from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Any

from maxminddb_rust import InvalidDatabaseError, open_database

from misp_dashboard.location.address import Address


class LocationUnavailable(Exception):
    """A database of locations cannot be used; the message names the file and the remedy.

    `why` is the reason alone: "is not a whole one", without the file's name before it.
    """

    def __init__(self, message: str, why: str = "") -> None:
        super().__init__(message)
        self.why = why


class MaxMindFile:
    """An open file. Threads may share it; replace the file by renaming, never by writing into it.

    `kind` is the database's own name for what it is, `built_at` when it was made.
    Raises `LocationUnavailable` when the file is missing, unreadable or not a whole MaxMind DB.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._reader = open_database(path)
        except OSError as error:
            raise unusable(path, f"cannot be opened: {error}") from error
        except InvalidDatabaseError as error:
            raise unusable(path, "is not a MaxMind DB, or not a whole one") from error
        metadata = self._reader.metadata()
        self.kind = metadata.database_type
        self.built_at = datetime.fromtimestamp(min(metadata.build_epoch, _LATEST_S), UTC)
        self._newest_version = metadata.ip_version

    def find(self, address: Address, *keys: str) -> Any:
        """The value below these keys in the address's record, None when there is none.

        Raises `LocationUnavailable` when the file turns out to be damaged there.
        """
        if address.version > self._newest_version:
            return None
        try:
            # Several times faster than the whole record with its names in ten languages.
            return self._reader.get_path(address, keys)
        except InvalidDatabaseError:
            self._read_whole_record(address)
            return None

    def _read_whole_record(self, address: Address) -> None:
        """Tells a damaged record from one that only has no map where a key was looked for."""
        try:
            self._reader.get(address)
        except InvalidDatabaseError as error:
            raise unusable(self.path, "is damaged") from error

    def records(self) -> Iterator[tuple[IPv4Network | IPv6Network, Any]]:
        """Every network with its record, in the order of their addresses.

        Raises `LocationUnavailable` where the file is damaged.
        """
        try:
            yield from self._reader
        except InvalidDatabaseError as error:
            raise unusable(self.path, "is damaged") from error

    def close(self) -> None:
        """For the end of the process: lookups after it fail.

        A file that another one replaces is not closed but forgotten: the system drops the mapping
        with the last lookup in it.
        """
        self._reader.close()


_LATEST_S = 253_402_300_799
"""The last second of the year 9999: a damaged file may say any number."""


def unusable(path: Path, why: str) -> LocationUnavailable:
    """The error for this file, its remedy included."""
    return LocationUnavailable(
        f"The GeoIP database {path} {why}. Name another one in MaxMind DB format (.mmdb), or leave "
        "the setting out: see docs/geoip.md.",
        why,
    )
