"""The journal gives every frame once, in order, until it is acknowledged."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from misp_dashboard.journal.journal import Entry, Journal
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.source.frame import Frame

Frames = Callable[..., list[Frame]]

ALL = 1_000_000
BYTES = 1 << 40


def numbers(entries: list[Entry]) -> list[int]:
    return [int(entry.frame.body) for entry in entries]


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


def test_who_read_further_goes_on_after_a_position(journal: SqliteJournal, frames: Frames) -> None:
    journal.append(frames(1200))
    journal.acknowledge(600)
    for after in (600, 999, 1000, 1001, 1100):
        assert numbers(journal.read(ALL, BYTES, after)) == list(range(after, 1200))
    assert numbers(journal.read(ALL, BYTES, 3)) == list(range(600, 1200))
    assert journal.read(ALL, BYTES, 1200) == []
    assert journal.lag() == 600


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
