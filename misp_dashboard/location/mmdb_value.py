"""The values inside a MaxMind DB file: maps, lists, texts and numbers, packed one by one."""

import struct
from functools import lru_cache
from mmap import mmap
from typing import Any

_double = struct.Struct(">d").unpack_from
_float = struct.Struct(">f").unpack_from
_EXTENDED, _POINTER, _TEXT, _DOUBLE, _BYTES, _MAP = 0, 1, 2, 3, 4, 7
_INT32, _ARRAY, _BOOL, _FLOAT = 8, 11, 14, 15
_WHOLE_NUMBERS = (5, 6, 9, 10)
_POINTER_BIAS = (0, 2048, 526336, 0)
_LONG_SIZES = (29, 285, 65821)

MALFORMED = (
    IndexError,
    KeyError,
    TypeError,
    ValueError,
    OverflowError,
    RecursionError,
    struct.error,
)
"""What reading bytes that are no MaxMind DB can raise (text that is not UTF-8 is a ValueError)."""


class Values:
    """Decodes the values of a section that starts at the byte `start`; pointers count from there.

    What pointers lead to (a country with its names in ten languages, the key "city") is decoded
    once and shared: callers must not change what they get. Raises one of `MALFORMED`.
    """

    def __init__(self, content: mmap, start: int) -> None:
        self._bytes = content
        self._start = start
        self._pointed_at = lru_cache(maxsize=65_536)(self._at)

    def at(self, offset: int) -> Any:
        """The value that begins at this offset of the section."""
        return self._at(self._start + offset)

    def _at(self, at: int) -> Any:
        return self._decode(at)[0]

    def _decode(self, at: int) -> tuple[Any, int]:
        """The value that begins at this byte of the file, and where the next one begins."""
        control = self._bytes[at]
        kind, at = control >> 5, at + 1
        if kind == _POINTER:
            return self._decode_pointer(control, at)
        if kind == _EXTENDED:
            kind, at = self._bytes[at] + 7, at + 1
        size, at = self._size(control & 31, at)
        if kind == _MAP:
            return self._decode_map(size, at)
        if kind == _ARRAY:
            return self._decode_array(size, at)
        if kind == _BOOL:
            return bool(size), at
        return _plain(kind, self._bytes[at : at + size]), at + size

    def _decode_pointer(self, control: int, at: int) -> tuple[Any, int]:
        size = control >> 3 & 3
        end = at + size + 1
        offset = int.from_bytes(self._bytes[at:end], "big")
        if size < 3:
            offset |= (control & 7) << 8 * (size + 1)
        return self._pointed_at(self._start + offset + _POINTER_BIAS[size]), end

    def _size(self, size: int, at: int) -> tuple[int, int]:
        if size < 29:
            return size, at
        extra = size - 28
        beyond = int.from_bytes(self._bytes[at : at + extra], "big")
        return beyond + _LONG_SIZES[extra - 1], at + extra

    def _decode_map(self, size: int, at: int) -> tuple[dict[str, Any], int]:
        pairs: dict[str, Any] = {}
        for _ in range(size):
            key, at = self._decode(at)
            pairs[key], at = self._decode(at)
        return pairs, at

    def _decode_array(self, size: int, at: int) -> tuple[list[Any], int]:
        items = []
        for _ in range(size):
            item, at = self._decode(at)
            items.append(item)
        return items, at


def _plain(kind: int, raw: bytes) -> Any:
    if kind == _TEXT:
        return raw.decode()
    if kind == _DOUBLE:
        return _double(raw)[0]
    if kind == _FLOAT:
        return _float(raw)[0]
    if kind in _WHOLE_NUMBERS:
        return int.from_bytes(raw, "big")
    if kind == _INT32:
        return int.from_bytes(raw.rjust(4, b"\0"), "big", signed=True)
    if kind == _BYTES:
        return raw
    raise ValueError(f"no such kind of value: {kind}")
