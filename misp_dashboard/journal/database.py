"""The journal's file is a SQLite database that only its owner reads."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from misp_dashboard.journal.unavailable import JournalUnavailable, explained

APPLICATION_ID = 0x4D495350
"""SQLite's mark of whose file it is: "MISP"."""
SCHEMA_VERSION = 1
BUSY_TIMEOUT_S = 10.0
PAGE_BYTES = 16_384
"""Groups are large blobs: larger pages than SQLite's usual 4 KiB chain fewer of them."""
CHECKPOINT_PAGES = 1_000

_creating = threading.Lock()

# Frames lie in groups, packed in one blob: with one row for each frame Python's lock would be
# handed back and forth at every row.
SCHEMA = """
CREATE TABLE frame_group (
  first_position INTEGER PRIMARY KEY,
  last_position INTEGER NOT NULL,
  appended_at REAL NOT NULL,
  frames BLOB NOT NULL
);
CREATE TABLE mark (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  next_position INTEGER NOT NULL,
  acknowledged INTEGER NOT NULL,
  rejected_dropped INTEGER NOT NULL
);
INSERT INTO mark VALUES (1, 1, 0, 0);
CREATE TABLE rejected (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  instance TEXT NOT NULL,
  topic TEXT NOT NULL,
  reason TEXT NOT NULL,
  received_at REAL NOT NULL,
  bytes INTEGER NOT NULL,
  body BLOB NOT NULL
);
CREATE INDEX rejected_by_instance ON rejected (instance, bytes);
"""


def open_database(path: Path) -> sqlite3.Connection:
    """A connection in autocommit mode that any thread may use, one at a time.

    Creates the file (0600) and its folder (0700) where absent. Raises JournalUnavailable.
    """
    with explained(path):
        _create_file(path)
        connection = sqlite3.connect(
            path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
        )
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def _create_file(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # The file of an open database must never be opened and closed by anything but SQLite: POSIX
    # takes away all locks a process holds on a file when it closes any descriptor of it, and
    # another process would then delete the write-ahead log under our feet.
    with _creating:
        if not path.exists():
            # SQLite gives its -wal and -shm files the same mode.
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Takes the right to write at once, so that it cannot fail half-way for lack of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    # These have to come before the file's first page; the second lets it shrink after a backlog.
    connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    connection.execute("PRAGMA journal_size_limit = 67108864")
    # Overwriting what was acknowledged with zeros would double the writing; the file is private.
    connection.execute("PRAGMA secure_delete = OFF")
    if _number(connection, "PRAGMA application_id") != APPLICATION_ID:
        _create(connection, path)
    version = _number(connection, "PRAGMA user_version")
    if version != SCHEMA_VERSION:
        raise JournalUnavailable(
            path,
            f"it has version {version}, this program knows version {SCHEMA_VERSION}",
            "upgrade MISP Dashboard",
        )


def _create(connection: sqlite3.Connection, path: Path) -> None:
    with transaction(connection):
        if _number(connection, "PRAGMA application_id") == APPLICATION_ID:
            return  # another process was quicker
        if _number(connection, "SELECT count(*) FROM sqlite_schema"):
            raise JournalUnavailable(
                path,
                "it is the SQLite file of another program",
                "choose another data folder, or move the file away",
            )
        for statement in SCHEMA.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _number(connection: sqlite3.Connection, question: str) -> int:
    with closing(connection.execute(question)) as rows:
        return int(rows.fetchone()[0])
