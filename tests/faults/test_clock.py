"""A system clock that jumps loses nothing, neither what is heard then nor what is missed then."""

import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from api.test_live import Reader
from faults.moved_clock import MovedClock, library
from faults.rounds import LONG
from faults.sent import event_with, say, values
from faults.test_publisher import World
from source.misp_stand_in import StandIn

from misp_dashboard.source.history.record import FILE, HistoryRecord

pytestmark = pytest.mark.skipif(
    not library(), reason="libfaketime is not installed (Debian: apt-get install faketime)"
)

long = pytest.mark.skipif(not LONG, reason="by `make faults`")

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
RIGHT = timedelta()
ALWAYS = {"since": "2000-01-01", "until": "2100-01-01"}
"""A span up to now would end where the dashboard's clock is."""


class ClockWorld(World):
    """A dashboard whose clock a test moves, and a MISP whose clock is right. What was missed is
    asked for without more on both sides."""

    def __init__(self, folder: Path, misp: StandIn) -> None:
        self.clock = MovedClock(folder)
        misp.events = [{**event_with("before.example"), "timestamp": "1"}]
        super().__init__(
            folder,
            misp,
            {**self.clock.environment, "MISP_DASHBOARD_HISTORY__OVERLAP_MINUTES": "0"},
        )
        # an event of a higher number would be asked for whenever it was saved
        with closing(HistoryRecord(self.dashboard.data_dir / FILE)) as record:
            self.dashboard.wait_until(lambda: record.known_event("Here") == 7)

    def happens(self, count: int) -> None:
        new = [f"{len(self.names) + number}.example" for number in range(count)]
        self.names += new
        self.misp.events = [{**event_with(*self.names), "timestamp": str(int(time.time()))}]
        say(self.publisher, *new)

    def settle(self) -> None:
        """Everything that happened is stored, once."""
        self.dashboard.wait_until(
            lambda: values(self.dashboard, **ALWAYS) == sorted(self.names), 20
        )
        self.dashboard.wait_for_empty_journal()
        assert values(self.dashboard, **ALWAYS) == sorted(self.names)

    def wait_for_it_written_down(self, at: datetime) -> None:
        """That MISP was heard about then; it is every five seconds."""
        with closing(HistoryRecord(self.dashboard.data_dir / FILE)) as record:
            self.dashboard.wait_until(
                lambda: abs((record.heard_at("Here") or at + DAY) - at) < HOUR / 60
            )

    def hears_all(self) -> None:
        """Nothing was taken for a silence, or missed."""
        assert self.is_connected()
        assert self.dashboard.ask("gaps", **ALWAYS)["gaps"] == []

    def misses(self, count: int) -> None:
        """Things happen while the network is cut."""
        self.network.cut()
        self.dashboard.wait_until(lambda: not self.is_connected())
        self.happens(count)

    def hears_again(self) -> None:
        self.network.mend()
        self.publisher.wait_for_subscriber(30)
        self.settle()
        self.dashboard.wait_until(
            lambda: all(one["filled_at"] for one in self.dashboard.ask("gaps", **ALWAYS)["gaps"])
        )


@pytest.fixture
def world(tmp_path: Path) -> Iterator[ClockWorld]:
    with StandIn() as misp:
        one = ClockWorld(tmp_path, misp)
        yield one
        one.end()


@pytest.mark.timeout(300)
def test_what_happens_while_the_clock_jumps_is_stored_and_shown_live_once(
    world: ClockWorld,
) -> None:
    with httpx.Client(timeout=30) as client:
        query = "&".join(f"{name}={moment}" for name, moment in ALWAYS.items())
        page = Reader(client, f"{world.dashboard.url}/api/live?{query}&kind=attribute", {})
        page.next("hello")
        shown: list[str] = []
        for ahead in (HOUR, RIGHT, -HOUR, DAY, -DAY, RIGHT):
            world.happens(10)
            world.clock.move(ahead)
            world.happens(10)
            shown += page.values(20)
            world.settle()
            world.hears_all()
        assert shown == world.names
        page.close()
    missed_while_it_jumps(world, HOUR)


@long
@pytest.mark.timeout(300)
@pytest.mark.parametrize("ahead", [-HOUR, DAY, -DAY])
def test_what_is_missed_while_the_clock_jumps_is_fetched(
    world: ClockWorld, ahead: timedelta
) -> None:
    missed_while_it_jumps(world, ahead)


def missed_while_it_jumps(world: ClockWorld, ahead: timedelta) -> None:
    world.happens(5)
    world.settle()
    # it jumps while nothing is heard
    world.misses(5)
    world.clock.move(ahead)
    world.hears_again()
    # it is wrong all the while
    world.misses(5)
    world.hears_again()
    # it is set right while nothing is heard
    world.misses(5)
    world.clock.move(RIGHT)
    world.hears_again()


@long
@pytest.mark.timeout(300)
@pytest.mark.parametrize("ahead", [HOUR, -HOUR, DAY, -DAY])
def test_what_is_missed_by_a_kill_while_the_clock_is_wrong_is_fetched(
    world: ClockWorld, ahead: timedelta
) -> None:
    world.clock.move(ahead)
    world.happens(5)
    world.settle()
    world.wait_for_it_written_down(datetime.now(UTC) + ahead)
    world.dashboard.kill()
    world.publisher.wait_for_nobody()
    world.happens(5)
    world.clock.move(RIGHT)
    world.dashboard.start()
    world.settle()
