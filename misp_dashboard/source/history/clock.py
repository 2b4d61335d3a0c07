"""The wall clock may be set, by hand or by NTP: that it was, is seen by a clock that only runs."""

import logging
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from misp_dashboard.source.history.record import HistoryRecord

log = logging.getLogger(__name__)

RUNS_ON = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
"""Not set by anybody, and Linux's goes on while the machine sleeps; it begins with each boot."""
BOOT = Path("/proc/sys/kernel/random/boot_id")
ATTEMPTS = 3
STEP_S = 1.0
"""A smaller difference is what NTP corrects by and by."""


class Clock:
    """What time it is, and how far the wall clock is ahead of the one that only runs."""

    def __init__(self) -> None:
        self.boot = BOOT.read_text(encoding="ascii").strip() if BOOT.exists() else ""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def running_s(self) -> float:
        return time.clock_gettime(RUNS_ON)

    def ahead_s(self) -> float:
        """Both clocks are read at one moment: a thread may be held up between two lines."""
        looks = []
        for _ in range(ATTEMPTS):
            before_s, wall_s, after_s = self.running_s(), self.now().timestamp(), self.running_s()
            looks.append((after_s - before_s, wall_s - after_s))
        return min(looks)[1]


class ClockWatch:
    """Notices that the wall clock was set, also while the process did not run; then what is written
    down as not heard is widened to what it may be by either time."""

    def __init__(self, record: HistoryRecord, clock: Clock) -> None:
        self._record = record
        self._clock = clock
        self._ahead_s: float | None = None

    def step(self) -> timedelta:
        """By how much it was set since the last look: zero, most times."""
        ahead_s = self._clock.ahead_s()
        before_s = self._before_s()
        step_s = 0.0 if before_s is None else ahead_s - before_s
        if before_s is not None and abs(step_s) < STEP_S:
            return timedelta()
        self._record.set_clock(self._clock.boot, ahead_s, step_s, self._clock.now())
        self._ahead_s = ahead_s
        if step_s:
            way = "ahead" if step_s > 0 else "back"
            log.warning(
                "the system's clock was set %s by %s", way, timedelta(seconds=round(abs(step_s)))
            )
        return timedelta(seconds=step_s)

    def _before_s(self) -> float | None:
        """As it was at the last look, or when an earlier process looked last since the boot."""
        if self._ahead_s is None and self._clock.boot:
            self._ahead_s = self._record.clock_ahead_s(self._clock.boot)
        return self._ahead_s
