"""Gaps are noticed: the spans in which an instance was not heard."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from misp_dashboard.source.history.clock import Clock, ClockWatch
from misp_dashboard.source.history.record import HistoryRecord
from misp_dashboard.source.instance_state import InstanceState

HEAR_EVERY_S = 5.0
"""How often it is written down that an instance is heard: what a kill makes us fetch again."""
GRACE = timedelta(seconds=10)
"""The first connection takes a moment."""

NOT_RUNNING = "the dashboard did not run"
INTERRUPTED = "the connection was interrupted"


class GapKeeper:
    """Looks at the states again and again, on one thread; `on_heard` is told who is heard after a
    gap, or for the first time."""

    def __init__(
        self, record: HistoryRecord, on_heard: Callable[[str], None], clock: Clock | None = None
    ) -> None:
        self._clock = clock or Clock()
        self._watch = ClockWatch(record, self._clock)
        self._record = record
        self._on_heard = on_heard
        self._open: set[str] = set()
        self._heard: dict[str, datetime] = {}
        self._told: dict[str, tuple[datetime | None, datetime]] = {}
        self._connected_since: dict[str, datetime] = {}
        self._written_at_s: dict[str, float] = {}

    def begin(self, instances: Sequence[str]) -> None:
        """What was not heard since the last run is a gap; of an instance never heard there is
        none."""
        self._watch.step()
        now = self._clock.now()
        for name in instances:
            heard = self._record.heard_at(name)
            if heard is not None:
                # ahead of now: the clock was set back since, and nobody saw by how much
                heard = min(heard, now - (heard - now))
                self._heard[name] = heard
                self._begin(name, heard, NOT_RUNNING)
            if any(gap.until is None for gap in self._record.gaps(name)):
                self._open.add(name)

    def look(self, states: Sequence[InstanceState]) -> None:
        if step := self._watch.step():
            self._heard = {name: min(at, at + step) for name, at in self._heard.items()}
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
        name = state.name
        before = self._connected_since.get(name)
        self._connected_since[name] = state.since
        if name not in self._open and before is not None and before != state.since:
            self._begin(name, self._heard.get(name, before), INTERRUPTED)
        if name in self._open:
            self._record.close_gap(name, self._clock.now())
            self._written_at_s.pop(name, None)
        if name in self._open or before is None:
            self._open.discard(name)
            self._on_heard(name)
        heard = self._last_heard(state)
        if heard is not None and time.monotonic() >= self._written_at_s.get(name, 0.0):
            self._record.hear(name, heard)
            self._written_at_s[name] = time.monotonic() + HEAR_EVERY_S

    def _misses(self, state: InstanceState) -> None:
        heard = self._last_heard(state)
        if heard is not None or abs(self._clock.now() - state.since) > GRACE:
            self._connected_since.pop(state.name, None)
            self._begin(state.name, heard or state.since, state.reason or state.state)

    def _last_heard(self, state: InstanceState) -> datetime | None:
        """When it was heard last, by the clock as it is now: what the state says of it is by that
        of then."""
        name, told = state.name, (state.last_frame_at, state.since)
        before = self._told.get(name)
        if told != before:
            self._told[name] = told
            heard = state.last_frame_at
            if state.state == "connected" and (before is None or before[1] != state.since):
                heard = max(heard or state.since, state.since)
            if heard is not None:
                self._heard[name] = min(heard, self._clock.now())
        return self._heard.get(name)

    def _begin(self, name: str, since: datetime, reason: str) -> None:
        self._record.open_gap(name, since, reason)
        self._open.add(name)
