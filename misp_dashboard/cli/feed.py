"""Frames are fed to the journal no faster than somebody empties it."""

import time
from collections import Counter
from collections.abc import Callable, Sequence

from misp_dashboard.cli.failure import Failure
from misp_dashboard.cli.lock import DataFolderTaken, RunLock
from misp_dashboard.config import Config
from misp_dashboard.ingest.pipeline import Progress
from misp_dashboard.journal.journal import Journal
from misp_dashboard.source.frame import Frame
from misp_dashboard.source.history.portion import Portions
from misp_dashboard.store.connect import StoreUnavailable

MOST_WAITING_FRAMES = 50_000
FEWER_WAITING_FRAMES = 25_000
LOOK_EVERY_S = 0.2
PATIENCE_S = 30.0
"""How long a running dashboard may store nothing before the end of a replay waits no longer."""

Drain = Callable[[Config, Callable[[int], None]], Progress]


class Feed:
    """A running dashboard empties the journal; where none runs it is emptied here.

    `on_wait` is told, again and again, how many frames wait. One that is `gentle` lets the live
    frames of a running dashboard wait for no more than a portion.
    """

    def __init__(
        self,
        config: Config,
        journal: Journal,
        drain: Drain,
        on_wait: Callable[[int], None],
        *,
        gentle: bool = False,
    ) -> None:
        self._portions = Portions(journal, self._pause) if gentle else None
        self._config = config
        self._journal = journal
        self._drain = drain
        self._on_wait = on_wait
        self._lock = RunLock(config.data_dir)
        self.topics: Counter[tuple[str, str]] = Counter()
        self.stored_here = False
        self.activities = 0
        """New ones, where they were stored here; a running dashboard does not tell us its own."""

    @property
    def frames(self) -> int:
        return self.topics.total()

    def append(self, frames: Sequence[Frame]) -> None:
        """On return the frames are on disk; waits first while too many are."""
        if self._portions is not None and self._lock.held_by_other():
            self._portions.append(frames)
        else:
            if self._journal.lag() > MOST_WAITING_FRAMES:
                self.empty(FEWER_WAITING_FRAMES)
            self._journal.append(frames)
        self.topics.update((frame.instance, frame.topic) for frame in frames)

    def empty(self, down_to: int = 0) -> bool:
        """Wait until at most so many frames wait; false when a running dashboard seems stuck."""
        fewest, since_s = self._journal.lag(), time.monotonic()
        while (waiting := self._journal.lag()) > down_to:
            if waiting < fewest:
                fewest, since_s = waiting, time.monotonic()
            self._on_wait(waiting)
            if not self._lock.held_by_other():
                self._empty_here()
            elif down_to == 0 and time.monotonic() - since_s > PATIENCE_S:
                return False
            else:
                time.sleep(LOOK_EVERY_S)
        return True

    def _pause(self, seconds: float) -> None:
        self._on_wait(self._journal.lag())
        if self._lock.held_by_other():
            time.sleep(seconds)
        else:
            # the dashboard was stopped meanwhile
            self._empty_here()

    def _empty_here(self) -> None:
        try:
            done = self._drain(self._config, lambda _: self._on_wait(self._journal.lag()))
            self.stored_here = True
            self.activities += done.activities
        except DataFolderTaken:
            return  # a dashboard was started this moment: it empties the journal from now on
        except StoreUnavailable as error:
            remedy = "The frames wait in the journal: `misp-dashboard run` stores them later."
            raise Failure(f"{str(error).rstrip('.')}.", remedy) from error
