"""A running dashboard tests itself when asked, one test at a time, and not again within seconds."""

import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec

from misp_dashboard.api.running import CheckAnswer, LinkAnswer
from misp_dashboard.check.finding import worst
from misp_dashboard.config import Config, Loaded
from misp_dashboard.query.bad_filter import BadFilter
from misp_dashboard.store.connect import Store

KEPT_S = 5.0
LIMIT_S = 60.0

Asked = tuple[tuple[str, ...], str]


class OwnCheck:
    """Of the dashboard it is part of. Called from several threads, they wait for each other."""

    def __init__(self, config: Config, store: Store) -> None:
        self._loaded = Loaded(config, None, {}, ())
        self._store = store
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._kept: dict[Asked, tuple[float, CheckAnswer]] = {}

    def __call__(self, only: Sequence[str], instance: str) -> CheckAnswer:
        asked = (tuple(sorted(only)), instance)
        with self._lock:
            now_s = time.monotonic()
            self._kept = {k: one for k, one in self._kept.items() if now_s - one[0] < KEPT_S}
            if asked not in self._kept:
                answer = self._answer(only, instance)
                self._kept[asked] = (time.monotonic(), answer)
            return self._kept[asked][1]

    def stop(self) -> None:
        """A test that is going on ends after its link."""
        self._stopping.set()

    def _answer(self, only: Sequence[str], instance: str) -> CheckAnswer:
        # the links know the parts of a dashboard, and this is one of the parts
        from misp_dashboard.check.links import NAMES, walk
        from misp_dashboard.check.subject import Subject

        there_are = [one.name for one in self._loaded.config.instances]
        _refuse_unknown("link", only, NAMES)
        _refuse_unknown("instance", [instance] if instance else [], there_are)
        instances = tuple(
            one for one in self._loaded.config.instances if instance in ("", one.name)
        )
        with Subject(self._loaded, instances, self._store, self._stopping) as subject:
            results = list(walk(subject, only, limit_s=LIMIT_S))
        return CheckAnswer(
            checked_at=datetime.now(UTC),
            verdict=worst(results),
            links=[msgspec.convert(one, LinkAnswer, from_attributes=True) for one in results],
        )


def _refuse_unknown(field: str, asked: Sequence[str], there_are: Sequence[str]) -> None:
    """Raises BadFilter for a name that there is not."""
    for name in asked:
        if name not in there_are:
            raise BadFilter(
                field, f"There is no {field} `{name[:40]}`", f"there are {', '.join(there_are)}"
            )
