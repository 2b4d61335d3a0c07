"""New activities to every open page: bounded, resumable, and honest about what it skipped."""

import asyncio
import threading
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice

import msgspec

from misp_dashboard.activity.row import Activity

AT_MOST = 20_000
"""Activities kept for readers that are behind or come back; further behind is a gap."""

SPACING_S = 0.1
"""A busy stream is sent in batches this far apart; a quiet one at once."""

QUIET = 5
BUSY_PER_S = 200
"""A stream is busy that has more than so many in a second, and more than a few at once. By their
number alone it would stay so: as many wait after each pause as made it pause."""

MARKS_KEPT = 16

BATCH = 500
"""A batch is never larger, so that no step of the event loop takes long."""


class Entry(msgspec.Struct, gc=False):
    """An activity with its place in the stream; `encoded` is shared by all readers."""

    number: int
    activity: Activity
    encoded: bytes | None = None


class Batch(msgspec.Struct, frozen=True, gc=False):
    """`position` is where to resume after this batch."""

    position: str
    entries: list[Entry]


class Gap(msgspec.Struct, frozen=True, gc=False):
    """Activities were skipped, or told otherwise than they were stored; what the store answers is
    right, and the stream goes on after it."""

    position: str
    reason: str


class Anew(msgspec.Struct, frozen=True, gc=False):
    """A place in the stream at which every reader is told to ask anew; nothing is skipped."""

    number: int
    reason: str


class Mark(msgspec.Struct, frozen=True, gc=False):
    """Where a self-test's frame passed: everything before it was published. Readers are told."""

    number: int
    name: str
    at: datetime


class LiveStream:
    """A ring of the newest activities. A reader holds only its place in it.

    So a slow reader costs no memory and delays nobody. `publish` may be called from any thread.
    """

    def __init__(self, at_most: int = AT_MOST) -> None:
        self._epoch = f"{time.time_ns() // 1_000_000:x}"
        self._lock = threading.Lock()
        self._ring: deque[Entry | Anew] = deque(maxlen=at_most)
        self._last = 0
        self._marks: deque[Mark] = deque(maxlen=MARKS_KEPT)
        self.marked = 0
        self._sleeping: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}
        self._closed = False
        self.readers = 0
        self.gaps = 0

    @property
    def position(self) -> str:
        """Everything published so far; what is published later follows it."""
        return f"{self._epoch}-{self._last}"

    def publish(self, activities: Sequence[Activity]) -> None:
        if not activities:
            return
        with self._lock:
            for activity in activities:
                self._last += 1
                self._ring.append(Entry(self._last, activity))
            sleeping, self._sleeping = self._sleeping, {}
        _wake(sleeping)

    def anew(self, reason: str) -> None:
        """Tell every reader that comes to this place to ask the store anew."""
        with self._lock:
            self._last += 1
            self._ring.append(Anew(self._last, reason))
            sleeping, self._sleeping = self._sleeping, {}
        _wake(sleeping)

    def recent(self) -> list[Activity]:
        """Those that are kept for readers, the oldest first."""
        with self._lock:
            kept = list(self._ring)
        return [entry.activity for entry in kept if isinstance(entry, Entry)]

    def mark(self, names: Sequence[str]) -> None:
        """Let every reader know that self-tests of these names have come this far."""
        if not names:
            return
        now = datetime.now(UTC)
        with self._lock:
            for name in names:
                self.marked += 1
                self._marks.append(Mark(self.marked, name, now))
        self.nudge()

    def marks_after(self, number: int) -> list[Mark]:
        """Those that followed when `marked` was this."""
        if number == self.marked:
            return []
        with self._lock:
            return [mark for mark in self._marks if mark.number > number]

    def nudge(self) -> None:
        """Let every reader look up, though no activity came."""
        with self._lock:
            sleeping, self._sleeping = self._sleeping, {}
        _wake(sleeping)

    def close(self) -> None:
        """Let every reader end."""
        self._closed = True
        self.nudge()

    async def follow(
        self, after: str, wanted: Callable[[Activity], bool], idle_s: float
    ) -> AsyncIterator[Batch | Gap | None]:
        """What comes after a position ("" is now).

        None at a nudge, and when nothing came for `idle_s` seconds. Ends when the stream closes.
        """
        cursor = self._last if not after else self._number(after)
        self.readers += 1
        sent_at = read_at = time.monotonic()
        try:
            while not self._closed:
                entries = await self._next(cursor, idle_s) if cursor is not None else None
                if entries is None:
                    lost = "more happened than could be sent"
                    reason = "the server restarted" if cursor is None else lost
                    # taken before the reader runs: what comes meanwhile follows the gap
                    cursor = self._last
                    self.gaps += 1
                    yield Gap(f"{self._epoch}-{cursor}", reason)
                    continue
                if isinstance(entries, Anew):
                    cursor = entries.number
                    yield Gap(f"{self._epoch}-{cursor}", entries.reason)
                    continue
                chosen = [entry for entry in entries if wanted(entry.activity)]
                if entries:
                    cursor = entries[-1].number
                if chosen:
                    sent_at = time.monotonic()
                    yield Batch(f"{self._epoch}-{cursor}", chosen)
                elif not entries or time.monotonic() - sent_at >= idle_s:
                    sent_at = time.monotonic()
                    yield None
                before, read_at = read_at, time.monotonic()
                if is_busy(len(entries), read_at - before):
                    await asyncio.sleep(SPACING_S)
        finally:
            self.readers -= 1

    def _number(self, position: str) -> int | None:
        epoch, _, number = position.rpartition("-")
        if epoch != self._epoch or not number.isdecimal() or int(number) > self._last:
            return None
        return int(number)

    async def _next(self, cursor: int, idle_s: float) -> list[Entry] | Anew | None:
        """What follows the cursor: [] at a nudge or after `idle_s`, None when it was dropped."""
        event = asyncio.Event()
        with self._lock:
            behind = self._last - cursor
            if behind > len(self._ring):
                return None
            if behind:
                start = len(self._ring) - behind
                return _up_to_anew(islice(self._ring, start, start + BATCH))
            self._sleeping[event] = asyncio.get_running_loop()
        try:
            await asyncio.wait_for(event.wait(), idle_s)
        except TimeoutError:
            return []
        finally:
            with self._lock:
                self._sleeping.pop(event, None)
        with self._lock:
            if self._last == cursor:
                return []
        return await self._next(cursor, idle_s)


def _up_to_anew(following: Iterable[Entry | Anew]) -> list[Entry] | Anew:
    entries: list[Entry] = []
    for one in following:
        if isinstance(one, Anew):
            return entries or one
        entries.append(one)
    return entries


def _wake(sleeping: dict[asyncio.Event, asyncio.AbstractEventLoop]) -> None:
    for event, loop in sleeping.items():
        # a loop that is closing has no reader left to wake
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(event.set)


def is_busy(activities: int, seconds: float) -> bool:
    """Whether so many in that time are sent together rather than each at once."""
    return activities > QUIET and activities > BUSY_PER_S * seconds
