"""Rejected frames can be looked at, sent again and thrown away, and are bounded."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from misp_dashboard.journal.journal import Entry
from misp_dashboard.journal.rejected import NoSuchRejected, RejectedFrames
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.source.frame import Frame

Frames = Callable[..., list[Frame]]


@pytest.fixture
def rejected(journal: SqliteJournal) -> Iterator[RejectedFrames]:
    rejected = RejectedFrames(journal.path)
    yield rejected
    rejected.close()


def reject(journal: SqliteJournal, frames: list[Frame], reason: str = "wrong shape") -> None:
    journal.append(frames)
    entries = journal.read(1_000_000, 1 << 40)
    journal.acknowledge(entries[-1].position, [(entry, reason) for entry in entries])


def bodies(entries: list[Entry]) -> list[bytes]:
    return [entry.frame.body for entry in entries]


def test_a_rejected_frame_is_listed_with_its_reason_newest_first(
    journal: SqliteJournal, rejected: RejectedFrames, frames: Frames
) -> None:
    reject(journal, frames(1), "no JSON")
    reject(journal, frames(1, start=1, instance="other"), "wrong shape")
    newest, oldest = rejected.list(10)
    assert (newest.number, newest.instance, newest.reason) == (2, "other", "wrong shape")
    assert (oldest.number, oldest.topic, oldest.bytes) == (1, "misp_json_attribute", 1)
    assert oldest.received_at == frames(1)[0].received_at
    assert [row.number for row in rejected.list(10, instance="misp")] == [1]
    assert [row.number for row in rejected.list(1)] == [2]
    assert rejected.counts() == {"misp": 1, "other": 1}


def test_a_rejected_frame_is_shown_whole(
    journal: SqliteJournal, rejected: RejectedFrames, frames: Frames
) -> None:
    (frame,) = frames(1, size=5000)
    reject(journal, [frame], "deeply nested")
    shown = rejected.show(1)
    assert shown.frame == frame
    assert shown.reason == "deeply nested"


def test_rejected_frames_sent_again_are_new_frames_at_the_journals_end(
    journal: SqliteJournal, rejected: RejectedFrames, frames: Frames
) -> None:
    reject(journal, frames(5))
    assert rejected.retry([4, 2]) == 2
    entries = journal.read(10, 1 << 30)
    assert bodies(entries) == [b"1", b"3"]
    assert [entry.position for entry in entries] == [6, 7]
    assert rejected.retry("all") == 3
    assert bodies(journal.read(10, 1 << 30)) == [b"1", b"3", b"0", b"2", b"4"]
    assert rejected.counts() == {}
    assert rejected.retry("all") == 0


def test_a_wrong_number_moves_and_discards_nothing(
    journal: SqliteJournal, rejected: RejectedFrames, frames: Frames
) -> None:
    reject(journal, frames(2))
    with pytest.raises(NoSuchRejected, match="no rejected frame has number 7"):
        rejected.retry([1, 7])
    with pytest.raises(NoSuchRejected):
        rejected.discard([7])
    with pytest.raises(NoSuchRejected):
        rejected.show(7)
    assert journal.lag() == 0
    assert rejected.counts() == {"misp": 2}


def test_discarded_frames_are_gone_and_their_numbers_are_not_given_again(
    journal: SqliteJournal, rejected: RejectedFrames, frames: Frames
) -> None:
    reject(journal, frames(2))
    assert rejected.discard([2]) == 1
    reject(journal, frames(1))
    assert [row.number for row in rejected.list(10)] == [3, 1]
    assert rejected.discard("all") == 2
    assert rejected.dropped() == 0, "only those that had to make room are counted"


def test_past_the_bound_of_frames_the_oldest_are_dropped_and_counted(
    path: Path, frames: Frames
) -> None:
    journal, rejected = SqliteJournal(path, rejected_frames=3), RejectedFrames(path)
    reject(journal, frames(2))
    reject(journal, frames(5, start=2))
    assert [rejected.show(row.number).frame.body for row in rejected.list(9)] == [b"6", b"5", b"4"]
    assert rejected.dropped() == 4
    journal.close()
    rejected.close()


def test_past_the_bound_of_bytes_the_oldest_are_dropped_but_never_the_newest(
    path: Path, frames: Frames
) -> None:
    journal, rejected = SqliteJournal(path, rejected_bytes=1000), RejectedFrames(path)
    reject(journal, frames(3, size=400))
    assert [row.number for row in rejected.list(9)] == [3, 2]
    reject(journal, frames(1, size=5000))
    assert [row.bytes for row in rejected.list(9)] == [5000]
    assert rejected.dropped() == 3
    journal.close()
    rejected.close()
