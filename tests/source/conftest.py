"""Fixtures that start real publishers and sources, and end them after the test."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from source.wire import Arrivals, Publisher, Running

from misp_dashboard.source.address import Address
from misp_dashboard.source.zeromq import ZeroMQSource


@pytest.fixture
def publish() -> Iterator[Callable[..., Publisher]]:
    """Starts publishers, and ends them after the test."""
    started: list[Publisher] = []

    def start(host: str = "127.0.0.1", **options: Any) -> Publisher:
        started.append(Publisher(host, **options))
        return started[-1]

    yield start
    for publisher in started:
        publisher.close()


@pytest.fixture
def publisher(publish: Callable[..., Publisher]) -> Publisher:
    return publish()


@pytest.fixture
def subscribe() -> Iterator[Callable[..., Running]]:
    """Starts a source for the addresses, each named after its place: "misp-0", "misp-1" ..."""
    started: list[Running] = []

    def start(*addresses: str | Address, silent_after_s: float = 30.0) -> Running:
        arrivals = Arrivals()
        named = [
            address if isinstance(address, Address) else Address(f"misp-{index}", address)
            for index, address in enumerate(addresses)
        ]
        source = ZeroMQSource(named, arrivals.append, arrivals.ring, silent_after_s=silent_after_s)
        source.start()
        started.append(Running(source, arrivals))
        return started[-1]

    yield start
    for running in started:
        running.stop()
