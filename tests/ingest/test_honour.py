"""Honours go through the journal, and no MISP can give one to itself."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from build import attribute_message, frame, published_message

from misp_dashboard.access.viewer import LOCAL
from misp_dashboard.config import Contribution
from misp_dashboard.contribution.rules import rules_of
from misp_dashboard.directory.directory import Directory
from misp_dashboard.ingest.honour import OWN, TOPIC, frame_of
from misp_dashboard.ingest.pipeline import Ingest
from misp_dashboard.journal.rejected import RejectedFrames
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.live.stream import LiveStream
from misp_dashboard.location.locate import Locator
from misp_dashboard.query.contributors import contributors
from misp_dashboard.query.honours import honour_answers
from misp_dashboard.query.scope import Scope
from misp_dashboard.source.frame import Frame
from misp_dashboard.store.connect import Store
from misp_dashboard.store.honour import Honour, honour_log

AT = datetime(2026, 3, 1, 12, 0, 0, 123000, tzinfo=UTC)
LATER = datetime(2026, 4, 1, tzinfo=UTC)
GIVEN = Honour(AT, "Example CERT", "code", True, "Wrote it", "root")


class Line(NamedTuple):
    journal: SqliteJournal
    rejected: RejectedFrames
    ingest: Ingest

    def put(self, *frames: Frame) -> None:
        self.journal.append(frames)
        self.ingest.drain()


@pytest.fixture
def line(store: Store, tmp_path: Path) -> Iterator[Line]:
    path = tmp_path / "journal.sqlite3"
    journal, rejected, locator = SqliteJournal(path), RejectedFrames(path), Locator()
    yield Line(journal, rejected, Ingest(journal, store, Directory(store), locator, LiveStream()))
    locator.close()
    rejected.close()
    journal.close()


def test_an_honour_is_stored_once_however_often_it_is_told(line: Line, store: Store) -> None:
    line.put(frame_of(GIVEN), frame("misp_json_attribute", attribute_message("a")))
    line.put(frame_of(GIVEN))
    assert honour_log(store, LATER) == [GIVEN]
    assert honour_log(store, AT) == []
    (answer,) = honour_answers(store, rules_of(Contribution()), LATER).honours
    assert (answer.title, answer.reason, answer.by, answer.held) == (
        "Code contributor", "Wrote it", "root", True,
    )  # fmt: skip
    assert line.ingest.progress.activities == 1
    assert line.rejected.list(9) == []


def test_a_misp_cannot_send_one(line: Line, store: Store) -> None:
    line.put(Frame("Here", AT, TOPIC, frame_of(GIVEN).body))
    assert honour_log(store, LATER) == []
    (kept,) = line.rejected.list(9)
    assert kept.topic == TOPIC


def test_one_that_cannot_be_read_is_kept_apart(line: Line, store: Store) -> None:
    line.put(Frame(OWN, AT, TOPIC, b"[1]"), frame_of(GIVEN))
    assert honour_log(store, LATER) == [GIVEN]
    assert len(line.rejected.list(9)) == 1


def test_publishing_an_event_of_2000_attributes_ten_times_earns_it_once(
    line: Line, store: Store
) -> None:
    names = [f"{n}.example" for n in range(2000)]
    added = [frame("misp_json_attribute", attribute_message(name)) for name in names[:500]]
    line.put(*added)
    for _ in range(10):
        line.put(frame("misp_json", published_message(*names)))
    answer = contributors(store, LOCAL, Scope(), rules_of(Contribution()))
    assert [(one.org, one.points) for one in answer.contributors] == [("Invented CERT", 2000)]
