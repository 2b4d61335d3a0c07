"""While frames wait for the store, the live stream goes ahead of it and tells each of them once."""

import sqlite3
import threading
from collections.abc import Callable, Sequence

from misp_dashboard.activity.row import Activity
from misp_dashboard.ingest.telling import Telling
from misp_dashboard.journal.journal import Entry, Journal
from misp_dashboard.live.stream import LiveStream

BATCH_FRAMES = 5000
BATCH_BYTES = 8 << 20
"""Together they bound what a batch holds in memory: one event of 8 MB is a few thousand rows."""

LOOK_S = 0.25
"""How often it is looked whether the store hangs."""

WAIT_S = 0.5
STOP_S = 4.0


class Ahead:
    """Knows up to which frame was told live, and goes on with it in a thread of its own while the
    store is away, so that neither a store that fails nor one that hangs holds up who watches.

    One number tells what is not to be told again: frames are told in order, and a batch that is
    stored lies before it or behind it as a whole. When all that was told ahead is stored, readers
    are told to ask anew: what was known only then (that it was a repetition, a place that two
    attributes tell together, …) is right from there on.
    """

    def __init__(
        self, journal: Journal, live: LiveStream, telling: Telling, away: Callable[[], bool]
    ) -> None:
        self._journal = journal
        self._live = live
        self._telling = telling
        self._away = away
        self._lock = threading.Lock()
        self._told_to = 0
        self._in_hand_to = 0
        self._going = False
        self._stopping = threading.Event()
        self._woken = threading.Event()
        self._thread = threading.Thread(target=self._run, name="ahead", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout_s: float = STOP_S) -> None:
        self._stopping.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def wake(self) -> None:
        """The store is away, or back: look at once."""
        self._woken.set()

    def take(self) -> list[Entry]:
        """The batch to be stored next, from the journal: wholly told already, or not at all."""
        entries = self._journal.read(BATCH_FRAMES, BATCH_BYTES)
        with self._lock:
            if entries and entries[0].position <= self._told_to:
                entries = [one for one in entries if one.position <= self._told_to]
            if entries:
                self._in_hand_to = entries[-1].position
        return entries

    def publish(self, position: int, new: Sequence[Activity], marks: Sequence[str]) -> None:
        """What frames up to a position tell is in the store: tell it, unless that was done."""
        with self._lock:
            if position > self._told_to:
                self._tell(position, new, marks)

    def acknowledged(self, position: int) -> None:
        """Frames up to a position are acknowledged."""
        with self._lock:
            is_back = self._going and position >= self._told_to
            if is_back:
                self._going = False
                self._telling.begin(())
                self._live.anew("the store was away: what it has now is right")

    def step(self) -> int:
        """Tell one batch of what waits; answers how many frames it had, 0 when there is nothing to
        tell, or the store does so itself."""
        with self._lock:
            if not self._is_ahead():
                return 0
            after, in_hand_to = self._told_to, self._in_hand_to
        entries = self._journal.read(BATCH_FRAMES, BATCH_BYTES, after)
        if after < in_hand_to:
            # the batch that is being stored is told as a whole
            entries = [one for one in entries if one.position <= in_hand_to]
        if entries:
            read = self._telling.read(entries)
            with self._lock:
                # else ingest told these meanwhile, or took others in hand: look again
                if self._going and (after, in_hand_to) == (self._told_to, self._in_hand_to):
                    new = self._telling.new(read.activities)
                    self._tell(entries[-1].position, new, read.marks)
        return len(entries)

    def _is_ahead(self) -> bool:
        """Until ingest has the last of what was told in hand; then it tells what follows."""
        away = self._away()
        if away and not self._going:
            self._going = True
            self._telling.begin(self._live.recent())
            self._live.nudge()
        return away or (self._going and self._told_to > self._in_hand_to)

    def _tell(self, position: int, activities: Sequence[Activity], marks: Sequence[str]) -> None:
        self._live.publish(activities)
        self._live.mark(marks)
        self._told_to = position

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                if self.step():
                    continue
                with self._lock:
                    waits, after = self._is_ahead(), self._told_to
                if waits:
                    self._journal.wait(WAIT_S, after)
                    continue
            except (OSError, sqlite3.Error):
                pass  # ingest meets the same, and says so
            self._woken.wait(LOOK_S)
            self._woken.clear()
