"""What is being fetched, and what was not heard, is kept on disk: a kill loses nothing of it."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import msgspec

from misp_dashboard.source.history.span import Span

FILE = "history.sqlite3"
BUSY_TIMEOUT_S = 10.0

# moments are in seconds since 1970; `job.step` and `job.cursor` say what is done
FIRST = """
CREATE TABLE heard (instance TEXT PRIMARY KEY, at REAL NOT NULL);
CREATE TABLE newest_event (instance TEXT PRIMARY KEY, id INTEGER NOT NULL, before INTEGER NOT NULL);
CREATE TABLE job (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  instance TEXT NOT NULL,
  purpose TEXT NOT NULL,
  since REAL NOT NULL,
  until REAL NOT NULL,
  step TEXT NOT NULL DEFAULT '',
  cursor INTEGER NOT NULL DEFAULT 0,
  UNIQUE (instance, purpose)
);
CREATE TABLE gap (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  instance TEXT NOT NULL,
  since REAL NOT NULL,
  until REAL,
  reason TEXT NOT NULL,
  filled_at REAL
);
CREATE INDEX gap_by_instance ON gap (instance, since);
"""

# see backfill.py; `told_at` moves on while it runs, `outcome` is '' until it has ended
BACKFILLS = """
CREATE TABLE backfill (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  instance TEXT NOT NULL,
  feed TEXT NOT NULL,
  command TEXT NOT NULL,
  since REAL NOT NULL,
  until REAL NOT NULL,
  step TEXT NOT NULL DEFAULT '',
  done INTEGER NOT NULL DEFAULT 0,
  total INTEGER NOT NULL DEFAULT 0,
  frames INTEGER NOT NULL DEFAULT 0,
  began_at REAL NOT NULL,
  told_at REAL NOT NULL,
  outcome TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT ''
);
"""

# see clock.py: how far the wall clock was ahead of the one that only runs
CLOCK = """
CREATE TABLE clock (boot TEXT NOT NULL, ahead REAL NOT NULL);
"""

SCHEMA = (FIRST, BACKFILLS, CLOCK)
"""A file that has the first of them gets those that it has not."""

KEPT_GAPS = 10_000
LATE = timedelta(days=1)
"""What was written down before was so by a clock that nobody set."""

WIDEN = """
UPDATE gap SET since = min(since, since + :step), until = max(until, until + :step)
WHERE filled_at IS NULL AND (until IS NULL OR until > :late)
"""


class RecordUnusable(Exception):
    """The message says which file, why, and what to do."""


class Job(msgspec.Struct, frozen=True):
    """A span of an instance to be fetched: all steps before `step` are done, and in that one
    everything up to `cursor`. Events after the `known_event` are fetched whenever they were saved;
    None where that is not to be."""

    number: int
    instance: str
    purpose: str
    span: Span
    step: str = ""
    cursor: int = 0
    known_event: int | None = None


class Gap(msgspec.Struct, frozen=True):
    """A span in which an instance was not heard; `until` is none while it lasts, `filled_at` until
    what happened meanwhile was fetched."""

    number: int
    instance: str
    since: datetime
    until: datetime | None
    reason: str
    filled_at: datetime | None


class HistoryRecord:
    """One small SQLite file; any thread and process may use it. Raises RecordUnusable when it
    cannot be opened."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        try:
            self._open(path)
        except (OSError, sqlite3.Error) as error:
            raise RecordUnusable(
                f"the record of what was heard, {path}, cannot be used: {error}; see whether this "
                "user may write it and the disk has room, or move it away: then only which gaps "
                "there were is forgotten"
            ) from error

    def _open(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        self._connection = sqlite3.connect(
            path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
        )
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        with self.writing() as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            for statements in SCHEMA[version:]:
                for statement in statements.split(";"):
                    connection.execute(statement)
            if version < len(SCHEMA):
                connection.execute(f"PRAGMA user_version = {len(SCHEMA)}")

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def heard_at(self, instance: str) -> datetime | None:
        """When the instance was heard last, to some seconds."""
        with self.reading() as connection:
            row = connection.execute("SELECT at FROM heard WHERE instance = ?", (instance,))
            return moment((row.fetchone() or (None,))[0])

    def hear(self, instance: str, at: datetime) -> None:
        with self.writing() as connection:
            connection.execute(
                "INSERT INTO heard VALUES (?, ?) ON CONFLICT (instance)"
                " DO UPDATE SET at = excluded.at",
                (instance, at.timestamp()),
            )

    def clock_ahead_s(self, boot: str) -> float | None:
        """As it was written down since this boot, if it was."""
        with self.reading() as connection:
            row = connection.execute("SELECT ahead FROM clock WHERE boot = ?", (boot,)).fetchone()
        return None if row is None else float(row[0])

    def set_clock(self, boot: str, ahead_s: float, step_s: float, now: datetime) -> None:
        """The wall clock was set: what is missing of late is so by the time before, or by that
        after."""
        with self.writing() as connection:
            connection.execute("DELETE FROM clock")
            connection.execute("INSERT INTO clock VALUES (?, ?)", (boot, ahead_s))
            connection.execute("UPDATE heard SET at = min(at, at + ?)", (step_s,))
            late = (now - LATE).timestamp() - abs(step_s)
            connection.execute(WIDEN, {"step": step_s, "late": late})

    def known_event(self, instance: str) -> int | None:
        """An event's number up to which all that there are were heard of. The last but one that
        was written down: the last may be from a moment in which the instance was not heard."""
        with self.reading() as connection:
            asked = "SELECT before FROM newest_event WHERE instance = ?"
            row = connection.execute(asked, (instance,)).fetchone()
        return None if row is None else int(row[0])

    def know_event(self, instance: str, id: int) -> None:
        with self.writing() as connection:
            connection.execute(
                "INSERT INTO newest_event VALUES (:instance, :id, :id) ON CONFLICT (instance)"
                " DO UPDATE SET before = id, id = excluded.id",
                {"instance": instance, "id": id},
            )

    def begin(self, instance: str, purpose: str, span: Span) -> Job:
        """A new job, or the unfinished one of the same purpose with its own span."""
        with self.writing() as connection:
            connection.execute(
                "INSERT INTO job (instance, purpose, since, until) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (instance, purpose) DO NOTHING",
                (instance, purpose, span.since.timestamp(), span.until.timestamp()),
            )
            row = connection.execute(
                "SELECT number, since, until, step, cursor FROM job"
                " WHERE instance = ? AND purpose = ?",
                (instance, purpose),
            ).fetchone()
        number, since, until, step, cursor = row
        its_own = Span(moment_of(since), moment_of(until))
        return Job(number, instance, purpose, its_own, step, cursor)

    def advance(self, job: Job, step: str, cursor: int) -> None:
        """What is before is in the journal."""
        with self.writing() as connection:
            connection.execute(
                "UPDATE job SET step = ?, cursor = ? WHERE number = ?", (step, cursor, job.number)
            )

    def finish(self, job: Job, *, filled: bool) -> None:
        """The job is over; with `filled`, so are the gaps that lie within its span."""
        with self.writing() as connection:
            connection.execute("DELETE FROM job WHERE number = ?", (job.number,))
            if filled:
                connection.execute(
                    "UPDATE gap SET filled_at = ? WHERE instance = ? AND filled_at IS NULL"
                    " AND since >= ? AND until <= ?",
                    (
                        datetime.now(UTC).timestamp(),
                        job.instance,
                        job.span.since.timestamp(),
                        job.span.until.timestamp(),
                    ),
                )

    def open_gap(self, instance: str, since: datetime, reason: str) -> None:
        """The instance is not heard since then; what is open already stays as it is."""
        with self.writing() as connection:
            connection.execute(
                "INSERT INTO gap (instance, since, reason) SELECT ?, ?, ? WHERE NOT EXISTS"
                " (SELECT 1 FROM gap WHERE instance = ? AND until IS NULL)",
                (instance, since.timestamp(), reason, instance),
            )
            connection.execute(
                "DELETE FROM gap WHERE number <= (SELECT max(number) FROM gap) - ?", (KEPT_GAPS,)
            )

    def close_gap(self, instance: str, until: datetime) -> None:
        with self.writing() as connection:
            connection.execute(
                "UPDATE gap SET until = max(since, ?) WHERE instance = ? AND until IS NULL",
                (until.timestamp(), instance),
            )

    def gaps(
        self,
        instance: str | None = None,
        filled: Literal["any", "no"] = "any",
        span: Span | None = None,
    ) -> list[Gap]:
        """The newest first; of one instance or all, touching the span."""
        since = span.since.timestamp() if span else None
        until = span.until.timestamp() if span else None
        with self.reading() as connection:
            rows = connection.execute(
                "SELECT number, instance, since, until, reason, filled_at FROM gap"
                " WHERE (:instance IS NULL OR instance = :instance)"
                " AND (:filled = 'any' OR filled_at IS NULL)"
                " AND (:since IS NULL OR until IS NULL OR until >= :since)"
                " AND (:until IS NULL OR since <= :until) ORDER BY since DESC, number DESC",
                {"instance": instance, "filled": filled, "since": since, "until": until},
            ).fetchall()
        return [
            Gap(number, name, moment_of(a), moment(b), reason, moment(filled_at))
            for number, name, a, b, reason, filled_at in rows
        ]

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Works on a full disk, too."""
        with self._lock:
            yield self._connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")


def moment_of(unix_s: float) -> datetime:
    return datetime.fromtimestamp(unix_s, UTC)


def moment(unix_s: float | None) -> datetime | None:
    return None if unix_s is None else moment_of(unix_s)
