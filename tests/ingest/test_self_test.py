"""A self-test's frame marks the live stream, and nothing else of it remains."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from build import NOW, attribute_message, frame

from misp_dashboard.directory.directory import Directory
from misp_dashboard.ingest.pipeline import Ingest
from misp_dashboard.ingest.self_test import OWN, TOPIC, body_of
from misp_dashboard.journal.rejected import RejectedFrames
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.live.stream import LiveStream
from misp_dashboard.location.locate import Locator
from misp_dashboard.source.frame import Frame
from misp_dashboard.store.connect import Store


class Line(NamedTuple):
    journal: SqliteJournal
    rejected: RejectedFrames
    ingest: Ingest
    live: LiveStream
    store: Store

    def put(self, *frames: Frame) -> None:
        self.journal.append(frames)
        self.ingest.drain()

    def stored(self) -> int:
        return int(self.store.command("SELECT count() FROM activity"))


@pytest.fixture
def line(store: Store, tmp_path: Path) -> Iterator[Line]:
    path = tmp_path / "journal.sqlite3"
    journal, rejected, locator = SqliteJournal(path), RejectedFrames(path), Locator()
    live = LiveStream()
    ingest = Ingest(journal, store, Directory(store), locator, live)
    yield Line(journal, rejected, ingest, live, store)
    locator.close()
    rejected.close()
    journal.close()


def self_test(name: str, instance: str = OWN) -> Frame:
    return Frame(instance, NOW, TOPIC, body_of(name))


def test_it_marks_the_stream_and_is_not_counted(line: Line) -> None:
    line.put(self_test("first"), frame("misp_json_attribute", attribute_message("a")))
    line.put(self_test("second"))
    assert [mark.name for mark in line.live.marks_after(0)] == ["first", "second"]
    assert [mark.name for mark in line.live.marks_after(1)] == ["second"]
    assert line.stored() == 1
    progress = line.ingest.progress
    assert (progress.frames, progress.activities, progress.rejected) == (1, 1, 0)
    assert line.journal.lag() == 0


def test_no_misp_can_send_one(line: Line) -> None:
    line.put(self_test("foreign", instance="Here"))
    assert line.live.marks_after(0) == []
    assert line.rejected.counts() == {"Here": 1}


def test_one_that_cannot_be_read_is_kept_apart(line: Line) -> None:
    line.put(Frame(OWN, NOW, TOPIC, b"{}"))
    assert line.live.marks_after(0) == []
    assert line.rejected.counts() == {OWN: 1}
