"""From the journal to the store and the live stream: frames become rows, each happening once."""

import logging
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import msgspec

from misp_dashboard.activity.privacy import Privacy
from misp_dashboard.activity.row import Activity
from misp_dashboard.directory.directory import Directory
from misp_dashboard.ingest.ahead import Ahead
from misp_dashboard.ingest.once import complete_stored, once
from misp_dashboard.ingest.pair import complete_pairs, pair
from misp_dashboard.ingest.self_test import is_self_test
from misp_dashboard.ingest.telling import Telling
from misp_dashboard.ingest.trouble import Part, Trouble
from misp_dashboard.ingest.understood import Understood, understand
from misp_dashboard.journal.journal import Entry, Journal
from misp_dashboard.journal.unavailable import JournalUnavailable
from misp_dashboard.live.stream import LiveStream
from misp_dashboard.location.locate import LocationUnavailable, Locator
from misp_dashboard.source.unforeseen import log_unforeseen
from misp_dashboard.store.connect import Store, StoreRefused, StoreUnavailable
from misp_dashboard.store.honour import keep as keep_honours
from misp_dashboard.store.insert import insert
from misp_dashboard.warninglist.mark import Warninglists

log = logging.getLogger(__name__)

WAIT_S = 0.5
REFRESH_S = 2.0
"""How often the files of the databases of locations are looked at."""

RETRY_S = (0.5, 1, 2, 5)
STOP_S = 4.0
SLOW_S = 15.0
"""A batch takes a second or two: after this long the store is taken to hang."""
HUNG_S = 3.0
"""A try that failed sooner did not hang."""


class Progress(msgspec.Struct):
    """What ingest did since it started; read by the page and the metrics."""

    frames: int = 0
    activities: int = 0
    completed: int = 0
    known: int = 0
    rejected: int = 0
    located: int = 0
    busy_s: float = 0.0


class Batch(NamedTuple):
    """Frames in hand and what they tell; kept until it is stored, so nothing is read twice."""

    entries: Sequence[Entry]
    understood: Understood
    activities: list[Activity]


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
        self._batch: Batch | None = None
        self._batch_since_s: float | None = None
        """Since when the store is at work."""
        self._took_s = 0.0
        self._ended_at: datetime | None = None
        self._trouble: Trouble | None = None
        telling = Telling(
            directory, lambda: Directory(store), self._locate, self._warninglists, self._privacy
        )
        self._ahead = Ahead(journal, live, telling, self._is_away)
        self.progress = Progress()
        self.by_kind: Counter[tuple[str, str]] = Counter()

    def start(self) -> None:
        self._thread.start()
        self._ahead.start()

    def trouble(self) -> Trouble | None:
        """Why frames wait in the journal, for any thread; None while they do not."""
        if self._ended_at and not self._stopping.is_set():
            reason = "frames are not processed any more: see the log, and restart"
            return Trouble("ingest", reason, self._ended_at)
        since_s, trouble = self._batch_since_s, self._trouble
        if trouble or since_s is None or (slow_s := time.monotonic() - since_s) <= SLOW_S:
            return trouble
        asks = "the disk busy" if self._store.embedded else "the server up, and the network to it"
        reason = f"the store {self._store.dsn} has not answered for {slow_s:.0f} s. Is {asks}?"
        return Trouble("store", reason, datetime.now(UTC) - timedelta(seconds=slow_s))

    def stop(self, timeout_s: float = STOP_S) -> None:
        """Finish the batch in hand and end; what is left waits in the journal."""
        self._stopping.set()
        self._ahead.stop(timeout_s)
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def drain(self, on_batch: Callable[[int], None] | None = None) -> Progress:
        """Process everything the journal holds, here and now."""
        while done := self.step():
            if on_batch is not None:
                on_batch(done)
        return self.progress

    def step(self) -> int:
        """Process one batch; answers how many frames it had. Raises when the store fails, and
        goes on with the same batch when it is called again."""
        self._took_s = 0.0
        batch = self._batch or self._read(self._ahead.take())
        if batch.entries:
            self._batch = batch
            self._batch_since_s = began_s = time.monotonic()
            try:
                self._process(batch)
                self._batch = None
            finally:
                self._took_s = time.monotonic() - began_s
                self.progress.busy_s += self._took_s
                self._batch_since_s = None
        return len(batch.entries)

    def _run(self) -> None:
        self._store.insist()
        try:
            self._work()
        finally:
            self._ended_at = datetime.now(UTC)

    def _work(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            try:
                self._refresh_location()
                if not self.step():
                    self._journal.wait(WAIT_S)
                failures = 0
                self._recovered()
            except (StoreUnavailable, OSError, sqlite3.Error) as error:
                # the frames wait in the journal; nothing is acknowledged until rows are stored
                self._failed(error)
                self._stopping.wait(RETRY_S[min(failures, len(RETRY_S) - 1)])
                failures += 1

    def _refresh_location(self) -> None:
        now = time.monotonic()
        if now >= self._refresh_at:
            self._refresh_at = now + REFRESH_S
            if self._locator.refresh():
                self._location_failed = False

    def _is_away(self) -> bool:
        """For the thread that goes ahead, which looks all the time."""
        trouble = self.trouble()
        since_s = self._batch_since_s
        if trouble and since_s is not None and time.monotonic() - since_s > SLOW_S:
            self._let_nobody_wait(trouble)
        return trouble is not None

    def _let_nobody_wait(self, trouble: Trouble) -> None:
        """An embedded store that takes long with a batch may well answer questions meanwhile."""
        if trouble.part == "store" and not self._store.embedded:
            self._store.hangs = trouble.reason

    def _failed(self, error: StoreUnavailable | OSError | sqlite3.Error) -> None:
        of_journal = isinstance(error, JournalUnavailable | sqlite3.Error)
        part: Part = "journal" if of_journal else "store"
        before, reason = self._trouble, str(error)
        if before is None or reason != before.reason:
            log.error("frames wait in the journal: %s", reason)
        since = before.since if before else datetime.now(UTC) - timedelta(seconds=self._took_s)
        self._trouble = Trouble(part, reason, since)
        self._store.hangs = ""
        if self._took_s > HUNG_S:
            self._let_nobody_wait(self._trouble)
        if before is None:
            self._ahead.wake()
            self._live.nudge()

    def _recovered(self) -> None:
        self._store.hangs = ""
        if self._trouble is not None:
            log.warning("frames are stored again")
            self._trouble = None
            self._live.nudge()

    def _read(self, entries: Sequence[Entry]) -> Batch:
        understood = understand(entries, self._privacy)
        for entry, error in understood.bugs:
            doing = f"frame {entry.position} of {entry.frame.instance} is kept apart"
            log_unforeseen(log, doing, error)
        self._directory.learn(understood.facts)
        complete = self._directory.complete
        activities = [self._locate(complete(one)) for one in understood.activities]
        return Batch(entries, understood, activities)

    def _process(self, batch: Batch) -> None:
        try:
            self._keep(batch)
        except StoreRefused as error:
            # what is left of it after a failure is read anew
            self._batch = None
            entries = batch.entries
            if len(entries) > 1:
                # one frame of the batch is to blame: halve until it stands alone
                middle = len(entries) // 2
                self._process(self._read(entries[:middle]))
                self._process(self._read(entries[middle:]))
            else:
                self._reject(entries[0], f"the store refuses it: {error}")

    def _keep(self, batch: Batch) -> None:
        entries, understood, activities = batch
        last = entries[-1].position
        paired = pair(self._store, activities)
        sorted_out = once(self._store, paired.activities)
        new = [self._warninglists.mark(one) for one in sorted_out.new]
        insert(self._store, new)
        keep_honours(self._store, understood.honours)
        self._ahead.publish(last, new, understood.marks)
        complete_stored(self._store, sorted_out.completed)
        complete_pairs(self._store, paired.moved)
        self._directory.save()
        self._acknowledge(last, understood.rejected)
        # a self-test is nothing that happened
        marks = understood.marks
        counted = [one for one in entries if not is_self_test(one.frame)] if marks else entries
        known = len(activities) - len(new)
        self._count(counted, new, known, len(sorted_out.completed), understood.rejected)

    def _acknowledge(self, position: int, rejected: Sequence[tuple[Entry, str]]) -> None:
        self._journal.acknowledge(position, rejected)
        self._batch_since_s = time.monotonic()
        self._recovered()
        self._ahead.acknowledged(position)

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
        self._ahead.publish(entry.position, [], [])
        self._acknowledge(entry.position, [(entry, reason)])
        self._count([entry], [], 0, 0, [(entry, reason)])

    def _count(
        self,
        entries: Sequence[Entry],
        new: Sequence[Activity],
        known: int,
        completed: int,
        rejected: Sequence[tuple[Entry, str]],
    ) -> None:
        progress = self.progress
        progress.frames += len(entries)
        progress.activities += len(new)
        progress.completed += completed
        progress.known += known
        progress.rejected += len(rejected)
        progress.located += sum(1 for activity in new if activity.country)
        self.by_kind.update((activity.kind, activity.action) for activity in new)
        if rejected:
            # a reason may quote the message, which is for `rejected show` and not for the log
            log.warning("frames kept apart: %d; see `misp-dashboard rejected list`", len(rejected))
