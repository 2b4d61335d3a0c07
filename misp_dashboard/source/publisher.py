"""A publisher that sends frames as MISP's does: for the demo, and for tests over a real socket."""

import threading
import time
from collections.abc import Callable
from types import TracebackType

import msgspec
import zmq
from zmq.auth.thread import ThreadAuthenticator

QUIET_S = 10.0
ALIVE = "And believe me I am still alive."
HIGH_WATER_FRAMES = 200_000
"""A subscriber so far behind loses frames; a demo's burst is a thousandth of it."""
LISTEN_S = 0.05


class Publisher:
    """An XPUB socket on this machine; `port` 0 lets the system choose (see `address`).

    With a `password`, subscribers have to give it (ZeroMQ PLAIN, as MISP offers). After `quiet_s`
    without a message it says that it lives, as MISP does. Safe for threads; use it in a `with`.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        username: str = "misp",
        password: str = "",
        quiet_s: float = QUIET_S,
    ) -> None:
        # A context of its own: ZeroMQ asks one authenticator a context.
        self._context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
        self._authenticator = self._authenticate(username, password) if password else None
        self._socket = self._context.socket(zmq.XPUB)
        self._socket.linger = 0
        self._socket.sndhwm = HIGH_WATER_FRAMES
        self._socket.setsockopt(zmq.XPUB_VERBOSER, 1)
        self._socket.plain_server = bool(password)
        try:
            self._socket.bind(f"tcp://127.0.0.1:{port or '*'}")
        except zmq.ZMQError:
            self._end()
            raise
        self.address = self._socket.get_string(zmq.LAST_ENDPOINT).rstrip("\0")
        self._quiet_s = quiet_s
        self._began_s = self._last_sent_s = time.monotonic()
        self._subscriptions = 0
        self._changed = threading.Condition()  # guards the socket as well as the numbers
        self._closed = False
        self._listener = threading.Thread(target=self._listen, name="publisher", daemon=True)
        self._listener.start()

    @property
    def subscriptions(self) -> int:
        """How many subscriptions there are; a subscriber has one for each prefix it asked for."""
        return self._subscriptions

    def send(self, topic: str, body: bytes) -> None:
        """One message of a single part: `topic json`. Who does not subscribe yet misses it."""
        with self._changed:
            self._send(topic, body)

    def wait_for_subscriber(self, timeout_s: float = 10.0, count: int = 1) -> None:
        """Returns when at least `count` subscriptions are there; raises TimeoutError."""
        if not self._wait(lambda: self._subscriptions >= count, timeout_s):
            raise TimeoutError(f"no subscriber at {self.address} within {timeout_s:g} s")

    def wait_for_nobody(self, timeout_s: float = 10.0) -> None:
        """Returns when the last subscriber has gone; raises TimeoutError."""
        if not self._wait(lambda: self._subscriptions == 0, timeout_s):
            raise TimeoutError(f"still subscribed to at {self.address} after {timeout_s:g} s")

    def close(self) -> None:
        with self._changed:
            self._closed = True
        self._listener.join()
        self._end()

    def __enter__(self) -> "Publisher":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _authenticate(self, username: str, password: str) -> ThreadAuthenticator:
        authenticator = ThreadAuthenticator(self._context)
        authenticator.start()
        authenticator.configure_plain(domain="*", passwords={username: password})
        return authenticator

    def _wait(self, condition: Callable[[], bool], timeout_s: float) -> bool:
        with self._changed:
            return self._changed.wait_for(condition, timeout_s)

    def _send(self, topic: str, body: bytes) -> None:
        self._socket.send(topic.encode() + b" " + body)
        self._last_sent_s = time.monotonic()

    def _listen(self) -> None:
        """Hears who subscribes, and breaks long silences."""
        while True:
            with self._changed:
                if self._closed:
                    return
                self._hear()
                if time.monotonic() - self._last_sent_s >= self._quiet_s:
                    uptime_s = int(time.monotonic() - self._began_s)
                    body = msgspec.json.encode({"status": ALIVE, "uptime": uptime_s})
                    self._send("misp_json_self", body)
            time.sleep(LISTEN_S)

    def _hear(self) -> None:
        while self._socket.poll(0):
            self._subscriptions += 1 if self._socket.recv()[:1] == b"\x01" else -1
            self._changed.notify_all()

    def _end(self) -> None:
        self._socket.close()
        if self._authenticator:
            self._authenticator.stop()
        self._context.term()
