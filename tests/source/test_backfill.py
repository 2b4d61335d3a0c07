"""How far a backfill is, is told to other processes; also that it was interrupted."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from misp_dashboard.source.history import backfill as backfill_module
from misp_dashboard.source.history.backfill import Asked, Telling, backfills
from misp_dashboard.source.history.record import FIRST, HistoryRecord
from misp_dashboard.source.history.span import Span

NOW = datetime.now(UTC)
SPAN = Span(NOW - timedelta(days=9), NOW)
ASKED = Asked("Here", SPAN, "misp-dashboard backfill --since 9d")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[HistoryRecord]:
    with closing(HistoryRecord(tmp_path / "history.sqlite3")) as opened:
        yield opened


def silent_since(record: HistoryRecord, at: datetime) -> None:
    with record.writing() as connection:
        connection.execute("UPDATE backfill SET told_at = ?", (at.timestamp(),))


def states(record: HistoryRecord) -> list[tuple[str, str]]:
    return [(one.instance, one.state) for one in backfills(record)]


def test_another_process_sees_it_run_and_finish(
    record: HistoryRecord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backfill_module, "TELL_EVERY_S", 0.001)
    with (
        closing(HistoryRecord(tmp_path / "history.sqlite3")) as other,
        Telling(other, ASKED) as telling,
    ):
        telling.step("events", 20, 70)
        telling.came(300)
        telling.came(40)
        while (told := backfills(record)[0]).frames < 340:
            pass
        assert (told.state, told.step, told.done, told.total) == ("running", "events", 20, 70)
        assert (told.frames, told.instance, told.feed) == (340, "Here", "")
        assert abs(told.span.since - SPAN.since) < timedelta(milliseconds=1)
        telling.finish()
    assert states(record) == [("Here", "finished")]


def test_what_could_not_be_had_is_told(record: HistoryRecord) -> None:
    with Telling(record, ASKED) as telling:
        telling.finish(["Here did not answer for its log", "nor for this", "nor for that"])
    (told,) = backfills(record)
    assert (told.state, told.reason) == (
        "finished", "Here did not answer for its log (and 2 more)",
    )  # fmt: skip


def test_one_that_is_killed_is_interrupted_and_the_same_command_takes_its_place(
    record: HistoryRecord,
) -> None:
    Telling(record, ASKED)  # and no more of it
    assert states(record) == [("Here", "running")]
    silent_since(record, NOW - timedelta(minutes=1))
    assert states(record) == [("Here", "interrupted")]
    # as it looks when the clock was set back meanwhile
    silent_since(record, NOW + timedelta(hours=1))
    assert states(record) == [("Here", "interrupted")]
    with Telling(record, ASKED) as again:
        again.finish()
    assert states(record) == [("Here", "finished")]


def test_why_it_failed_is_told_without_credentials(record: HistoryRecord) -> None:
    place = "https://me:secret@feed.example/x"
    asked = Asked("Here", SPAN, f"misp-dashboard backfill --feed {place}", place)

    def failing() -> None:
        with Telling(record, asked):
            raise OSError(f"{place}/manifest.json cannot be read, with {'k' * 40}")

    with pytest.raises(OSError, match="manifest"):
        failing()
    (told,) = backfills(record)
    assert told.state == "failed"
    assert told.reason == (
        "https://***@feed.example/x/manifest.json cannot be read, with [redacted]"
    )
    assert told.feed == "https://***@feed.example/x"
    assert told.command == "misp-dashboard backfill --feed https://***@feed.example/x"


def test_by_hand_it_is_interrupted(record: HistoryRecord) -> None:
    def interrupted() -> None:
        with Telling(record, ASKED):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert states(record) == [("Here", "interrupted")]


def test_old_ones_are_forgotten(record: HistoryRecord) -> None:
    for name in ("Here", "There"):
        with Telling(record, Asked(name, SPAN, "the command")) as telling:
            if name == "There":
                telling.finish()
    silent_since(record, NOW - timedelta(days=2))
    assert states(record) == [("Here", "interrupted")]
    silent_since(record, NOW - timedelta(days=8))
    assert states(record) == []
    with Telling(record, ASKED), record.reading() as connection:
        assert connection.execute("SELECT count(*) FROM backfill").fetchone() == (1,)


def test_a_record_of_an_earlier_version_keeps_what_it_knows(tmp_path: Path) -> None:
    file = tmp_path / "history.sqlite3"
    with closing(sqlite3.connect(file)) as old:
        old.executescript(f"{FIRST}; PRAGMA user_version = 1;")
        old.execute("INSERT INTO heard VALUES ('Here', 1700000000)")
        old.commit()
    with closing(HistoryRecord(file)) as record:
        assert record.heard_at("Here") == datetime.fromtimestamp(1_700_000_000, UTC)
        assert backfills(record) == []


def test_what_cannot_be_written_down_keeps_nothing_from_being_fetched(
    record: HistoryRecord,
) -> None:
    with record.writing() as connection:
        connection.execute("DROP TABLE backfill")
    with Telling(record, ASKED) as telling:
        telling.step("events", 1, 2)
        telling.finish()
