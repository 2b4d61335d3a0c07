"""One subscription is the socket to one MISP instance, reopened until frames come."""

import time
from datetime import UTC, datetime

import zmq
from zmq.utils.monitor import recv_monitor_message

from misp_dashboard.source import handshake
from misp_dashboard.source.address import Address, fault_of
from misp_dashboard.source.frame import Frame
from misp_dashboard.source.framing import split
from misp_dashboard.source.instance_state import StateKeeper
from misp_dashboard.source.redact import redact
from misp_dashboard.source.subscriber_socket import new_socket

RETRY_FIRST_S = 0.1
RETRY_MAX_S = 5.0
"""While we are away MISP's publisher drops frames, so the pauses between attempts stay short."""
REFUSED_FIRST_S = 1.0
REFUSED_MAX_S = 30.0
"""A wrong password does not mend itself, and each attempt is a line in somebody's log."""
STEADY_S = 5.0
"""A connection that lasted this long ends the growing of the pauses."""

_AN_ADDRESS_WAS_THERE = {
    int(zmq.Event.CLOSED),
    int(zmq.Event.DISCONNECTED),
    *handshake.FAILED,
}
"""libzmq tells of a name without an address only by a retry that follows none of these."""


class Subscription:
    """Used by one thread alone; only `state.now()` may be read from others."""

    def __init__(self, address: Address, silent_after_s: float, receive_hwm: int) -> None:
        self.address = address
        self.state = StateKeeper(address.name, silent_after_s)
        self._receive_hwm = receive_hwm
        # One context each, because libzmq looks names up on its I/O thread: a name server that
        # does not answer must not hold up the other instances.
        self._context = zmq.Context()
        self.socket: zmq.Socket[bytes] | None = None
        self.monitor: zmq.Socket[bytes] | None = None
        self._attempts = 0
        self._ip_version = 0
        self._connected_at_s = 0.0
        self._last_event = 0
        self._reopen_at_s: float | None = None

    def open(self) -> None:
        """Starts to connect; what becomes of it shows in the state."""
        self._reopen_at_s = None
        if fault := fault_of(self.address.zmq):
            self.state.become("disconnected", fault)
            return
        self._last_event = 0
        ip_version = self.address.ip_versions[self._ip_version]
        self.socket = new_socket(self._context, self.address, ip_version, self._receive_hwm)
        self.monitor = self.socket.get_monitor_socket()
        try:
            self.socket.connect(self.address.zmq)
        except zmq.ZMQError as error:
            self.state.become("disconnected", f"{self.address.zmq!r}: {error.strerror}")
            self._close_sockets()

    def close(self) -> None:
        self._close_sockets()
        self._context.destroy(linger=0)

    def receive(self, limit: int, max_bytes: int) -> list[Frame]:
        """The frames that are there, at most `limit` and about `max_bytes`; never waits."""
        frames: list[Frame] = []
        size = 0
        socket = self.socket
        if socket is None:
            return frames
        name, utc, now = self.address.name, UTC, datetime.now
        receive, flags = socket.recv_multipart, zmq.DONTWAIT
        try:
            while len(frames) < limit and size < max_bytes:
                parts = receive(flags)
                # MISP sends one part; a relay in between may have split the topic off.
                message = parts[0] if len(parts) == 1 else b" ".join(parts)
                topic, body = split(message)
                frames.append(Frame(name, now(utc), topic, redact(topic, body)))
                size += len(message)
        except zmq.Again:
            pass
        if frames:
            self.state.count(frames)
        return frames

    def heed_monitor(self) -> None:
        """Turns what the socket's monitor tells into the state."""
        while self.monitor is not None and self.monitor.poll(0):
            message = recv_monitor_message(self.monitor)
            self._heed(int(message["event"]), int(message["value"]))

    def tick(self) -> None:
        """Does what is due: notice silence, try again."""
        self.state.notice_silence()
        if self._reopen_at_s is None:
            return
        # What came before the connection was lost is still to be received.
        if self.socket is not None and not self.socket.poll(0):
            self._close_sockets()
        if self.socket is None and time.monotonic() >= self._reopen_at_s:
            self.open()

    @property
    def due_at_s(self) -> float | None:
        """When `tick` has to be called at the latest, by the monotonic clock."""
        return self._reopen_at_s if self.socket is None else None

    def _heed(self, event: int, value: int) -> None:
        previous, self._last_event = self._last_event, event
        where = self.address.zmq
        if event == zmq.Event.HANDSHAKE_SUCCEEDED:
            self._connected_at_s, self._reopen_at_s = time.monotonic(), None
            self.state.become("connected")
        elif event in handshake.FAILED:
            # libzmq gives up after a refusal and, after other failures, tries again ten times a
            # second without end: neither is what we want.
            self.state.become("refused", handshake.reason(self.address, event, value))
            self._reopen(REFUSED_FIRST_S, REFUSED_MAX_S)
        elif event == zmq.Event.DISCONNECTED and previous not in handshake.FAILED:
            if time.monotonic() - self._connected_at_s > STEADY_S:
                self._attempts = 0
            self.state.become("disconnected", f"{where} closed the connection")
            self._reopen(RETRY_FIRST_S, RETRY_MAX_S)
        elif event == zmq.Event.CLOSED:
            self._other_ip_version()
            self.state.become(
                "disconnected",
                f"nothing answers at {where}: see whether ZeroMQ is enabled in MISP and runs"
                " (Administration, Diagnostics), listens on more than localhost"
                " (Plugin.ZeroMQ_host), and no firewall is in between",
            )
            self._reopen(RETRY_FIRST_S, RETRY_MAX_S)
        elif event == zmq.Event.CONNECT_RETRIED and previous not in _AN_ADDRESS_WAS_THERE:
            if not self._other_ip_version():
                self.state.become(
                    "disconnected",
                    f"the name in {where} has no address: check its spelling and the name server",
                )
            self._reopen(RETRY_FIRST_S, RETRY_MAX_S)

    def _other_ip_version(self) -> bool:
        """Takes the next IP version for the next attempt; false when all have been tried."""
        self._ip_version = (self._ip_version + 1) % len(self.address.ip_versions)
        return self._ip_version > 0

    def _reopen(self, first_s: float, max_s: float) -> None:
        if self._reopen_at_s is None:
            self._reopen_at_s = time.monotonic() + min(max_s, first_s * 2**self._attempts)
            self._attempts = min(self._attempts + 1, 20)

    def _close_sockets(self) -> None:
        if self.socket is not None and self.monitor is not None:
            self.socket.disable_monitor()
            self.monitor.close(linger=0)
            self.socket.close(linger=0)
        self.socket = self.monitor = None
