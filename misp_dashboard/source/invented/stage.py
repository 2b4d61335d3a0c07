"""The stage on which stories run: each says things, then pauses, while others go on."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random

from misp_dashboard.source.invented.site import Clock, Said, Site

Story = Generator[float, None, None]
"""Yields how many seconds of invented time it pauses."""

BETWEEN_MESSAGES = timedelta(milliseconds=2)


@dataclass(slots=True, eq=False)
class Stage:
    """`pace` scales the pauses: 1 as people work, less for a stream that is to be lively.
    `at_once` is how many attributes an analyst pastes in one go, at most."""

    rng: Random
    clock: Clock
    sites: tuple[Site, ...]
    outbox: list[Said]
    began_at: datetime
    ends_at: datetime
    pace: float = 1.0
    at_once: int = 6
    _waiting: list[tuple[datetime, int, Story]] = field(default_factory=list)
    _turn: "count[int]" = field(default_factory=count)
    _last_at: datetime | None = None

    def begin(self, story: Story, delay_s: float = 0.0) -> None:
        """The story starts after that many seconds."""
        self._wait(self.clock.now + timedelta(seconds=delay_s), story)

    def pause(self, mean_s: float) -> float:
        """A random pause, in seconds of invented time."""
        return self.rng.expovariate(1 / mean_s) * self.pace

    def elapsed(self) -> float:
        """How much of the time told has passed: 0 at the beginning, 1 at its end and after."""
        share = (self.clock.now - self.began_at) / (self.ends_at - self.began_at)
        return min(1.0, max(0.0, share))

    def play(self, until: datetime) -> Iterator[tuple[datetime, Said]]:
        """What is said, with the moment, in order."""
        while self._waiting and self._waiting[0][0] < until:
            at, _, story = heappop(self._waiting)
            self.clock.now = max(self.clock.now, at)
            pause_s = next(story, None)
            if pause_s is not None:
                self.begin(story, pause_s)
            said, self.outbox[:] = list(self.outbox), ()
            for one in said:
                self._last_at = max(self.clock.now, (self._last_at or at) + BETWEEN_MESSAGES)
                yield self._last_at, one

    def _wait(self, at: datetime, story: Story) -> None:
        heappush(self._waiting, (at, next(self._turn), story))
