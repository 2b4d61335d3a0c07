"""A MaxMind DB file, mapped into memory: what its records say of an address."""

from pathlib import Path
from typing import Any

from maxminddb_rust import InvalidDatabaseError, open_database

from misp_dashboard.location.address import Address


class LocationUnavailable(Exception):
    """A database of locations cannot be used; the message names the file and the remedy."""


class MaxMindFile:
    """An open file. Threads may share it; replace the file by renaming, never by writing into it.

    `kind` is the database's own name for what it is. Raises `LocationUnavailable` when the file
    is missing, unreadable or not a whole MaxMind DB.
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

    def close(self) -> None:
        self._reader.close()


def unusable(path: Path, why: str) -> LocationUnavailable:
    """The error for this file, its remedy included."""
    return LocationUnavailable(
        f"The GeoIP database {path} {why}. Name a city or country database in MaxMind DB format "
        "(.mmdb), or leave the setting out to use the bundled one."
    )
