"""Real publishers and sources at work, which tests can wait for without sleeping."""

import threading
import time
from collections.abc import Callable, Sequence

import zmq

from misp_dashboard.source.frame import Frame
from misp_dashboard.source.instance_state import InstanceState
from misp_dashboard.source.zeromq import ZeroMQSource

WAIT_S = 20.0


class Publisher:
    """What MISP's mispzmq is: a publishing socket. XPUB hears who subscribes, so nothing sleeps."""

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        plain: bool = False,
        context: "zmq.Context[zmq.Socket[bytes]] | None" = None,
    ) -> None:
        self.context = context or zmq.Context()
        self.socket = self.context.socket(zmq.XPUB)
        self.socket.linger = 0
        self.socket.sndhwm = 0
        self.socket.ipv6 = ":" in host
        if plain:
            self.socket.plain_server = True
        self.socket.bind(f"tcp://{host}:{port or '*'}")
        self.address = self.socket.get_string(zmq.LAST_ENDPOINT).rstrip("\0")
        self.port = int(self.address.rpartition(":")[2])

    def await_subscriber(self) -> None:
        assert self.socket.poll(int(WAIT_S * 1000)), "nobody subscribed"
        assert self.socket.recv() == b"\x01misp_json"

    def send(self, *messages: bytes) -> None:
        for message in messages:
            self.socket.send(message)

    def close(self) -> None:
        self.context.destroy(linger=0)


class Arrivals:
    """What a source appends to, and a bell that rings at each append and each change of state."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self.groups: list[int] = []
        self.fault: Exception | None = None
        self.bell = threading.Condition()

    def append(self, frames: Sequence[Frame]) -> None:
        with self.bell:
            self.bell.notify_all()
            if self.fault is not None:
                raise self.fault
            self.frames += frames
            self.groups.append(len(frames))

    def ring(self) -> None:
        with self.bell:
            self.bell.notify_all()

    def await_that(self, holds: Callable[[], bool], what: Callable[[], str]) -> None:
        until_s = time.monotonic() + WAIT_S
        with self.bell:
            while not holds():
                assert time.monotonic() < until_s, what()
                self.bell.wait(0.2)

    def await_frames(self, count: int) -> list[Frame]:
        self.await_that(
            lambda: len(self.frames) >= count, lambda: f"only {len(self.frames)} frames came"
        )
        return self.frames


class Running:
    """A source at work, and its arrivals."""

    def __init__(self, source: ZeroMQSource, arrivals: Arrivals) -> None:
        self.source = source
        self.arrivals = arrivals

    def state(self, index: int = 0) -> InstanceState:
        return self.source.states()[index]

    def await_state(self, state: str, index: int = 0) -> InstanceState:
        self.arrivals.await_that(
            lambda: self.state(index).state == state,
            lambda: f"not {state}: {self.state(index)}",
        )
        return self.state(index)

    def await_reason(self, part: str, index: int = 0) -> None:
        self.arrivals.await_that(
            lambda: part in self.state(index).reason,
            lambda: f"no {part!r}: {self.state(index)}",
        )

    def stop(self) -> None:
        self.source.stop()
        assert self.source.join(WAIT_S)
