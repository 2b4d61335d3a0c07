"""A journal that cannot be used says why, and only its owner reads it."""

import resource
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from misp_dashboard.journal.journal import Entry
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.journal.unavailable import JournalUnavailable
from misp_dashboard.source.frame import Frame

Frames = Callable[..., list[Frame]]

ALL = 1_000_000
BYTES = 1 << 40


def numbers(entries: list[Entry]) -> list[int]:
    return [int(entry.frame.body) for entry in entries]


def test_only_its_owner_reads_the_journal(journal: SqliteJournal, frames: Frames) -> None:
    journal.append(frames(1))
    files = list(journal.path.parent.iterdir())
    assert {file.name for file in files} >= {"journal.sqlite", "journal.sqlite-wal"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(journal.path.parent.stat().st_mode) == 0o700


def test_a_full_disk_is_told_with_its_remedy_and_nothing_is_half_written(
    journal: SqliteJournal, frames: Frames
) -> None:
    journal.append(frames(10))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
    try:
        with pytest.raises(OSError, match="disk") as caught:
            journal.append(frames(500, start=10, size=2000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert isinstance(caught.value, JournalUnavailable)
    assert str(journal.path) in str(caught.value)
    assert caught.value.remedy
    journal.append(frames(500, start=10))
    assert numbers(journal.read(ALL, BYTES)) == list(range(510))


def test_a_file_of_another_kind_is_refused(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("a shopping list, long enough to be no empty database\n" * 100)
    with pytest.raises(JournalUnavailable, match="no SQLite file"):
        SqliteJournal(path)
    assert path.read_text().startswith("a shopping list")


def test_the_database_of_another_program_is_refused_untouched(path: Path) -> None:
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmark (url TEXT)")
    connection.close()
    with pytest.raises(JournalUnavailable, match="another program"):
        SqliteJournal(path)
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT name FROM sqlite_schema").fetchall() == [("bookmark",)]
    connection.close()


def test_a_journal_of_a_newer_version_is_refused(journal: SqliteJournal) -> None:
    connection = sqlite3.connect(journal.path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(JournalUnavailable, match="upgrade"):
        SqliteJournal(journal.path)


def test_a_damaged_file_is_told(path: Path, frames: Frames) -> None:
    journal = SqliteJournal(path)
    journal.append(frames(5000, size=200))
    journal.close()
    content = bytearray(path.read_bytes())
    content[4096:] = b"\x5a" * len(content[4096:])
    path.write_bytes(content)
    with pytest.raises(JournalUnavailable, match="damaged"):  # noqa: PT012 - opening may tell too
        damaged = SqliteJournal(path)
        damaged.read(ALL, BYTES)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(JournalUnavailable, match="write the file and its folder"):
        SqliteJournal(tmp_path / "data" / "journal.sqlite")
