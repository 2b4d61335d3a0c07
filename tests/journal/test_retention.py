"""The journal keeps what retention says, and its file stays small."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from misp_dashboard.journal.journal import Entry
from misp_dashboard.journal.sqlite import FREE_PAGES_KEPT, SqliteJournal
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
