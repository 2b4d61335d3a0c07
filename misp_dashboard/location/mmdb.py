"""A MaxMind DB file, read in place: which record it holds for an address.

The format is https://maxmind.github.io/MaxMind-DB/: a binary tree over the address bits, then the
records. The library `maxminddb` reads it too, but where its C extension is not compiled (the rule
for the release that the bundled database asks for) it manages 8,000 addresses a second, because
it decodes every record anew. Here what several networks or records share is decoded once.
"""

import struct
from collections.abc import Callable
from functools import lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, Generic, TypeVar

from misp_dashboard.location.mmdb_value import MALFORMED, Values

MARKER = b"\xab\xcd\xefMaxMind.com"
MARKER_WITHIN_BYTES = 128 * 1024
SEPARATOR_BYTES = 16
"""Zeros between the tree and the records."""

_word = struct.Struct(">I").unpack_from

T = TypeVar("T")


class LocationUnavailable(Exception):
    """A database of locations cannot be used; the message names the file and the remedy."""


class MaxMindFile(Generic[T]):
    """An open file. Threads may share it; replace the file by renaming, never by writing into it.

    `read` makes of a record (plain values, shared, not to be changed) what the caller wants of
    it, once for all addresses that lead to the record. `kind` is the database's own name for what
    it is. Raises `LocationUnavailable` when the file is missing, unreadable or not a whole
    MaxMind DB.
    """

    def __init__(self, path: Path, read: Callable[[Any], T]) -> None:
        self.path = path
        self._read = read
        self._bytes = _map(path)
        try:
            self._read_metadata()
        except MALFORMED as error:
            self.close()
            raise unusable(path, "is not a MaxMind DB, or not a whole one") from error

    def _read_metadata(self) -> None:
        tail = max(0, len(self._bytes) - MARKER_WITHIN_BYTES)
        marker = self._bytes.rfind(MARKER, tail)
        if marker < 0:
            raise ValueError("no metadata")
        metadata = Values(self._bytes, marker + len(MARKER)).at(0)
        self.kind: str = metadata["database_type"]
        self._bits = {4: 32, 6: 128}[metadata["ip_version"]]
        self._nodes: int = metadata["node_count"]
        self._child = _child_reader(self._bytes, metadata["record_size"])
        records_at = self._nodes * metadata["record_size"] // 4 + SEPARATOR_BYTES
        if records_at > marker:
            raise ValueError("the tree is longer than the file")
        self._values = Values(self._bytes, records_at)
        self._record = lru_cache(maxsize=32_768)(self._read_record)
        self._ipv4_root = self._descend(0, 0, 96) if self._bits == 128 else 0

    def find(self, address: int, bits: int) -> T | None:
        """What the record of an address of 32 or 128 bits says, None when there is no record.

        Raises `LocationUnavailable` when the file turns out to be damaged there.
        """
        if bits > self._bits:
            return None
        try:
            node = self._descend(self._ipv4_root if bits == 32 else 0, address, bits)
            if node <= self._nodes:  # the node count itself stands for "not found"
                return None
            return self._record(node - self._nodes - SEPARATOR_BYTES)
        except MALFORMED as error:
            raise unusable(self.path, "is damaged") from error

    def _read_record(self, offset: int) -> T:
        return self._read(self._values.at(offset))

    def _descend(self, node: int, address: int, bits: int) -> int:
        child, nodes = self._child, self._nodes
        for shift in range(bits - 1, -1, -1):
            if node >= nodes:
                break
            node = child(node, address >> shift & 1)
        return node

    def close(self) -> None:
        self._bytes.close()


def _map(path: Path) -> mmap:
    try:
        with path.open("rb") as file:
            return mmap(file.fileno(), 0, access=ACCESS_READ)
    except OSError as error:
        raise unusable(path, f"cannot be opened ({error.strerror})") from error
    except ValueError as error:
        raise unusable(path, "is empty") from error


def unusable(path: Path, why: str) -> LocationUnavailable:
    """The error for this file, its remedy included."""
    return LocationUnavailable(
        f"The GeoIP database {path} {why}. Name a city or country database in MaxMind DB format "
        "(.mmdb), or leave the setting out to use the bundled one."
    )


def _child_reader(tree: mmap, record_bits: int) -> Callable[[int, int], int]:
    """How to read the left (0) or right (1) record of a node, for the three sizes there are."""

    def child_24(node: int, side: int) -> int:
        word: int = _word(tree, node * 6 + 2 * side)[0]
        return word & 0xFFFFFF if side else word >> 8

    def child_28(node: int, side: int) -> int:
        word: int = _word(tree, node * 7 + 3 * side)[0]
        return word & 0xFFFFFFF if side else word >> 8 | (word & 0xF0) << 20

    def child_32(node: int, side: int) -> int:
        word: int = _word(tree, node * 8 + 4 * side)[0]
        return word

    return {24: child_24, 28: child_28, 32: child_32}[record_bits]
