"""The journal on one machine is a SQLite file."""

import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from misp_dashboard.journal import group
from misp_dashboard.journal.database import open_database, transaction
from misp_dashboard.journal.journal import Entry
from misp_dashboard.journal.rejected import KEPT_BYTES, KEPT_FRAMES, keep
from misp_dashboard.journal.unavailable import explained
from misp_dashboard.source.frame import Frame

OTHER_PROCESS_S = 0.1
"""How often `wait` looks whether another process has appended."""
DELETE_GROUPS = 200
SHRINK_PAGES = 500
FREE_PAGES_KEPT = 4_096
"""64 MiB of free pages stay in the file for the next burst; what is beyond goes back."""

# The first group is found by the primary key: a plain `last_position > done` would look at every
# group that retention keeps.
READ = """
WITH done AS (SELECT max(acknowledged, ?) AS position FROM mark)
SELECT first_position, frames, (SELECT position FROM done)
FROM frame_group
WHERE last_position > (SELECT position FROM done)
  AND first_position >= coalesce((
    SELECT max(first_position) FROM frame_group
    WHERE first_position <= (SELECT position + 1 FROM done)
  ), 0)
ORDER BY first_position
"""
OLDEST = """
SELECT appended_at
FROM frame_group
WHERE last_position > (SELECT acknowledged FROM mark)
  AND first_position >= coalesce((
    SELECT max(first_position) FROM frame_group
    WHERE first_position <= (SELECT acknowledged + 1 FROM mark)
  ), 0)
ORDER BY first_position
LIMIT 1
"""
LAG = "SELECT next_position - 1 - acknowledged FROM mark"
WAITING = "SELECT next_position - 1 > max(acknowledged, ?) FROM mark"
LAST = "SELECT next_position - 1 FROM mark"
ACKNOWLEDGED = "SELECT acknowledged FROM mark"
ACKNOWLEDGE = """
UPDATE mark SET acknowledged = max(acknowledged, min(?, next_position - 1))
"""
DELETE = """
DELETE FROM frame_group WHERE first_position IN (
  SELECT first_position FROM frame_group
  WHERE last_position <= (SELECT acknowledged FROM mark) AND appended_at <= ?
  ORDER BY first_position LIMIT ?
)
"""
RETAINED = """
SELECT first_position, frames FROM frame_group
WHERE last_position > ? ORDER BY first_position LIMIT 1
"""


class SqliteJournal:
    """A Journal; safe for threads, and other processes may append to the same file.

    Acknowledged frames are deleted after `retention_s`; until then `retained` gives them again.
    Everything raises JournalUnavailable, an OSError, when the file cannot be used.
    """

    def __init__(
        self,
        path: Path,
        retention_s: float = 0,
        *,
        rejected_frames: int = KEPT_FRAMES,
        rejected_bytes: int = KEPT_BYTES,
    ) -> None:
        self.path = path
        self._retention_s = retention_s
        self._rejected_bounds = (rejected_frames, rejected_bytes)
        self._write_lock = threading.Lock()
        self._read_lock = threading.Lock()
        self._writer = open_database(path)
        self._reader = open_database(path)
        self._appended = threading.Condition()
        self._appends = 0

    def append(self, frames: Sequence[Frame]) -> None:
        if not frames:
            return
        with self._write_lock, explained(self.path), transaction(self._writer):
            group.insert(self._writer, frames)
        with self._appended:
            self._appends += 1
            self._appended.notify_all()

    def read(self, limit: int, max_bytes: int, after: int = 0) -> list[Entry]:
        entries: list[Entry] = []
        size = 0
        with (
            self._read_lock,
            explained(self.path),
            closing(self._reader.execute(READ, (after,))) as rows,
        ):
            for entry in chain.from_iterable(_unacknowledged(rows)):
                size += len(entry.frame.body)
                if len(entries) >= limit or (entries and size > max_bytes):
                    break
                entries.append(entry)
        return entries

    def wait(self, timeout_s: float, after: int = 0) -> bool:
        until_s = time.monotonic() + timeout_s
        while True:
            # Counted before looking, so that an append between the two is not slept through.
            appends = self._appends
            if self._ask(WAITING, after):
                return True
            left_s = until_s - time.monotonic()
            if left_s <= 0:
                return False
            with self._appended:
                self._appended.wait_for(
                    lambda before=appends: self._appends != before,  # type: ignore[misc]
                    min(left_s, OTHER_PROCESS_S),
                )

    def acknowledge(self, position: int, rejected: Iterable[tuple[Entry, str]] = ()) -> None:
        with self._write_lock, explained(self.path), transaction(self._writer):
            self._writer.execute(ACKNOWLEDGE, (position,))
            keep(self._writer, rejected, *self._rejected_bounds)
            deleted = self._delete_groups()
        # Each chunk is a commit of its own, between which appends have their turn.
        while deleted == DELETE_GROUPS:
            with self._write_lock, explained(self.path), transaction(self._writer):
                deleted = self._delete_groups()
        with self._write_lock, explained(self.path):
            self._shrink()

    def lag(self) -> int:
        return int(self._ask(LAG) or 0)

    def last_position(self) -> int:
        return int(self._ask(LAST) or 0)

    def acknowledged(self) -> int:
        return int(self._ask(ACKNOWLEDGED) or 0)

    def oldest_unacknowledged_at(self) -> datetime | None:
        """When the oldest frame that is not acknowledged was appended."""
        appended_at = self._ask(OLDEST)
        return None if appended_at is None else datetime.fromtimestamp(appended_at, UTC)

    def size_bytes(self) -> int:
        """What the journal takes on disk, its write-ahead log included."""
        files = (self.path, self.path.with_name(self.path.name + "-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    def retained(self, after_position: int = 0) -> Iterator[Entry]:
        """Every frame the file still holds, acknowledged or not, in order."""
        while True:
            with self._read_lock, explained(self.path):
                row = self._reader.execute(RETAINED, (after_position,)).fetchone()
                if row is None:
                    return
                entries = list(group.entries(*row))
            yield from (entry for entry in entries if entry.position > after_position)
            after_position = entries[-1].position

    def close(self) -> None:
        with self._write_lock:
            self._writer.close()
        with self._read_lock:
            self._reader.close()

    def _ask(self, question: str, *values: int) -> float | None:
        with self._read_lock, explained(self.path):
            row = self._reader.execute(question, values).fetchone()
            return None if row is None else row[0]

    def _delete_groups(self) -> int:
        kept_since = time.time() - self._retention_s
        return self._writer.execute(DELETE, (kept_since, DELETE_GROUPS)).rowcount

    def _shrink(self) -> None:
        (free_pages,) = self._writer.execute("PRAGMA freelist_count").fetchone()
        if free_pages > FREE_PAGES_KEPT:
            # `execute` would take one step of this statement, which is one page.
            self._writer.executescript(f"PRAGMA incremental_vacuum({SHRINK_PAGES})")


def _unacknowledged(rows: sqlite3.Cursor) -> Iterator[Iterator[Entry]]:
    for first_position, frames, done in rows:
        entries = group.entries(first_position, frames)
        # Only the first group may be done in part.
        if first_position <= done:
            yield (entry for entry in entries if entry.position > done)
        else:
            yield entries
