"""What waiting frames tell, as far as it can be known without the store."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from misp_dashboard.activity.privacy import Privacy
from misp_dashboard.activity.row import Activity
from misp_dashboard.directory.directory import Directory
from misp_dashboard.ingest.once import Login, told_once, without_twins
from misp_dashboard.ingest.pair import pair
from misp_dashboard.ingest.understood import understand
from misp_dashboard.journal.journal import Entry
from misp_dashboard.warninglist.mark import Warninglists

REMEMBERED = 100_000
"""Happenings known to be told already, some 15 MB. Of more the oldest is forgotten: what repeats it
is told once more, and stored once as ever."""

LOGINS = 1_000
FACTS = 20_000
"""After so many, the names learned from waiting frames are learned anew."""


class Read(NamedTuple):
    activities: Sequence[Activity]
    marks: list[str]


class Telling:
    """`directory` is only asked: ingest learns from a frame when it is stored, so
    what waiting frames name is learned apart, in one that `names` makes and that is never saved."""

    def __init__(
        self,
        directory: Directory,
        names: Callable[[], Directory],
        locate: Callable[[Activity], Activity],
        warninglists: Warninglists,
        privacy: Privacy,
    ) -> None:
        self._directory = directory
        self._make_names = names
        self._locate = locate
        self._warninglists = warninglists
        self._privacy = privacy
        self.begin(())

    def begin(self, recent: Sequence[Activity]) -> None:
        """Forget what was told, but these: what repeats them is no news."""
        self._names, self._facts = self._make_names(), 0
        self._order: deque[int] = deque()
        self._ids: set[int] = set()
        self._logins: deque[Login] = deque(maxlen=LOGINS)
        self.new(recent)

    def read(self, entries: Sequence[Entry]) -> Read:
        """Without counting or keeping apart anything, which is done when they are stored."""
        understood = understand(entries, self._privacy)
        self._facts += len(understood.facts)
        if self._facts > FACTS:
            self._names, self._facts = self._make_names(), 0
        self._names.learn(understood.facts)
        named = map(self._names.complete, map(self._directory.complete, understood.activities))
        paired = pair(None, [self._locate(one) for one in named])
        return Read([self._warninglists.mark(one) for one in paired.activities], understood.marks)

    def new(self, activities: Sequence[Activity]) -> list[Activity]:
        """Those that were not told; from now on they were."""
        once = told_once(without_twins(activities, self._logins))
        fresh = [one for id, one in once.items() if id not in self._ids]
        self._remember(one.id for one in fresh)
        return fresh

    def _remember(self, ids: Iterable[int]) -> None:
        for id in ids:
            if len(self._order) >= REMEMBERED:
                self._ids.discard(self._order.popleft())
            self._order.append(id)
            self._ids.add(id)
