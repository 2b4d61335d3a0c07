"""Gaps are noticed: the spans in which an instance was not heard."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from misp_dashboard.source.history.record import HistoryRecord
from misp_dashboard.source.instance_state import InstanceState

HEAR_EVERY_S = 5.0
"""How often it is written down that an instance is heard: what a kill makes us fetch again."""
GRACE = timedelta(seconds=3)
"""The first connection takes a moment."""

NOT_RUNNING = "the dashboard did not run"
INTERRUPTED = "the connection was interrupted"


class GapKeeper:
    """Looks at the states again and again, on one thread; `on_heard` is told who is heard after a
    gap, or for the first time."""

    def __init__(self, record: HistoryRecord, on_heard: Callable[[str], None]) -> None:
        self._record = record
        self._on_heard = on_heard
        self._open: set[str] = set()
        self._heard: dict[str, datetime] = {}
        self._connected_since: dict[str, datetime] = {}
        self._written_at_s: dict[str, float] = {}

    def begin(self, instances: Sequence[str]) -> None:
        """What was not heard since the last run is a gap; of an instance never heard there is
        none."""
        for name in instances:
            heard = self._record.heard_at(name)
            if heard is not None:
                self._heard[name] = heard
                self._begin(name, heard, NOT_RUNNING)
            if any(gap.until is None for gap in self._record.gaps(name)):
                self._open.add(name)

    def look(self, states: Sequence[InstanceState]) -> None:
        for state in states:
            if state.state == "connected":
                self._hears(state)
            elif state.name not in self._open:
                self._misses(state)

    def end(self, states: Sequence[InstanceState]) -> None:
        """The last look before the process ends: up to now, the instances were heard."""
        self._written_at_s.clear()
        self.look(states)

    def _hears(self, state: InstanceState) -> None:
        name, now = state.name, datetime.now(UTC)
        before = self._connected_since.get(name)
        self._connected_since[name] = state.since
        if name not in self._open and before is not None and before != state.since:
            self._begin(name, self._heard.get(name, before), INTERRUPTED)
        if name in self._open:
            self._record.close_gap(name, now)
            self._written_at_s.pop(name, None)
        if name in self._open or before is None:
            self._open.discard(name)
            self._on_heard(name)
        heard = max(state.last_frame_at or state.since, state.since)
        self._heard[name] = heard
        if time.monotonic() >= self._written_at_s.get(name, 0.0):
            self._record.hear(name, heard)
            self._written_at_s[name] = time.monotonic() + HEAR_EVERY_S

    def _misses(self, state: InstanceState) -> None:
        now = datetime.now(UTC)
        heard = state.last_frame_at or self._heard.get(state.name)
        if now - state.since > GRACE or heard is not None:
            self._connected_since.pop(state.name, None)
            self._begin(state.name, heard or state.since, state.reason or state.state)

    def _begin(self, name: str, since: datetime, reason: str) -> None:
        self._record.open_gap(name, since, reason)
        self._open.add(name)
