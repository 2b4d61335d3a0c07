"""What was missed is fetched by itself when an instance is heard again, beside what is live."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from source.misp_stand_in import KEY, StandIn, hang, status
from source.test_history import event

from misp_dashboard.source.frame import Frame
from misp_dashboard.source.history import catch_up as catch_up_module
from misp_dashboard.source.history.access import Access
from misp_dashboard.source.history.catch_up import CatchUp
from misp_dashboard.source.history.clock import Clock
from misp_dashboard.source.history.record import HistoryRecord
from misp_dashboard.source.instance_state import InstanceState

NOW = datetime.now(UTC)
HOUR = timedelta(hours=1)
MISSED = int((NOW - HOUR / 2).timestamp())


class World:
    """An instance whose state a test sets, a journal that is a list, and the catching up."""

    def __init__(self, record: HistoryRecord, misp: StandIn) -> None:
        self.record = record
        self.state = InstanceState("Here", "connected", "", NOW, NOW, 0, 0, 0, {})
        self.frames: list[Frame] = []
        self.is_stored = True
        access = Access(
            "Here", misp.url, KEY, requests_per_minute=600_000, retry_first_s=0.001, attempts=2
        )
        self.catch_up = CatchUp(record, lambda: [self.state], [access], self, HOUR / 60)

    def append(self, frames: Sequence[Frame]) -> None:
        self.frames += frames

    def last_position(self) -> int:
        return len(self.frames)

    def acknowledged(self) -> int:
        return len(self.frames) if self.is_stored else 0

    def wait_until(self, condition: Callable[[], bool]) -> None:
        pause = threading.Event()
        for _ in range(1000):
            if condition():
                return
            pause.wait(0.01)
        raise AssertionError("it did not come to that")

    @property
    def all_filled(self) -> bool:
        gaps = self.record.gaps()
        return bool(gaps) and all(gap.filled_at for gap in gaps)

    @property
    def infos(self) -> set[bytes]:
        return {
            frame.body.split(b'"info":"')[1].split(b'"')[0]
            for frame in self.frames
            if frame.topic == "rest_event"
        }


@pytest.fixture
def misp() -> Iterator[StandIn]:
    with StandIn() as stand_in:
        stand_in.events = [event(1, MISSED - 86_400), event(2, MISSED), event(3, MISSED + 1)]
        yield stand_in


@pytest.fixture
def world(tmp_path: Path, misp: StandIn, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """It was heard an hour ago, and is heard now."""
    monkeypatch.setattr(catch_up_module, "LOOK_EVERY_S", 0.01)
    monkeypatch.setattr(catch_up_module, "RETRY_FIRST_S", 0.1)
    with closing(HistoryRecord(tmp_path / "history.sqlite3")) as record:
        record.hear("Here", NOW - HOUR)
        world = World(record, misp)
        yield world
        world.catch_up.stop()


def test_what_was_missed_before_the_start_is_fetched(world: World) -> None:
    world.catch_up.start()
    world.wait_until(lambda: world.all_filled)
    assert world.infos == {b"Invented 2", b"Invented 3"}


def test_a_misp_whose_clock_is_another_is_asked_by_its_own(world: World, misp: StandIn) -> None:
    # outside the gap by our clock: MISP dates by its own
    misp.clock_ahead_s = 5 * 3600
    late = MISSED + 5 * 3600
    misp.events += [event(4, late), event(5, late + 6 * 3600)]
    world.catch_up.start()
    world.wait_until(lambda: world.all_filled)
    # and by ours, since it may have been right then
    assert world.infos == {b"Invented 2", b"Invented 3", b"Invented 4"}


def test_an_instance_that_is_heard_all_the_time_is_not_asked(world: World, misp: StandIn) -> None:
    world.record.hear("Here", NOW)
    world.catch_up.start()
    world.wait_until(lambda: world.all_filled and world.record.known_event("Here") == 3)
    misp.requests.clear()
    threading.Event().wait(0.1)
    assert misp.requests == []


def test_what_was_missed_while_it_was_silent_is_fetched(world: World) -> None:
    world.record.hear("Here", NOW)
    world.catch_up.start()
    world.wait_until(lambda: world.all_filled)
    before = NOW - HOUR
    world.state = InstanceState("Here", "silent", "nothing came", NOW, before, 0, 0, 0, {})
    world.wait_until(lambda: len(world.record.gaps(filled="no")) == 1)
    world.state = InstanceState("Here", "connected", "", NOW + HOUR / 60, NOW, 0, 0, 0, {})
    world.wait_until(lambda: world.all_filled)
    assert world.infos == {b"Invented 2", b"Invented 3"}
    assert [gap.reason for gap in world.record.gaps()][-1] == "nothing came"


def test_a_misp_that_is_down_is_asked_again_until_it_answers(world: World, misp: StandIn) -> None:
    misp.faults = [("/users/view", status(500))] * 7
    world.catch_up.start()
    world.wait_until(lambda: any(one.trouble for one in world.catch_up.filling()))
    assert "Here did not answer" in world.catch_up.filling()[0].trouble
    world.wait_until(lambda: world.all_filled)
    assert world.infos == {b"Invented 2", b"Invented 3"}
    assert world.catch_up.filling() == []


def test_a_gap_is_not_filled_while_something_in_it_is_missing(world: World, misp: StandIn) -> None:
    misp.faults = [("/events/restSearch", status(500))] * 6
    world.catch_up.start()
    world.wait_until(lambda: world.all_filled)
    assert misp.faults == []
    assert world.infos == {b"Invented 2", b"Invented 3"}


def test_a_live_frame_waits_for_no_more_than_a_portion(world: World) -> None:
    world.is_stored = False
    world.catch_up.start()
    world.wait_until(lambda: bool(world.frames))
    threading.Event().wait(0.1)
    # the names; the events wait until those are stored
    assert [frame.topic for frame in world.frames] == ["rest_names"]
    world.is_stored = True
    world.wait_until(lambda: world.all_filled)
    assert world.infos == {b"Invented 2", b"Invented 3"}


def test_a_stop_does_not_wait_for_a_misp_that_hangs(
    world: World, misp: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catch_up_module, "STOP_S", 0.1)
    let_go = threading.Event()
    misp.faults = [("/events/restSearch", hang(let_go))]
    world.catch_up.start()
    world.wait_until(lambda: bool(misp.asked("/events/restSearch")))
    began = datetime.now(UTC)
    world.catch_up.stop()
    assert datetime.now(UTC) - began < timedelta(seconds=2)
    let_go.set()


def test_an_event_imported_meanwhile_is_fetched_whatever_its_timestamp(
    world: World, misp: StandIn
) -> None:
    world.record.know_event("Here", 3)
    misp.events.append(event(4, MISSED - 365 * 86_400))
    world.catch_up.start()
    world.wait_until(lambda: world.all_filled)
    assert world.infos == {b"Invented 2", b"Invented 3", b"Invented 4"}


def test_an_instance_heard_for_the_first_time_is_asked_for_nothing_old(
    tmp_path: Path, misp: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catch_up_module, "LOOK_EVERY_S", 0.01)
    with closing(HistoryRecord(tmp_path / "history.sqlite3")) as record:
        world = World(record, misp)
        world.catch_up.start()
        world.wait_until(lambda: record.known_event("Here") == 3)
        world.catch_up.stop()
    assert not misp.asked("/events/restSearch")


def test_an_answer_nobody_foresaw_is_told_and_ends_nothing(world: World, misp: StandIn) -> None:
    misp.events[1]["Attribute"] = ["no attribute"]
    world.catch_up.start()
    world.wait_until(lambda: any(one.trouble for one in world.catch_up.filling()))
    assert world.catch_up.filling()[0].trouble == "an answer nobody foresaw (AttributeError)"
    misp.events[1] = event(2, MISSED)
    world.wait_until(lambda: world.all_filled)


def test_a_misp_whose_publisher_is_silent_is_asked_all_the_same(
    world: World, misp: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catch_up_module, "LOOK_AGAIN_S", 0.05)
    world.state = InstanceState("Here", "disconnected", "gone", NOW, None, 0, 0, 0, {})
    world.catch_up.start()
    world.wait_until(lambda: world.infos == {b"Invented 2", b"Invented 3"})
    misp.events.append(event(4, int(datetime.now(UTC).timestamp())))
    world.wait_until(lambda: b"Invented 4" in world.infos)
    # it goes on, and what is heard of it is still missing
    assert [gap.until for gap in world.record.gaps(filled="no")] == [None]


class AheadClock(Clock):
    ahead = timedelta()
    passed_s = 0.0

    def now(self) -> datetime:
        return super().now() + self.ahead

    def running_s(self) -> float:
        return super().running_s() + self.passed_s


def test_what_was_fetched_while_the_clock_was_ahead_is_no_more_than_what_was(
    world: World, misp: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catch_up_module, "LOOK_AGAIN_S", 0.02)
    monkeypatch.setattr(AheadClock, "ahead", 3 * HOUR)
    monkeypatch.setattr(catch_up_module, "Clock", AheadClock)
    world = World(world.record, misp)
    world.state = InstanceState("Here", "disconnected", "gone", NOW, None, 0, 0, 0, {})
    world.catch_up.start()
    world.wait_until(lambda: b"Invented 3" in world.infos)
    misp.requests.clear()
    # it asks for nothing that old by that clock
    world.wait_until(lambda: len(misp.asked("/events/index")) > 4)
    misp.events.append(event(4, int(datetime.now(UTC).timestamp()) - 90))
    # two minutes later the clock is set back
    monkeypatch.setattr(AheadClock, "passed_s", 120.0)
    monkeypatch.setattr(AheadClock, "ahead", timedelta())
    world.wait_until(lambda: b"Invented 4" in world.infos)
    world.catch_up.stop()
