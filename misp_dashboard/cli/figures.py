"""The figures of a running dashboard, as Prometheus reads them."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from misp_dashboard.api.request_count import RequestCount
from misp_dashboard.ingest.pipeline import Ingest
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.live.stream import LiveStream
from misp_dashboard.source.history.catch_up import CatchUp
from misp_dashboard.source.instance_state import InstanceState

UP = ("connected",)


class Figures(Collector):
    """Asks every part when it is scraped; counts nothing itself."""

    def __init__(
        self,
        states: Callable[[], Sequence[InstanceState]],
        journal: SqliteJournal,
        ingest: Ingest,
        live: LiveStream,
        history: CatchUp,
        journal_fault: Callable[[], str],
        requests: RequestCount,
    ) -> None:
        self._requests = requests
        self._journal_fault = journal_fault
        self._history = history
        self._states = states
        self._journal = journal
        self._ingest = ingest
        self._live = live
        self._registry = CollectorRegistry()
        self._registry.register(self)
        ProcessCollector(registry=self._registry)

    def text(self) -> bytes:
        return generate_latest(self._registry)

    def collect(self) -> Iterator[Metric]:
        yield from self._of_instances()
        yield from self._of_history()
        yield from self._of_requests()
        progress = self._ingest.progress
        for name, text, value in (
            ("frames_stored", "Frames whose rows are stored.", progress.frames),
            ("frames_rejected", "Frames kept apart.", progress.rejected),
            ("activities_located", "New activities with a country.", progress.located),
            ("ingest_busy_seconds", "Time spent on batches of frames.", progress.busy_s),
            ("activities_known", "Activities that were stored before.", progress.known),
            ("activities_completed", "Stored activities that became richer.", progress.completed),
            (
                "live_gaps",
                "Gaps told to live readers.",
                self._live.gaps,
            ),
        ):
            counter = CounterMetricFamily(f"misp_dashboard_{name}", text)
            counter.add_metric([], value)
            yield counter
        activities = CounterMetricFamily(
            "misp_dashboard_activities", "New activities.", labels=("kind", "action")
        )
        for labels, count in list(self._ingest.by_kind.items()):
            activities.add_metric(labels, count)
        yield activities
        for name, text, figure in (
            ("journal_frames_waiting", "Frames not yet stored.", self._journal.lag()),
            ("journal_bytes", "Size of the journal on disk.", self._journal.size_bytes()),
            ("live_readers", "Pages that follow the live stream.", self._live.readers),
            (
                "store_available",
                "1 while batches are stored.",
                int(not self._ingest.trouble()),
            ),
            (
                "journal_available",
                "1 while the journal takes frames; otherwise they wait in memory.",
                int(not self._journal_fault()),
            ),
            (
                "journal_oldest_seconds",
                "Age of the oldest frame not yet stored; 0 when all are.",
                _age_s(self._journal.oldest_unacknowledged_at()),
            ),
            ("disk_free_bytes", "Room left on the disk of the data folder.", self._disk_free()),
        ):
            yield GaugeMetricFamily(f"misp_dashboard_{name}", text, figure)

    def _of_requests(self) -> Iterator[Metric]:
        answered = CounterMetricFamily(
            "misp_dashboard_requests", "Requests answered.", labels=("question", "status")
        )
        for (question, status), count in list(self._requests.answered.items()):
            answered.add_metric((question, str(status)), count)
        seconds = CounterMetricFamily(
            "misp_dashboard_request_seconds",
            "Time until they were answered, live streams aside.",
            labels=("question",),
        )
        for question, spent_s in list(self._requests.seconds.items()):
            seconds.add_metric((question,), spent_s)
        yield from (answered, seconds)

    def _disk_free(self) -> int:
        disk = os.statvfs(self._journal.path.parent)
        return disk.f_bavail * disk.f_frsize

    def _of_history(self) -> Iterator[Metric]:
        fetched = CounterMetricFamily(
            "misp_dashboard_frames_fetched", "Frames fetched over REST.", labels=("instance",)
        )
        for instance, count in list(self._history.fetched.items()):
            fetched.add_metric((instance,), count)
        unfilled = GaugeMetricFamily(
            "misp_dashboard_gaps_unfilled",
            "Spans not heard of which nothing was fetched.",
            labels=("instance",),
        )
        gaps = Counter(gap.instance for gap in self._history.record.gaps(filled="no"))
        for state in self._states():
            unfilled.add_metric((state.name,), gaps[state.name])
        yield from (fetched, unfilled)

    def _of_instances(self) -> Iterator[Metric]:
        frames = CounterMetricFamily(
            "misp_dashboard_frames_received", "Frames received.", labels=("instance", "topic")
        )
        size = CounterMetricFamily(
            "misp_dashboard_received_bytes", "Bytes received.", labels=("instance",)
        )
        up = GaugeMetricFamily(
            "misp_dashboard_instance_up", "1 when the instance is heard.", labels=("instance",)
        )
        last = GaugeMetricFamily(
            "misp_dashboard_last_frame_seconds", "When the last frame came.", labels=("instance",)
        )
        for state in self._states():
            for topic, count in state.topics.items():
                frames.add_metric((state.name, topic), count)
            size.add_metric((state.name,), state.bytes)
            up.add_metric((state.name,), int(state.state in UP))
            if state.last_frame_at:
                last.add_metric((state.name,), state.last_frame_at.timestamp())
        yield from (frames, size, up, last)


def _age_s(moment: datetime | None) -> float:
    return 0.0 if moment is None else max(0.0, (datetime.now(UTC) - moment).total_seconds())
