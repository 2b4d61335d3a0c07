"""From the journal to the store and the live stream: frames become rows, each happening once."""

import logging
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import msgspec

from misp_dashboard.activity.privacy import Privacy
from misp_dashboard.activity.row import Activity
from misp_dashboard.directory.directory import Directory
from misp_dashboard.directory.fact import Fact
from misp_dashboard.directory.learn import learn
from misp_dashboard.handler.topics import NotUnderstood, decode, handle
from misp_dashboard.ingest.honour import honour_of, is_honour
from misp_dashboard.ingest.once import complete_stored, once
from misp_dashboard.ingest.pair import complete_pairs, pair
from misp_dashboard.ingest.self_test import is_self_test, name_of
from misp_dashboard.journal.journal import Entry, Journal
from misp_dashboard.live.stream import LiveStream
from misp_dashboard.location.locate import LocationUnavailable, Locator
from misp_dashboard.source.unforeseen import log_unforeseen
from misp_dashboard.store.connect import Store, StoreRefused, StoreUnavailable
from misp_dashboard.store.honour import Honour
from misp_dashboard.store.honour import keep as keep_honours
from misp_dashboard.store.insert import insert
from misp_dashboard.warninglist.mark import Warninglists

log = logging.getLogger(__name__)

BATCH_FRAMES = 5000
BATCH_BYTES = 8 << 20
"""Together they bound what a batch holds in memory: one event of 8 MB is a few thousand rows."""

WAIT_S = 0.5
REFRESH_S = 2.0
"""How often the files of the databases of locations are looked at."""

RETRY_S = (0.5, 1, 2, 5, 10)
STOP_S = 4.0
SLOW_S = 30.0
"""A batch takes a second or two: after this long the store is taken to hang."""

A_BUG = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError)
"""What a handler might raise over a frame nobody foresaw: the frame is kept apart."""


class Progress(msgspec.Struct):
    """What ingest did since it started; read by the page and the metrics."""

    frames: int = 0
    activities: int = 0
    completed: int = 0
    known: int = 0
    rejected: int = 0
    located: int = 0
    busy_s: float = 0.0
    trouble: str = ""
    trouble_since: datetime | None = None


class Ingest:
    """One thread that empties the journal. `step` does one batch and may be called by itself."""

    def __init__(
        self,
        journal: Journal,
        store: Store,
        directory: Directory,
        locator: Locator,
        live: LiveStream,
        warninglists: Warninglists | None = None,
        privacy: Privacy | None = None,
    ) -> None:
        self._journal = journal
        self._store = store
        self._directory = directory
        self._locator = locator
        self._live = live
        self._warninglists = warninglists or Warninglists()
        self._privacy = privacy or Privacy()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="ingest", daemon=True)
        self._location_failed = False
        self._refresh_at = 0.0
        self._batch_since_s: float | None = None
        self.progress = Progress()
        self.by_kind: Counter[tuple[str, str]] = Counter()

    def start(self) -> None:
        self._thread.start()

    @property
    def alive(self) -> bool:
        """False once the thread ended, whether it was asked to or not."""
        return self._thread.is_alive()

    def trouble(self) -> str:
        """Why frames wait in the journal, for any thread; "" while they do not."""
        since_s = self._batch_since_s
        if since_s is not None and (slow_s := time.monotonic() - since_s) > SLOW_S:
            return f"the store has not answered for {slow_s:.0f} s: frames wait in the journal"
        return self.progress.trouble

    def stop(self, timeout_s: float = STOP_S) -> None:
        """Finish the batch in hand and end; what is left waits in the journal."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def drain(self, on_batch: Callable[[int], None] | None = None) -> Progress:
        """Process everything the journal holds, here and now."""
        while done := self.step():
            if on_batch is not None:
                on_batch(done)
        return self.progress

    def step(self) -> int:
        """Process one batch; answers how many frames it had. Raises when the store fails."""
        entries = self._journal.read(BATCH_FRAMES, BATCH_BYTES)
        if entries:
            self._batch_since_s = time.monotonic()
            try:
                self._process(entries)
            finally:
                self.progress.busy_s += time.monotonic() - self._batch_since_s
                self._batch_since_s = None
        return len(entries)

    def _run(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            try:
                self._refresh_location()
                if not self.step():
                    self._journal.wait(WAIT_S)
                failures = 0
                self._trouble("")
            except (StoreUnavailable, OSError, sqlite3.Error) as error:
                # the frames wait in the journal; nothing is acknowledged until rows are stored
                self._trouble(str(error))
                self._stopping.wait(RETRY_S[min(failures, len(RETRY_S) - 1)])
                failures += 1

    def _refresh_location(self) -> None:
        now = time.monotonic()
        if now >= self._refresh_at:
            self._refresh_at = now + REFRESH_S
            if self._locator.refresh():
                self._location_failed = False

    def _trouble(self, reason: str) -> None:
        if reason and reason != self.progress.trouble:
            log.error("frames wait in the journal: %s", reason)
        if not reason:
            self.progress.trouble_since = None
        elif not self.progress.trouble:
            self.progress.trouble_since = datetime.now(UTC)
        self.progress.trouble = reason

    def _process(self, entries: Sequence[Entry]) -> None:
        try:
            self._keep(entries)
        except StoreRefused as error:
            if len(entries) > 1:
                # one frame of the batch is to blame: halve until it stands alone
                middle = len(entries) // 2
                self._process(entries[:middle])
                self._process(entries[middle:])
            else:
                self._reject(entries[0], f"the store refuses it: {error}")

    def _keep(self, entries: Sequence[Entry]) -> None:
        activities: list[Activity] = []
        facts: list[Fact] = []
        honours: list[Honour] = []
        marks: list[str] = []
        rejected: list[tuple[Entry, str]] = []
        for entry in entries:
            try:
                if is_self_test(entry.frame):
                    marks.append(name_of(entry.frame))
                    continue
                if is_honour(entry.frame):
                    honours.append(honour_of(entry.frame))
                    continue
                message = decode(entry.frame)
                # nothing below may see an address that is not to be stored
                activities += map(self._privacy.of, handle(message, entry.frame))
                facts += learn(message, entry.frame.instance)
            except NotUnderstood as reason:
                rejected.append((entry, str(reason)))
            except A_BUG as error:
                doing = f"frame {entry.position} of {entry.frame.instance} is kept apart"
                log_unforeseen(log, doing, error)
                rejected.append((entry, f"{type(error).__name__} while handling it"))
        self._directory.learn(facts)
        complete = self._directory.complete
        told = [self._locate(complete(one)) for one in activities]
        paired = pair(self._store, told)
        sorted_out = once(self._store, paired.activities)
        new = [self._warninglists.mark(one) for one in sorted_out.new]
        insert(self._store, new)
        keep_honours(self._store, honours)
        self._live.publish(new)
        self._live.mark(marks)
        complete_stored(self._store, sorted_out.completed)
        complete_pairs(self._store, paired.moved)
        self._directory.save()
        self._journal.acknowledge(entries[-1].position, rejected)
        # a self-test is nothing that happened
        counted = [one for one in entries if not is_self_test(one.frame)] if marks else entries
        self._count(counted, activities, new, len(sorted_out.completed), rejected)

    def _locate(self, activity: Activity) -> Activity:
        try:
            return self._locator.locate(activity)
        except LocationUnavailable as error:
            # a damaged database costs places, never activities
            if not self._location_failed:
                log.error("activities stay without a place: %s", error)
            self._location_failed = True
            return activity

    def _reject(self, entry: Entry, reason: str) -> None:
        self._journal.acknowledge(entry.position, [(entry, reason)])
        self._count([entry], [], [], 0, [(entry, reason)])

    def _count(
        self,
        entries: Sequence[Entry],
        told: Sequence[Activity],
        new: Sequence[Activity],
        completed: int,
        rejected: Sequence[tuple[Entry, str]],
    ) -> None:
        progress = self.progress
        progress.frames += len(entries)
        progress.activities += len(new)
        progress.completed += completed
        progress.known += len(told) - len(new)
        progress.rejected += len(rejected)
        progress.located += sum(1 for activity in new if activity.country)
        self.by_kind.update((activity.kind, activity.action) for activity in new)
        if rejected:
            # a reason may quote the message, which is for `rejected show` and not for the log
            log.warning("frames kept apart: %d; see `misp-dashboard rejected list`", len(rejected))
