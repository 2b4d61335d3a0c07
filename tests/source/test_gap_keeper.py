"""Spans in which an instance was not heard are noticed and kept, whatever ends the process."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest

from misp_dashboard.source.history.gap_keeper import INTERRUPTED, NOT_RUNNING, GapKeeper
from misp_dashboard.source.history.record import HistoryRecord
from misp_dashboard.source.history.span import Span
from misp_dashboard.source.instance_state import InstanceState

NOW = datetime.now(UTC)
MINUTE = timedelta(minutes=1)

State = Literal["connecting", "connected", "refused", "silent", "disconnected"]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[HistoryRecord]:
    with closing(HistoryRecord(tmp_path / "history.sqlite3")) as opened:
        yield opened


def state(
    is_now: State, since: datetime, heard: datetime | None = None, reason: str = ""
) -> InstanceState:
    return InstanceState("Here", is_now, reason, since, heard, 0, 0, 0, {})


def told(record: HistoryRecord) -> list[tuple[datetime, bool, str]]:
    """Since when, whether it goes on, and why; the newest first."""
    return [(gap.since, gap.until is None, gap.reason) for gap in record.gaps()]


def test_what_was_not_heard_between_two_runs_is_a_gap(record: HistoryRecord) -> None:
    heard_of: list[str] = []
    heard = NOW - 10 * MINUTE
    first = GapKeeper(record, heard_of.append)
    first.begin(["Here"])
    first.look([state("connected", NOW - 20 * MINUTE, heard)])
    assert told(record) == []
    # killed here; nothing was said in between
    second = GapKeeper(record, heard_of.append)
    second.begin(["Here"])
    assert told(record) == [(heard, True, NOT_RUNNING)]
    second.look([state("connecting", NOW)])
    second.look([state("connected", NOW, NOW)])
    assert told(record) == [(heard, False, NOT_RUNNING)]
    assert heard_of == ["Here", "Here"]


def test_an_instance_never_heard_has_missed_nothing_yet(record: HistoryRecord) -> None:
    keeper = GapKeeper(record, lambda _: None)
    keeper.begin(["Here"])
    keeper.look([state("connecting", datetime.now(UTC))])
    keeper.look([state("connected", datetime.now(UTC))])
    assert told(record) == []


@pytest.mark.parametrize("lost", ["disconnected", "refused", "silent"])
def test_an_instance_that_is_lost_has_a_gap_since_its_last_frame(
    record: HistoryRecord, lost: State
) -> None:
    keeper = GapKeeper(record, lambda _: None)
    keeper.look([state("connected", NOW - 9 * MINUTE, NOW - 3 * MINUTE)])
    gone = state(lost, NOW - 2 * MINUTE, NOW - 3 * MINUTE, "pulled the plug")
    keeper.look([gone])
    keeper.look([gone])
    assert told(record) == [(NOW - 3 * MINUTE, True, "pulled the plug")]


def test_an_instance_that_was_lost_for_a_moment_has_a_gap(record: HistoryRecord) -> None:
    heard_of: list[str] = []
    keeper = GapKeeper(record, heard_of.append)
    keeper.look([state("connected", NOW - 9 * MINUTE, NOW - 3 * MINUTE)])
    # between two looks
    keeper.look([state("connected", NOW, NOW - 2 * MINUTE)])
    assert told(record) == [(NOW - 3 * MINUTE, False, INTERRUPTED)]
    assert heard_of == ["Here", "Here"]


def test_a_gap_outlives_the_process(record: HistoryRecord) -> None:
    lost = state("disconnected", NOW - MINUTE, NOW - 5 * MINUTE, "gone")
    GapKeeper(record, lambda _: None).look([lost])
    later = GapKeeper(record, lambda _: None)
    later.begin(["Here"])
    later.look([lost])
    assert told(record) == [(NOW - 5 * MINUTE, True, "gone")]
    later.look([state("connected", NOW, NOW)])
    assert told(record) == [(NOW - 5 * MINUTE, False, "gone")]


def test_a_stop_writes_down_what_was_heard(record: HistoryRecord) -> None:
    keeper = GapKeeper(record, lambda _: None)
    keeper.look([state("connected", NOW - 9 * MINUTE, NOW - MINUTE)])
    keeper.end([state("connected", NOW - 9 * MINUTE, NOW)])
    heard = record.heard_at("Here")
    assert heard is not None
    assert abs(heard - NOW) < timedelta(milliseconds=1)


def test_only_gaps_within_what_was_fetched_are_filled(record: HistoryRecord) -> None:
    for number in (1, 2, 3):
        record.open_gap("Here", NOW - number * 60 * MINUTE, f"gap {number}")
        record.close_gap("Here", NOW - number * 60 * MINUTE + 10 * MINUTE)
    record.open_gap("There", NOW - 120 * MINUTE, "another's")
    record.close_gap("There", NOW - 110 * MINUTE)
    job = record.begin("Here", "catch-up", Span(NOW - 130 * MINUTE, NOW - 100 * MINUTE))
    record.finish(job, filled=True)
    assert [gap.reason for gap in record.gaps(filled="no")] == ["gap 1", "another's", "gap 3"]
    touching = record.gaps("Here", span=Span(NOW - 55 * MINUTE, NOW))
    assert [gap.reason for gap in touching] == ["gap 1"]


def test_the_event_known_is_the_last_but_one(record: HistoryRecord) -> None:
    assert record.known_event("Here") is None
    for id in (5, 7, 9):
        record.know_event("Here", id)
    assert (record.known_event("Here"), record.known_event("There")) == (7, None)
