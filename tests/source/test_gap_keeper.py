"""Spans in which an instance was not heard are noticed and kept, whatever ends the process."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest

from misp_dashboard.source.history.clock import Clock
from misp_dashboard.source.history.gap_keeper import INTERRUPTED, NOT_RUNNING, GapKeeper
from misp_dashboard.source.history.record import Gap, HistoryRecord
from misp_dashboard.source.history.span import Span
from misp_dashboard.source.instance_state import InstanceState

NOW = datetime.now(UTC).replace(microsecond=0)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
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


class SetClock(Clock):
    """One that is set by a test; also the boot is another when it says so."""

    def __init__(self) -> None:
        self.boot = "a boot"
        self.ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self.ahead


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


def gap_covers(gap: Gap, since: datetime, until: datetime, *, by: timedelta) -> None:
    """It has all of the span, and not much more."""
    assert since - by <= gap.since <= since + SECOND
    assert gap.until is not None
    assert until - SECOND <= gap.until <= until + by


def test_what_was_missed_while_the_clock_was_set_back_is_a_gap(
    record: HistoryRecord, clock: SetClock
) -> None:
    keeper = GapKeeper(record, lambda _: None, clock)
    clock.ahead = HOUR
    keeper.begin(["Here"])
    began = clock.now()
    keeper.look([state("connected", began, began + SECOND)])
    keeper.look([state("disconnected", clock.now(), began + SECOND, "gone")])
    clock.ahead = timedelta()
    keeper.look([state("disconnected", began, began + SECOND, "gone")])
    keeper.look([state("connected", clock.now(), began + SECOND)])
    (gap,) = record.gaps()
    gap_covers(gap, datetime.now(UTC), datetime.now(UTC), by=3 * SECOND)


@pytest.mark.parametrize("ahead", [HOUR, -HOUR, 24 * HOUR, -24 * HOUR])
def test_a_clock_that_is_set_while_it_is_heard_is_no_gap_and_none_is_lost(
    record: HistoryRecord, clock: SetClock, ahead: timedelta
) -> None:
    keeper = GapKeeper(record, lambda _: None, clock)
    began = clock.now()
    keeper.look([state("connected", began, began)])
    clock.ahead = ahead
    keeper.look([state("connected", began, clock.now())])
    clock.ahead = timedelta()
    keeper.look([state("connected", began, began + ahead)])
    assert record.gaps() == []
    heard = datetime.now(UTC)
    keeper.look([state("connected", began, heard)])
    keeper.end([state("connected", began, heard)])
    assert record.gaps() == []
    # by the clock as it is now, so that the next gap begins there
    assert abs((record.heard_at("Here") or NOW) - heard) < SECOND


def test_a_clock_that_was_set_back_while_nothing_ran_is_seen_within_a_boot(
    record: HistoryRecord, clock: SetClock
) -> None:
    clock.ahead = 24 * HOUR
    first = GapKeeper(record, lambda _: None, clock)
    first.begin(["Here"])
    heard = clock.now()
    first.look([state("connected", heard, heard)])
    # killed here; and the clock is right again
    clock.ahead = timedelta()
    GapKeeper(record, lambda _: None, clock).begin(["Here"])
    (gap,) = record.gaps()
    assert abs(gap.since - (heard - 24 * HOUR)) < SECOND


def test_after_a_boot_with_another_clock_more_is_asked_for_than_was_missed(
    record: HistoryRecord, clock: SetClock
) -> None:
    clock.ahead = HOUR
    heard = clock.now()
    GapKeeper(record, lambda _: None, clock).look([state("connected", heard, heard)])
    clock.ahead, clock.boot = timedelta(), "another boot"
    GapKeeper(record, lambda _: None, clock).begin(["Here"])
    (gap,) = record.gaps()
    assert abs(gap.since - (datetime.now(UTC) - HOUR)) < SECOND


def test_only_late_gaps_that_are_not_filled_are_widened_when_the_clock_is_set(
    record: HistoryRecord, clock: SetClock
) -> None:
    keeper = GapKeeper(record, lambda _: None, clock)
    keeper.begin(["Here"])
    for hours in (99, 9, 5):
        record.open_gap("Here", NOW - hours * HOUR, f"gap {hours}")
        record.close_gap("Here", NOW - hours * HOUR + MINUTE)
    span = Span(NOW - 10 * HOUR, NOW - 8 * HOUR)
    record.finish(record.begin("Here", "catch-up", span), filled=True)
    clock.ahead = -HOUR
    keeper.look([])
    (late, filled, old) = record.gaps()
    gap_covers(late, NOW - 6 * HOUR, NOW - 5 * HOUR + MINUTE, by=SECOND)
    assert filled.since == NOW - 9 * HOUR
    assert old.since == NOW - 99 * HOUR
    # NTP corrects by less
    clock.ahead += timedelta(seconds=0.3)
    keeper.look([])
    assert record.gaps() == [late, filled, old]
