"""Frames are fed to the journal no faster than somebody empties it."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from misp_dashboard.cli.failure import Failure
from misp_dashboard.cli.feed import FEWER_WAITING_FRAMES, MOST_WAITING_FRAMES, Feed
from misp_dashboard.config import Config
from misp_dashboard.ingest.pipeline import Progress
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.source.frame import Frame
from misp_dashboard.store.connect import StoreUnavailable

FRAMES = [Frame("A", datetime(2026, 11, 24, tzinfo=UTC), "misp_json", b"{}")] * 1000

HOLD = """
import sys
from pathlib import Path
from misp_dashboard.cli.lock import RunLock
with RunLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[SqliteJournal]:
    journal = SqliteJournal(tmp_path / "journal.sqlite3")
    yield journal
    journal.close()


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that holds the run lock, as a running dashboard does."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        yield holder
        holder.kill()


def take(journal: SqliteJournal, frames: int) -> int:
    """Acknowledge so many frames, as ingest does."""
    entries = journal.read(frames, 10**9)
    if entries:
        journal.acknowledge(entries[-1].position)
    return len(entries)


def empties(journal: SqliteJournal, drained: list[int]) -> Callable[..., Progress]:
    def drain(config: Config, on_batch: Callable[[int], None]) -> Progress:
        drained.append(journal.lag())
        while done := take(journal, 20_000):
            on_batch(done)
        return Progress()

    return drain


def test_where_no_dashboard_runs_the_journal_is_emptied_here_when_too_much_waits(
    journal: SqliteJournal, tmp_path: Path
) -> None:
    drained: list[int] = []
    feed = Feed(Config(data_dir=tmp_path), journal, empties(journal, drained), lambda lag: None)
    for _ in range(MOST_WAITING_FRAMES // 1000 + 2):
        feed.append(FRAMES)
    assert drained == [MOST_WAITING_FRAMES + 1000]
    assert feed.empty()
    assert (journal.lag(), feed.frames) == (0, MOST_WAITING_FRAMES + 2000)
    assert feed.topics == {("A", "misp_json"): feed.frames}


def test_a_running_dashboard_is_waited_for_and_told_how_much_waits(
    journal: SqliteJournal, tmp_path: Path, holder: subprocess.Popen[bytes]
) -> None:
    drained: list[int] = []
    told: list[int] = []
    feed = Feed(Config(data_dir=tmp_path), journal, empties(journal, drained), told.append)
    for _ in range(MOST_WAITING_FRAMES // 1000 + 1):
        feed.append(FRAMES)
    threading.Timer(0.3, take, (journal, FEWER_WAITING_FRAMES + 1000)).start()
    feed.append(FRAMES)
    assert told[0] == MOST_WAITING_FRAMES + 1000
    threading.Timer(0.3, take, (journal, MOST_WAITING_FRAMES)).start()
    assert feed.empty()
    assert drained == []


def test_when_the_dashboard_ends_meanwhile_the_rest_is_done_here(
    journal: SqliteJournal, tmp_path: Path, holder: subprocess.Popen[bytes]
) -> None:
    drained: list[int] = []
    feed = Feed(Config(data_dir=tmp_path), journal, empties(journal, drained), lambda lag: None)
    feed.append(FRAMES)
    threading.Timer(0.3, holder.kill).start()
    assert feed.empty()
    assert drained == [1000]


def test_a_store_that_cannot_be_reached_is_told_and_the_frames_stay(
    journal: SqliteJournal, tmp_path: Path
) -> None:
    def drain(config: Config, on_batch: Callable[[int], None]) -> Progress:
        raise StoreUnavailable("clickhouse://db does not answer")

    feed = Feed(Config(data_dir=tmp_path), journal, drain, lambda lag: None)
    feed.append(FRAMES)
    with pytest.raises(Failure, match=r"does not answer\.$") as caught:
        feed.empty()
    assert "wait in the journal" in caught.value.remedy
    assert journal.lag() == 1000
