"""New awards to every open page, computed beside the pages in a thread of its own."""

import logging
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.contribution.awards import Award
from misp_dashboard.contribution.rules import Rules
from misp_dashboard.live.stream import LiveStream
from misp_dashboard.query.awards import MOST, awards
from misp_dashboard.query.scope import Scope
from misp_dashboard.store.connect import Store, StoreRefused, StoreUnavailable
from misp_dashboard.store.honour import honour_log

log = logging.getLogger(__name__)

EVERY_S = 3.0
"""How often it looks, when something happened and a page is open."""

IDLE_PARTS = 10
"""It rests so many times as long as a look took, so a large store is not asked all the time."""

LOOKED_AT = timedelta(hours=1)
"""What was earned longer ago, and comes late, is answered by /api/awards and not celebrated."""

JUST_NOW = timedelta(seconds=10)
"""What was earned so shortly before a page was opened is told, as it may not have asked yet."""

KEPT = 200
"""New awards kept for pages that look up late; of more at once, the latest are told."""

Key = tuple[bool, str]


class Told(msgspec.Struct, frozen=True, gc=False):
    number: int
    award: Award


class _Watched:
    """The awards that those who see the same see; `known` is null before the first look."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.pages = 0
        self.since = datetime.now(UTC) - JUST_NOW
        self.known: set[Award] | None = None
        self.looked: object = None
        self.told: deque[Told] = deque(maxlen=KEPT)


class AwardWatch:
    """Looks only while a page is open, once for all pages whose viewers see the same."""

    def __init__(
        self, store: Store, rules: Rules, live: LiveStream, every_s: float = EVERY_S
    ) -> None:
        self._store, self._rules, self._live, self._every_s = store, rules, live, every_s
        self._lock = threading.Lock()
        self._watched: dict[Key, _Watched] = {}
        self._last = 0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="awards", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout_s: float = 2) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    @contextmanager
    def open_page(self, viewer: Viewer) -> Iterator[int]:
        """As long as this is held its awards are looked for; answers where to begin."""
        key = _key(viewer)
        with self._lock:
            watched = self._watched.setdefault(key, _Watched(viewer))
            watched.pages += 1
            number = self._last
        try:
            yield number
        finally:
            with self._lock:
                watched.pages -= 1
                if not watched.pages:
                    del self._watched[key]

    def after(self, viewer: Viewer, number: int) -> list[Told]:
        """Those that followed. Asks nothing: for the event loop's thread."""
        if number == self._last:
            return []
        with self._lock:
            watched = self._watched.get(_key(viewer))
            return [one for one in watched.told if one.number > number] if watched else []

    def look(self) -> None:
        """Ask for everyone who watches, if anything happened since the last time."""
        with self._lock:
            everyone = list(self._watched.values())
        for watched in everyone:
            now = datetime.now(UTC)
            # trophies are awarded when a day ends, also when nothing happens then
            state = (self._live.position, now.date(), len(honour_log(self._store, now)))
            if state != watched.looked:
                self._look_for(watched, now)
                watched.looked = state

    def _look_for(self, watched: _Watched, now: datetime) -> None:
        scope = Scope(since=now - LOOKED_AT, until=now + timedelta(minutes=1))
        found = awards(self._store, watched.viewer, scope, self._rules, limit=MOST).awards
        known = watched.known
        if known is None:
            known = {one for one in found if one.at < watched.since}
        new = [one for one in reversed(found) if one not in known]
        with self._lock:
            watched.known = set(found)
            for award in new[-KEPT:]:
                self._last += 1
                watched.told.append(Told(self._last, award))
        if new:
            self._live.nudge()

    def _run(self) -> None:
        rest_s = self._every_s
        reason = ""
        while not self._stopping.wait(rest_s):
            started = time.monotonic()
            try:
                self.look()
                reason = ""
            except (StoreUnavailable, StoreRefused) as error:
                if str(error) != reason:
                    log.warning("awards are looked for again later: %s", error)
                reason = str(error)
            rest_s = max(self._every_s, IDLE_PARTS * (time.monotonic() - started))


def _key(viewer: Viewer) -> Key:
    return viewer.sees_all, "" if viewer.sees_all else viewer.org_uuid
