"""What a running dashboard tells of its own work, in the form of the API."""

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from misp_dashboard.api.own_work import (
    JournalState,
    Resources,
    Room,
    StoreState,
    TopicAnswer,
    Topics,
)
from misp_dashboard.config import Config
from misp_dashboard.handler.topics import IGNORED, TOPICS
from misp_dashboard.ingest.pipeline import Ingest
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.live.stream import LiveStream
from misp_dashboard.source.instance_state import OTHER_TOPICS, InstanceState
from misp_dashboard.store.connect import Store, StoreRefused, StoreUnavailable
from misp_dashboard.store.size import size_of


class OwnWork:
    """Asks every part when it is asked; the work counts from when this is made."""

    def __init__(
        self,
        config: Config,
        states: Callable[[], Sequence[InstanceState]],
        journal: SqliteJournal,
        store: Store,
        ingest: Ingest,
        live: LiveStream,
    ) -> None:
        self._config = config
        self._states = states
        self._journal = journal
        self._store = store
        self._ingest = ingest
        self._live = live
        self._since = datetime.now(UTC)

    def topics(self) -> Topics:
        told = [_topic(state, name) for state in self._states() for name in state.topics]
        return Topics(
            topics=sorted(told, key=lambda one: (-one.frames, one.instance, one.topic)),
            since=self._since,
        )

    def resources(self, reasons: list[str]) -> Resources:
        """Asks files: not for the event loop's thread."""
        progress = self._ingest.progress
        return Resources(
            since=self._since,
            reasons=reasons,
            journal=JournalState(
                waiting=self._journal.lag(),
                oldest_waiting_at=self._journal.oldest_unacknowledged_at(),
                bytes=self._journal.size_bytes(),
                retention_hours=self._config.journal.retention_hours,
            ),
            store=self._store_state(),
            disk=_disk(self._config.data_dir),
            memory=_memory(),
            memory_bytes=_own_memory(),
            frames_stored=progress.frames,
            activities=progress.activities,
            readers=self._live.readers,
        )

    def _store_state(self) -> StoreState | None:
        try:
            return StoreState(*size_of(self._store))
        except (StoreUnavailable, StoreRefused):
            return None  # the reasons say so


def _topic(state: InstanceState, name: str) -> TopicAnswer:
    pace = state.paces[name]
    return TopicAnswer(
        instance=state.name,
        topic=name,
        frames=state.topics[name],
        frames_per_minute=pace.frames_per_minute,
        last_frame_at=pace.last_frame_at,
        use="read" if name in TOPICS else "ignored" if name in IGNORED else "unknown",
        why=IGNORED.get(name, "more topics than are counted" if name == OTHER_TOPICS else ""),
    )


def _disk(folder: Path) -> Room:
    disk = os.statvfs(folder)
    return Room(disk.f_bavail * disk.f_frsize, disk.f_blocks * disk.f_frsize)


def _memory() -> Room:
    """The machine's, as Linux tells it; zeros where it does not."""
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
    except OSError:
        return Room(0, 0)
    told = {name: value.split()[0] for name, _, value in (one.partition(":") for one in lines)}
    return Room(int(told.get("MemAvailable", 0)) * 1024, int(told.get("MemTotal", 0)) * 1024)


def _own_memory() -> int:
    """Resident bytes of this process; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
