"""A listener subscribes to the instances for the time of a check, and keeps nothing of it."""

import threading
import time
from collections.abc import Callable, Sequence

from misp_dashboard.cli.serve import address_of
from misp_dashboard.config import Instance
from misp_dashboard.source.frame import Frame
from misp_dashboard.source.instance_state import InstanceState
from misp_dashboard.source.zeromq import ZeroMQSource

LOOK_S = 0.5
END_S = 2.0


class Listener:
    """To all instances at once: a check need not wait for each in turn."""

    def __init__(self, instances: Sequence[Instance], stopping: threading.Event) -> None:
        self._stopping = stopping
        self._changed = threading.Condition()
        self._source = ZeroMQSource(
            [address_of(one) for one in instances], self._hear, self._look_up
        )
        self.began_s = time.monotonic()
        self._source.start()

    def state(self, instance: str) -> InstanceState:
        return next(one for one in self._source.states() if one.name == instance)

    def wait(
        self, instance: str, holds: Callable[[InstanceState], bool], until_s: float
    ) -> InstanceState:
        """The state when it holds, or at that moment of the monotonic clock."""
        with self._changed:
            while not holds(state := self.state(instance)) and time.monotonic() < until_s:
                if self._stopping.is_set():
                    break
                self._changed.wait(min(LOOK_S, max(0, until_s - time.monotonic())))
        return state

    def close(self) -> None:
        self._source.stop()
        self._source.join(END_S)

    def _hear(self, frames: Sequence[Frame]) -> None:
        self._look_up()

    def _look_up(self) -> None:
        with self._changed:
            self._changed.notify_all()
