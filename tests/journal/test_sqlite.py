"""The journal gives every frame once, in order, until it is acknowledged, and stays small."""

import resource
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from misp_dashboard.journal.journal import Entry, Journal
from misp_dashboard.journal.sqlite import FREE_PAGES_KEPT, SqliteJournal
from misp_dashboard.journal.unavailable import JournalUnavailable
from misp_dashboard.source.frame import Frame

Frames = Callable[..., list[Frame]]

ALL = 1_000_000
BYTES = 1 << 40


def numbers(entries: list[Entry]) -> list[int]:
    return [int(entry.frame.body) for entry in entries]


def pages(path: Path, pragma: str = "page_count") -> int:
    connection = sqlite3.connect(path)
    (count,) = connection.execute(f"PRAGMA {pragma}").fetchone()
    connection.close()
    return int(count)


def test_frames_come_back_as_they_were_in_order(journal: SqliteJournal, frames: Frames) -> None:
    given = [*frames(1200), Frame("μ", datetime.now(UTC), "", b"misp_json_\xff\x00 {")]
    journal.append(given[:1])
    journal.append(given[1:])
    entries = journal.read(ALL, BYTES)
    assert [entry.frame for entry in entries] == given
    assert [entry.position for entry in entries] == list(range(1, 1202))


def test_it_is_a_journal(journal: Journal) -> None:
    """mypy checks that SqliteJournal keeps the Protocol's promises."""
    journal.append([])
    assert journal.lag() == 0
    assert journal.read(10, 10) == []


def test_a_read_is_bounded_by_frames_and_by_bytes(journal: SqliteJournal, frames: Frames) -> None:
    journal.append(frames(1000, size=100))
    assert numbers(journal.read(3, BYTES)) == [0, 1, 2]
    assert len(journal.read(700, BYTES)) == 700
    assert len(journal.read(ALL, 450)) == 4


def test_a_frame_larger_than_the_bound_comes_alone(journal: SqliteJournal, frames: Frames) -> None:
    journal.append(frames(2, size=5_000_000))
    assert numbers(journal.read(ALL, 100)) == [0]


def test_what_is_acknowledged_does_not_come_back(journal: SqliteJournal, frames: Frames) -> None:
    journal.append(frames(1200))
    for position in (1, 499, 500, 501, 1100):
        journal.acknowledge(position)
        assert numbers(journal.read(ALL, BYTES)) == list(range(position, 1200))
        assert journal.lag() == 1200 - position


def test_an_older_acknowledgement_takes_nothing_back(
    journal: SqliteJournal, frames: Frames
) -> None:
    journal.append(frames(10))
    journal.acknowledge(8)
    journal.acknowledge(3)
    assert numbers(journal.read(ALL, BYTES)) == [8, 9]


def test_what_was_never_appended_cannot_be_acknowledged_ahead(
    journal: SqliteJournal, frames: Frames
) -> None:
    journal.append(frames(2))
    journal.acknowledge(1000)
    journal.append(frames(2, start=2))
    assert numbers(journal.read(ALL, BYTES)) == [2, 3]


def test_positions_only_grow(path: Path, frames: Frames) -> None:
    for start in (0, 10):
        journal = SqliteJournal(path)
        journal.append(frames(10))
        entries = journal.read(ALL, BYTES)
        assert [entry.position for entry in entries] == list(range(start + 1, start + 11))
        journal.acknowledge(entries[-1].position)
        journal.close()


def test_the_oldest_waiting_frame_is_known_by_when_it_was_appended(
    journal: SqliteJournal, frames: Frames
) -> None:
    assert journal.oldest_unacknowledged_at() is None
    before = datetime.now(UTC)
    journal.append(frames(2))
    oldest_at = journal.oldest_unacknowledged_at()
    assert oldest_at is not None
    assert before <= oldest_at <= datetime.now(UTC)
    journal.acknowledge(2)
    assert journal.oldest_unacknowledged_at() is None


def test_acknowledging_and_keeping_rejected_frames_happen_both_or_not_at_all(
    journal: SqliteJournal, frames: Frames
) -> None:
    journal.append(frames(3))
    first, *_ = journal.read(ALL, BYTES)

    def broken_off() -> Iterator[tuple[Entry, str]]:
        yield first, "not understood"
        raise ValueError("broken off")

    with pytest.raises(ValueError, match="broken off"):
        journal.acknowledge(3, broken_off())
    assert numbers(journal.read(ALL, BYTES)) == [0, 1, 2]


def test_an_append_wakes_who_waits_at_once(journal: SqliteJournal, frames: Frames) -> None:
    woken_at_s: list[float] = []
    waiting = threading.Event()

    def wait() -> None:
        waiting.set()
        assert journal.wait(10)
        woken_at_s.append(time.monotonic())

    waiter = threading.Thread(target=wait)
    waiter.start()
    waiting.wait()
    appended_at_s = time.monotonic()
    journal.append(frames(1))
    waiter.join()
    assert woken_at_s[0] - appended_at_s < 0.09, "sooner than looking for other processes would"


def test_an_append_of_another_process_wakes_who_waits_soon(
    journal: SqliteJournal, frames: Frames
) -> None:
    program = f"""
import datetime, pathlib, time
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.source.frame import Frame
journal = SqliteJournal(pathlib.Path({str(journal.path)!r}))
journal.append([Frame("misp", datetime.datetime.now(datetime.UTC), "misp_json", b"7")])
print(time.time())
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as other:
        assert journal.wait(20)
        woken_at_s = time.time()
        assert other.stdout is not None
        appended_at_s = float(other.stdout.read())
    assert woken_at_s - appended_at_s < 0.2
    assert numbers(journal.read(ALL, BYTES)) == [7]


def test_waiting_ends_at_the_timeout(journal: SqliteJournal) -> None:
    assert not journal.wait(0)
    assert not journal.wait(0.01)


def test_two_processes_append_at_once(journal: SqliteJournal) -> None:
    program = """
import datetime, pathlib, sys
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.source.frame import Frame
journal = SqliteJournal(pathlib.Path(sys.argv[1]))
now = datetime.datetime.now(datetime.UTC)
for number in range(0, 1000, 5):
    bodies = [b"%d" % n for n in range(number, number + 5)]
    journal.append([Frame(sys.argv[2], now, "misp_json", body) for body in bodies])
"""
    others = [
        subprocess.Popen([sys.executable, "-c", program, str(journal.path), name])
        for name in ("one", "other")
    ]
    assert [other.wait() for other in others] == [0, 0]
    entries = journal.read(ALL, BYTES)
    assert [entry.position for entry in entries] == list(range(1, 2001))
    for name in ("one", "other"):
        mine = [entry for entry in entries if entry.frame.instance == name]
        assert numbers(mine) == list(range(1000))


def test_another_process_that_ends_leaves_the_log_of_an_open_journal_in_place(
    journal: SqliteJournal, frames: Frames
) -> None:
    """It would take itself for the last one if this process had lost its lock on the file."""
    journal.append(frames(1))
    log = journal.path.with_name("journal.sqlite-wal")
    before = log.stat().st_ino
    program = """
import pathlib, sys
from misp_dashboard.journal.sqlite import SqliteJournal
journal = SqliteJournal(pathlib.Path(sys.argv[1]))
journal.append([entry.frame for entry in journal.read(1, 1)])
journal.close()
"""
    subprocess.run([sys.executable, "-c", program, str(journal.path)], check=True)
    assert log.exists()
    assert log.stat().st_ino == before
    assert numbers(journal.read(ALL, BYTES)) == [0, 0]


def test_acknowledged_frames_are_kept_as_long_as_retention_says(path: Path, frames: Frames) -> None:
    journal = SqliteJournal(path, retention_s=3600)
    journal.append(frames(1200))
    journal.acknowledge(1200)
    assert journal.read(ALL, BYTES) == []
    assert numbers(list(journal.retained())) == list(range(1200))
    assert numbers(list(journal.retained(after_position=700))) == list(range(700, 1200))
    journal.close()
    journal = SqliteJournal(path, retention_s=0)
    journal.append(frames(1))
    journal.acknowledge(1201)
    assert list(journal.retained()) == []
    journal.close()


def test_many_small_groups_are_deleted_as_fast_as_they_come(
    journal: SqliteJournal, frames: Frames
) -> None:
    for frame in frames(1000):
        journal.append([frame])
    journal.acknowledge(1000)
    assert list(journal.retained()) == []


def test_the_file_does_not_grow_while_frames_flow_through(
    journal: SqliteJournal, frames: Frames
) -> None:
    group = frames(500, size=2000)
    sizes = []
    for _ in range(60):
        journal.append(group)
        journal.acknowledge(journal.read(ALL, BYTES)[-1].position)
        sizes.append(pages(journal.path))
    assert max(sizes[10:]) <= max(sizes[:10])


def test_the_file_shrinks_after_a_backlog(journal: SqliteJournal, frames: Frames) -> None:
    group = frames(500, size=20_000)
    for _ in range(12):
        journal.append(group)
    at_its_largest = pages(journal.path)
    assert at_its_largest > FREE_PAGES_KEPT * 1.5
    journal.acknowledge(500 * 12)
    for number in range(10):
        journal.append(frames(1, start=number))
        journal.acknowledge(500 * 12 + number + 1)
    assert pages(journal.path) < FREE_PAGES_KEPT * 1.1


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
