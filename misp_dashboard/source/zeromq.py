"""Frames come from the ZeroMQ publishers of running MISP instances."""

import logging
import math
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import zmq

from misp_dashboard.source.address import Address
from misp_dashboard.source.frame import Frame
from misp_dashboard.source.instance_state import InstanceState
from misp_dashboard.source.subscriber_socket import RECEIVE_HWM
from misp_dashboard.source.subscription import Subscription

log = logging.getLogger(__name__)

GROUP_FRAMES = 5_000
GROUP_BYTES = 32 * 1024 * 1024
"""What waits is appended in one commit, up to these: a larger group would not be quicker."""

TICK_S = 0.5
SILENT_AFTER_S = 30.0
APPEND_RETRY_FIRST_S = 0.1
APPEND_RETRY_MAX_S = 5.0
LAST_DRAIN_S = 5.0


class ZeroMQSource:
    """Subscribes to every address and appends what comes; one thread for all of them.

    A frame is appended as soon as it comes; what came meanwhile goes into the next commit
    together. When `append` raises OSError or sqlite3.Error the frames are kept and appended
    again until it succeeds: further ones wait in ZeroMQ's memory, and nothing is dropped.
    `on_change` is called on the source's thread when an instance's state or reason changed.
    """

    def __init__(
        self,
        addresses: Sequence[Address],
        append: Callable[[Sequence[Frame]], None],
        on_change: Callable[[], None] | None = None,
        *,
        silent_after_s: float = SILENT_AFTER_S,
        receive_hwm: int = RECEIVE_HWM,
    ) -> None:
        self._append = append
        self._on_change = on_change
        self._subscriptions = [Subscription(a, silent_after_s, receive_hwm) for a in addresses]
        self._waiting: list[Frame] = []
        self._append_failures = 0
        self._append_at_s = 0.0
        self.journal_fault = ""
        """Why frames wait in memory; "" while the journal takes them. For any thread."""
        self.journal_fault_since = datetime.now(UTC)
        self._stopping = threading.Event()
        self._wake_reader, self._wake_writer = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="zeromq", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Asks the thread to append what has come and to end; returns at once."""
        if self._stopping.is_set():
            return
        self._stopping.set()
        if self._thread.ident is None:
            self._close_wake()
        else:
            self._wake_writer.send(b"x")

    def join(self, timeout_s: float | None = None) -> bool:
        """Waits for the thread's end; false when it has not ended within the timeout."""
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def states(self) -> list[InstanceState]:
        """One state per address, in their order; for any thread."""
        return [subscription.state.now() for subscription in self._subscriptions]

    def _run(self) -> None:
        for subscription in self._subscriptions:
            subscription.open()
        while not self._stopping.is_set():
            self._wait()
            self._step()
        self._last_drain()
        for subscription in self._subscriptions:
            subscription.close()
        self._close_wake()

    def _close_wake(self) -> None:
        self._wake_reader.close()
        self._wake_writer.close()

    def _step(self) -> None:
        for subscription in self._subscriptions:
            subscription.heed_monitor()
        if not self._waiting:
            self._waiting = self._receive()
            for subscription in self._subscriptions:
                subscription.tick()
        if self._waiting and time.monotonic() >= self._append_at_s:
            self._try_to_append()
        changes = [subscription.state.take_changed() for subscription in self._subscriptions]
        if any(changes) and self._on_change is not None:
            self._on_change()

    def _wait(self) -> None:
        """Until a frame or an event is there or something is due."""
        poller = zmq.Poller()
        poller.register(self._wake_reader, zmq.POLLIN)
        due_at_s = time.monotonic() + TICK_S
        if self._waiting:
            due_at_s = self._append_at_s
        for subscription in self._subscriptions:
            if subscription.monitor is not None:
                poller.register(subscription.monitor, zmq.POLLIN)
            if subscription.socket is not None and not self._waiting:
                poller.register(subscription.socket, zmq.POLLIN)
            if subscription.due_at_s is not None and not self._waiting:
                due_at_s = min(due_at_s, subscription.due_at_s)
        poller.poll(max(0, math.ceil((due_at_s - time.monotonic()) * 1000)))

    def _receive(self) -> list[Frame]:
        """What is there of every instance: none may fill the group before the others' turn."""
        share = max(1, len(self._subscriptions))
        frames: list[Frame] = []
        for subscription in self._subscriptions:
            frames += subscription.receive(GROUP_FRAMES // share, GROUP_BYTES // share)
        return frames

    def _try_to_append(self) -> None:
        try:
            self._append(self._waiting)
        except (OSError, sqlite3.Error) as error:
            self._append_failed(error)
            return
        self._waiting = []
        if self._append_failures:
            log.warning("the journal takes frames again")
            self._append_failures = 0
            self._tell_journal_fault("")

    def _append_failed(self, error: OSError | sqlite3.Error) -> None:
        pause_s: float = min(APPEND_RETRY_MAX_S, APPEND_RETRY_FIRST_S * 2**self._append_failures)
        self._append_at_s = time.monotonic() + pause_s
        if not self._append_failures:
            log.error("the journal does not take frames, they wait in memory: %s", error)
        self._append_failures = min(self._append_failures + 1, 20)
        self._tell_journal_fault(f"frames wait in memory, the journal does not take them: {error}")

    def _tell_journal_fault(self, fault: str) -> None:
        if not self.journal_fault:
            self.journal_fault_since = datetime.now(UTC)
        self.journal_fault = fault
        for subscription in self._subscriptions:
            subscription.state.journal_fault(fault)

    def _last_drain(self) -> None:
        """Appends what has already come, for a few seconds at most."""
        until_s = time.monotonic() + LAST_DRAIN_S
        while time.monotonic() < until_s:
            self._waiting = self._waiting or self._receive()
            if not self._waiting:
                return
            self._try_to_append()
            if self._waiting:
                time.sleep(APPEND_RETRY_FIRST_S)
        if self._waiting:
            log.error("%d frames are lost: the journal did not take them", len(self._waiting))
