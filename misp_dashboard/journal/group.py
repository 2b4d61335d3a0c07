"""Frames lie in the journal in groups, each packed into one row."""

import sqlite3
import time
from collections.abc import Iterable, Iterator
from itertools import count

import msgspec

from misp_dashboard.journal.journal import Entry
from misp_dashboard.source.frame import Frame

GROUP_FRAMES = 500
GROUP_BYTES = 1024 * 1024
"""A reader unpacks a group as a whole, so a group stays small; a larger frame is one alone."""


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(list[Frame])

INSERT = "INSERT INTO frame_group VALUES (?, ?, ?, ?)"


def insert(connection: sqlite3.Connection, frames: Iterable[Frame]) -> int:
    """Appends the frames within the caller's transaction; the number of them."""
    (first,) = connection.execute("SELECT next_position FROM mark").fetchone()
    next_position = first
    now = time.time()
    for group in _groups(frames):
        last = next_position + len(group) - 1
        connection.execute(INSERT, (next_position, last, now, _encoder.encode(group)))
        next_position = last + 1
    connection.execute("UPDATE mark SET next_position = ?", (next_position,))
    return int(next_position - first)


def entries(first_position: int, blob: bytes) -> Iterator[Entry]:
    """The frames of one row with their positions."""
    return map(Entry, count(first_position), _decoder.decode(blob))


def replace(connection: sqlite3.Connection, first_position: int, frames: list[Frame]) -> None:
    """Puts as many other frames in the place of a row's, within the caller's transaction."""
    connection.execute(
        "UPDATE frame_group SET frames = ? WHERE first_position = ?",
        (_encoder.encode(frames), first_position),
    )


def _groups(frames: Iterable[Frame]) -> Iterator[list[Frame]]:
    group: list[Frame] = []
    size = 0
    for frame in frames:
        if group and (len(group) >= GROUP_FRAMES or size + len(frame.body) > GROUP_BYTES):
            yield group
            group, size = [], 0
        group.append(frame)
        size += len(frame.body)
    if group:
        yield group
