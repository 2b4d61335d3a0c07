"""What a publisher sent while it was not heard is fetched, and a burst waits; each thing once."""

import random
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from dashboard import Dashboard
from faults.network import Network
from faults.rounds import rounds
from faults.sent import attributes, event_with, say, values
from source.misp_stand_in import KEY, StandIn

from misp_dashboard.source.publisher import Publisher

BURST = rounds(3_000, 50_000)


class World:
    """A publisher behind a network, the MISP that knows everything, and a dashboard."""

    def __init__(self, folder: Path, misp: StandIn, settings: dict[str, str] | None = None) -> None:
        self.misp = misp
        self.names: list[str] = []
        self.publisher = Publisher()
        self.network = Network(_port(self.publisher))
        self.network.__enter__()
        self.dashboard = Dashboard(folder / "data", {"Here": self.publisher})
        self.dashboard.environment |= {
            "MISP_DASHBOARD_INSTANCES__0__ZMQ": f"tcp://127.0.0.1:{self.network.port}",
            "MISP_DASHBOARD_INSTANCES__0__URL": misp.url,
            "MISP_DASHBOARD_INSTANCES__0__API_KEY": KEY,
            "MISP_DASHBOARD_HISTORY__REQUESTS_PER_MINUTE": "6000",
            **(settings or {}),
        }
        self.dashboard.start()
        self.publisher.wait_for_subscriber()

    def happens(self, count: int) -> None:
        """So many attributes are added: MISP has them, whether anybody hears of it or not."""
        new = [f"{len(self.names) + number}.example" for number in range(count)]
        self.names += new
        self.misp.events = [event_with(*self.names)]
        say(self.publisher, *new)

    def is_connected(self) -> bool:
        (here,) = self.dashboard.ask("instances")["instances"]
        return bool(here["state"] == "connected")

    def settle(self) -> None:
        """Everything that happened is stored, once, and no gap is open."""
        self.dashboard.wait_until(lambda: attributes(self.dashboard) >= len(self.names))
        self.dashboard.wait_until(
            lambda: all(gap["filled_at"] for gap in self.dashboard.ask("gaps")["gaps"])
        )
        self.dashboard.wait_for_empty_journal()
        assert values(self.dashboard) == sorted(self.names)

    def publisher_restarts(self) -> None:
        port = _port(self.publisher)
        self.publisher.close()
        self.dashboard.wait_until(lambda: not self.is_connected())
        self.misp.events = [event_with(*self.names, "unheard.example")]
        self.names.append("unheard.example")
        self.publisher = Publisher(port)
        self.publisher.wait_for_subscriber(30)

    def end(self) -> None:
        self.dashboard.stop()
        self.network.__exit__()
        self.publisher.close()


def _port(publisher: Publisher) -> int:
    return urlsplit(publisher.address).port or 0


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with StandIn() as misp:
        one = World(tmp_path, misp)
        yield one
        one.end()


@pytest.mark.timeout(600)
def test_cuts_restarts_and_bursts_lose_nothing(world: World) -> None:
    world.happens(20)
    world.settle()
    for _ in range(rounds(1, 5)):
        world.network.cut()
        world.dashboard.wait_until(lambda: not world.is_connected())
        world.happens(30)
        world.network.mend()
        world.publisher.wait_for_subscriber(30)
        world.happens(10)
        world.settle()
    # a network that carries nothing for a while, and then what it held back
    world.network.stall()
    world.happens(50)
    world.network.mend()
    world.settle()
    world.publisher_restarts()
    world.happens(10)
    world.settle()
    # faster than the dashboard can: the frames wait in memory and in the journal
    burst = [f"burst-{number}.example" for number in range(BURST)]
    world.names += burst
    say(world.publisher, *burst)
    world.settle()


@pytest.mark.timeout(600)
def test_killed_while_it_catches_up_it_goes_on_and_has_each_thing_once(world: World) -> None:
    chance = random.Random(5)
    world.happens(5)
    world.settle()
    world.dashboard.kill()
    missed = [f"missed-{number}.example" for number in range(3_000)]
    world.names += missed
    world.misp.events = [event_with(*world.names)]
    for _ in range(rounds(1, 15)):
        world.dashboard.start()
        time.sleep(chance.uniform(0, 0.6))
        world.dashboard.kill()
    world.dashboard.start()
    world.settle()
