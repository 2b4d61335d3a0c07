"""Logos that were fetched are kept for a while, and so is that there is none."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from itertools import starmap

import msgspec

from misp_dashboard.source.history.access import Access
from misp_dashboard.source.logo import LogoSource, NotNow, NotThisOne, Organisation
from misp_dashboard.source.picture import Picture

KEPT_S = 24 * 3600.0
NONE_S = 3600.0
FAULTY_S = 300.0
AT_MOST = 500
AT_MOST_BYTES = 1 << 25
"""32 MiB: few logos are near to the largest that is taken."""

Asked = tuple[str, int, str]
"""An `Organisation`, whoever made it."""


class Found(msgspec.Struct, frozen=True):
    """`picture` is null where there is none; `is_final` false where that may change soon."""

    picture: Picture | None
    is_final: bool = True


class _Kept(msgspec.Struct, frozen=True):
    picture: Picture | None
    until_s: float

    @property
    def size(self) -> int:
        return len(self.picture.body) if self.picture else 0


class Logos:
    """Asks MISPs for the logos of organisations, each of these one at a time. Any thread may ask.

    `asked` are an organisation as the instances know it, which are tried in this order.
    """

    def __init__(
        self, accesses: Sequence[Access], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._stopping = threading.Event()
        self._sources = {one.instance: LogoSource(one, self._stopping, clock) for one in accesses}
        self._turns = {one.instance: threading.Lock() for one in accesses}
        self._lock = threading.Lock()
        self._kept: OrderedDict[Organisation, _Kept] = OrderedDict()
        self._bytes = 0

    @property
    def instances(self) -> Sequence[str]:
        """Those that can be asked, in the order of the configuration."""
        return list(self._sources)

    def known(self, asked: Sequence[Asked]) -> Found | None:
        """The answer where nobody needs to be asked for it; at once."""
        for one in starmap(Organisation, asked):
            kept = self._fresh(one)
            if kept is None:
                return None
            if kept.picture:
                return Found(kept.picture)
        return Found(None)

    def find(self, asked: Sequence[Asked]) -> Found:
        """May take seconds: MISP is asked where it has to be."""
        is_final = True
        for one in starmap(Organisation, asked):
            try:
                picture = self._picture(one)
            except NotNow:
                # better an old one than none
                picture, is_final = self._old(one), False
            if picture:
                return Found(picture)
        return Found(None, is_final)

    def stop(self) -> None:
        """What is being fetched is given up."""
        self._stopping.set()

    def _picture(self, one: Organisation) -> Picture | None:
        with self._turns[one.instance]:
            # another thread may have asked meanwhile
            if kept := self._fresh(one):
                return kept.picture
            try:
                picture = self._sources[one.instance].logo(one)
            except NotThisOne:
                self._keep(one, self._old(one), FAULTY_S)
                raise
            self._keep(one, picture, KEPT_S if picture else NONE_S)
            return picture

    def _fresh(self, one: Organisation) -> _Kept | None:
        with self._lock:
            kept = self._kept.get(one)
            if kept is None or kept.until_s < self._clock():
                return None
            self._kept.move_to_end(one)
            return kept

    def _old(self, one: Organisation) -> Picture | None:
        with self._lock:
            kept = self._kept.get(one)
            return kept.picture if kept else None

    def _keep(self, one: Organisation, picture: Picture | None, for_s: float) -> None:
        with self._lock:
            if before := self._kept.pop(one, None):
                self._bytes -= before.size
            self._kept[one] = kept = _Kept(picture, self._clock() + for_s)
            self._bytes += kept.size
            while len(self._kept) > AT_MOST or self._bytes > AT_MOST_BYTES:
                _, gone = self._kept.popitem(last=False)
                self._bytes -= gone.size
