"""What was missed is caught up with, by itself, beside what is heard live."""

import logging
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

import msgspec

from misp_dashboard.source.frame import Frame
from misp_dashboard.source.history.access import Access
from misp_dashboard.source.history.clock import Clock
from misp_dashboard.source.history.event import newest_event
from misp_dashboard.source.history.fill import Filled, fill
from misp_dashboard.source.history.gap_keeper import GapKeeper
from misp_dashboard.source.history.misp_clock import misp_ahead
from misp_dashboard.source.history.portion import Portions, Queue
from misp_dashboard.source.history.record import Gap, HistoryRecord
from misp_dashboard.source.history.rest import Rest, Stopped, Unanswered
from misp_dashboard.source.history.span import Span
from misp_dashboard.source.instance_state import InstanceState
from misp_dashboard.source.unforeseen import log_unforeseen

log = logging.getLogger(__name__)

PURPOSE = "catch-up"
LOOK_EVERY_S = 0.5
LOOK_AGAIN_S = 300.0
"""How often MISP is asked while its publisher is not heard."""
KNOW_EVERY_S = 3600.0
"""How often the number of MISP's newest event is looked at."""
RETRY_FIRST_S = 30.0
RETRY_MAX_S = 900.0
STOP_S = 2.0

UNFORESEEN = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
"""What an answer of another form than any MISP's known might raise: it is told and asked again."""


class Filling(msgspec.Struct, frozen=True):
    """A span being fetched: the step, how much of it is done, and what troubles it, if anything."""

    instance: str
    since: datetime
    until: datetime
    step: str
    done: int
    total: int
    trouble: str = ""


class CatchUp:
    """One thread looks at the states of the instances, one for each that has a key fetches.

    `queue` is the journal. Instances without a key have gaps, too; nobody fills them.
    """

    def __init__(
        self,
        record: HistoryRecord,
        states: Callable[[], Sequence[InstanceState]],
        accesses: Sequence[Access],
        queue: Queue,
        overlap: timedelta,
    ) -> None:
        self.record = record
        self._states = states
        self._overlap = overlap
        self._stopping = threading.Event()
        self._due = {access.instance: threading.Event() for access in accesses}
        self._clock = Clock()
        self._keeper = GapKeeper(record, self._is_heard, self._clock)
        self._filling: dict[str, Filling] = {}
        self._portions = {one.instance: Portions(queue, self._pause) for one in accesses}
        self._fetched: dict[str, tuple[datetime, float]] = {}
        """Until when, by both clocks: see clock.py."""
        self._know_at_s: dict[str, float] = {}
        self._record_fault = ""
        self.fetched: Counter[str] = Counter()
        """Frames since the start, by instance; for any thread to read."""
        self._threads = [
            threading.Thread(target=self._look, name="gaps", daemon=True),
            *(
                threading.Thread(
                    target=self._fill_all, args=(access,), name=f"history {number}", daemon=True
                )
                for number, access in enumerate(accesses)
            ),
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Asks the threads to end and waits a little: a question to a MISP may take long, and what
        is done is on disk."""
        self._stopping.set()
        for due in self._due.values():
            due.set()
        until_s = time.monotonic() + STOP_S
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(max(0.0, until_s - time.monotonic()))

    def filling(self) -> list[Filling]:
        """What is being fetched; for any thread."""
        return list(self._filling.values())

    def _is_heard(self, instance: str) -> None:
        if instance in self._due:
            self._due[instance].set()

    def _look(self) -> None:
        is_begun = False
        while not self._stopping.is_set():
            with self._told():
                if not is_begun:
                    self._keeper.begin([state.name for state in self._states()])
                    is_begun = True
                self._keeper.look(self._states())
            self._stopping.wait(LOOK_EVERY_S)
        with self._told():
            self._keeper.end(self._states())

    @contextmanager
    def _told(self) -> Iterator[None]:
        """A full disk keeps nothing from running, and is told once."""
        try:
            yield
            self._record_fault = ""
        except (OSError, sqlite3.Error) as error:
            if str(error) != self._record_fault:
                log.warning("gaps cannot be written down: %s", error)
            self._record_fault = str(error)

    def _fill_all(self, access: Access) -> None:
        due, pause_s = self._due[access.instance], RETRY_FIRST_S
        # what an earlier run left over does not wait for ever for the instance to be heard
        due.wait(RETRY_FIRST_S)
        while not self._stopping.is_set():
            due.clear()
            try:
                is_done = self._fill_gaps(access)
            except Stopped:
                return
            except (Unanswered, OSError, sqlite3.Error) as error:
                is_done = False
                self._trouble(access, str(error))
            except UNFORESEEN as error:
                is_done = False
                log_unforeseen(log, f"what {access.instance} answered", error)
                self._trouble(access, f"an answer nobody foresaw ({type(error).__name__})")
            pause_s = RETRY_FIRST_S if is_done else min(pause_s * 2, RETRY_MAX_S)
            due.wait(LOOK_AGAIN_S if is_done else pause_s)

    def _fill_gaps(self, access: Access) -> bool:
        """True when no gap is left that could be filled."""
        name = access.instance
        while gaps := self._unfilled(name):
            if not self._fill(access, _first_span(gaps, self._overlap)):
                return False
        now, now_s = self._clock.now(), self._clock.running_s()
        if (lasting := self._lasting(name)) is not None:
            # the publisher is silent or out of reach, but MISP itself may answer
            since = max(lasting.since, self._fetched_until(name, lasting.since))
            if not self._fill(access, Span(since - self._overlap, now)):
                return False
            self._fetched[name] = now, now_s
        elif now_s >= self._know_at_s.get(name, now_s) and self._is_connected(name):
            # it is heard: what comes after this event is heard, too
            self.record.know_event(name, newest_event(Rest(access, self._stopping)))
            self._know_at_s[name] = now_s + KNOW_EVERY_S
        self._filling.pop(name, None)
        return True

    def _fetched_until(self, name: str, otherwise: datetime) -> datetime:
        """By the wall clock as it is now, or as it was then: the earlier."""
        if name not in self._fetched:
            return otherwise
        at, at_s = self._fetched[name]
        passed = timedelta(seconds=self._clock.running_s() - at_s)
        return min(at, self._clock.now() - passed)

    def _fill(self, access: Access, span: Span) -> bool:
        """A job that was interrupted goes on first, with its own span. False when something may be
        had another time."""
        name = access.instance
        # MISP dates by its own clock, and whether ours was right then nobody knows
        job = self.record.begin(name, PURPOSE, span.widened(misp_ahead(access)))
        job = msgspec.structs.replace(job, known_event=self.record.known_event(name))

        def progress(step: str, done: int, total: int) -> None:
            its = job.span
            self._filling[name] = Filling(name, its.since, its.until, step, done, total)

        rest = Rest(access, self._stopping)
        filled = fill(rest, self.record, job, partial(self._append, name), progress)
        self.record.finish(job, filled=not filled.unanswered)
        self._filling.pop(name, None)
        _tell(name, job.span, filled)
        return not filled.unanswered

    def _is_connected(self, name: str) -> bool:
        return any(one.name == name and one.state == "connected" for one in self._states())

    def _lasting(self, instance: str) -> Gap | None:
        gaps = self.record.gaps(instance, "no")
        return next((gap for gap in gaps if gap.until is None), None)

    def _unfilled(self, instance: str) -> list[Gap]:
        gaps = self.record.gaps(instance, "no")
        return [gap for gap in reversed(gaps) if gap.until is not None]

    def _append(self, instance: str, frames: Sequence[Frame]) -> None:
        if self._stopping.is_set():
            raise Stopped
        self._portions[instance].append(frames)
        self.fetched[instance] += len(frames)

    def _pause(self, seconds: float) -> None:
        if self._stopping.wait(seconds):
            raise Stopped

    def _trouble(self, access: Access, reason: str) -> None:
        before = self._filling.get(access.instance)
        if before is None or before.trouble != reason:
            log.warning("what was missed is fetched later: %s", reason)
        now = datetime.now(UTC)
        known = before or Filling(access.instance, now, now, "", 0, 0)
        self._filling[access.instance] = msgspec.structs.replace(known, trouble=reason)


def _first_span(gaps: Sequence[Gap], overlap: timedelta) -> Span:
    """The oldest gap, with those after it that it overlaps with."""
    since, until = gaps[0].since - overlap, (gaps[0].until or gaps[0].since) + overlap
    for gap in gaps[1:]:
        if gap.since - overlap <= until:
            until = max(until, (gap.until or gap.since) + overlap)
    return Span(since, until)


def _tell(instance: str, span: Span, filled: Filled) -> None:
    log.info(
        "%s: fetched what was missed from %s to %s: %d events, %d frames",
        instance,
        f"{span.since:%Y-%m-%d %H:%M:%S}",
        f"{span.until:%Y-%m-%d %H:%M:%S}",
        filled.events,
        filled.frames,
    )
    for sentence in filled.missing:
        log.warning("%s", sentence)
