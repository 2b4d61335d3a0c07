"""Rejected frames are those nobody could understand, kept apart with the reason."""

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec

from misp_dashboard.journal import group
from misp_dashboard.journal.database import open_database, transaction
from misp_dashboard.journal.journal import Entry
from misp_dashboard.journal.unavailable import explained
from misp_dashboard.source.frame import Frame

KEPT_FRAMES = 10_000
KEPT_BYTES = 512 * 1024 * 1024
REASON_CHARACTERS = 2_000

INSERT = """
INSERT INTO rejected (instance, topic, reason, received_at, bytes, body)
VALUES (?, ?, ?, ?, ?, ?)
"""
SIZE = "SELECT count(*), coalesce(sum(bytes), 0) FROM rejected"
OLDEST = "SELECT number, bytes FROM rejected ORDER BY number"
LIST = """
SELECT number, instance, topic, reason, received_at, bytes
FROM rejected
WHERE (:instance IS NULL OR instance = :instance) AND (:before IS NULL OR number < :before)
ORDER BY number DESC
LIMIT :limit
"""
SHOW = "SELECT instance, topic, reason, received_at, body FROM rejected WHERE number = ?"
COUNTS = "SELECT instance, count(*) FROM rejected GROUP BY instance"
DROPPED = "UPDATE mark SET rejected_dropped = rejected_dropped + ?"
NUMBERS = "SELECT number FROM rejected ORDER BY number"


class RejectedRow(msgspec.Struct, frozen=True):
    """A rejected frame without its body; `number` stays its own for good."""

    number: int
    instance: str
    topic: str
    reason: str
    received_at: datetime
    bytes: int


class Rejected(msgspec.Struct, frozen=True):
    """A rejected frame as a whole."""

    frame: Frame
    reason: str


class NoSuchRejected(LookupError):
    """Numbers that are not, or no longer, among the rejected frames."""

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__(f"no rejected frame has number {', '.join(map(str, numbers))}")
        self.numbers = numbers


def keep(
    connection: sqlite3.Connection,
    rejected: Iterable[tuple[Entry, str]],
    kept_frames: int = KEPT_FRAMES,
    kept_bytes: int = KEPT_BYTES,
) -> None:
    """Keeps frames within the caller's transaction; past the bounds the oldest are dropped and
    counted. The newest frame is kept whatever its size."""
    rows = [
        (
            entry.frame.instance,
            entry.frame.topic,
            reason[:REASON_CHARACTERS],
            entry.frame.received_at.timestamp(),
            len(entry.frame.body),
            entry.frame.body,
        )
        for entry, reason in rejected
    ]
    if rows:
        connection.executemany(INSERT, rows)
        _drop_oldest(connection, kept_frames, kept_bytes)


class RejectedFrames:
    """The rejected frames of a journal's file; any process may look while others write."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection = open_database(path)

    def list(
        self, limit: int, instance: str | None = None, before: int | None = None
    ) -> list[RejectedRow]:
        """The newest first, or of those with a number below `before`."""
        asked = {"instance": instance, "before": before, "limit": limit}
        with self._lock, explained(self._path):
            rows = self._connection.execute(LIST, asked)
            return [
                RejectedRow(number, name, topic, reason, _moment(at), size)
                for number, name, topic, reason, at, size in rows
            ]

    def show(self, number: int) -> Rejected:
        """Raises NoSuchRejected."""
        with self._lock, explained(self._path):
            return _show(self._connection, number)

    def retry(self, numbers: Sequence[int] | Literal["all"]) -> int:
        """Moves them to the journal's end as new frames, in the order of their numbers, in one
        transaction; how many. Raises NoSuchRejected, and then moves none."""
        with self._lock, explained(self._path), transaction(self._connection) as connection:
            chosen = self._choose(numbers)
            moved = group.insert(connection, (_show(connection, n).frame for n in chosen))
            _delete(connection, chosen)
            return moved

    def discard(self, numbers: Sequence[int] | Literal["all"]) -> int:
        """Deletes them for good; how many. Raises NoSuchRejected, and then deletes none."""
        with self._lock, explained(self._path), transaction(self._connection) as connection:
            chosen = self._choose(numbers)
            _delete(connection, chosen)
            return len(chosen)

    def counts(self) -> dict[str, int]:
        """How many there are of each instance."""
        with self._lock, explained(self._path):
            return dict(self._connection.execute(COUNTS).fetchall())

    def dropped(self) -> int:
        """How many had to make room for newer ones since the file was made."""
        with self._lock, explained(self._path):
            row = self._connection.execute("SELECT rejected_dropped FROM mark").fetchone()
            return int(row[0])

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def _choose(self, numbers: Sequence[int] | Literal["all"]) -> Sequence[int]:
        there = [number for (number,) in self._connection.execute(NUMBERS)]
        if numbers == "all":
            return there
        if missing := sorted(set(numbers).difference(there)):
            raise NoSuchRejected(missing)
        return sorted(set(numbers))


def _show(connection: sqlite3.Connection, number: int) -> Rejected:
    row = connection.execute(SHOW, (number,)).fetchone()
    if row is None:
        raise NoSuchRejected([number])
    instance, topic, reason, received_at, body = row
    return Rejected(Frame(instance, _moment(received_at), topic, body), reason)


def _delete(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    connection.executemany("DELETE FROM rejected WHERE number = ?", ((n,) for n in numbers))


def _drop_oldest(connection: sqlite3.Connection, kept_frames: int, kept_bytes: int) -> None:
    dropped = list(_too_many(connection, kept_frames, kept_bytes))
    if dropped:
        _delete(connection, dropped)
        connection.execute(
            "UPDATE mark SET rejected_dropped = rejected_dropped + ?", [len(dropped)]
        )


def _too_many(connection: sqlite3.Connection, kept_frames: int, kept_bytes: int) -> Iterator[int]:
    frames, size = connection.execute(SIZE).fetchone()
    for number, frame_bytes in connection.execute(OLDEST):
        if frames <= 1 or (frames <= kept_frames and size <= kept_bytes):
            return
        yield number
        frames -= 1
        size -= frame_bytes


def _moment(unix_s: float) -> datetime:
    return datetime.fromtimestamp(unix_s, UTC)
