"""A GeoIP database that was put in another's place is noticed, and taken up when it is sound."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from misp_dashboard.location.geoip import GeoipFiles, InForce, Kind
from misp_dashboard.location.mmdb import LocationUnavailable

log = logging.getLogger(__name__)

Opened = TypeVar("Opened")


class GeoipWatch:
    """Looks at names, sizes and moments alone: cheap enough for every few seconds."""

    def __init__(self, files: GeoipFiles, kind: Kind) -> None:
        self._files = files
        self._kind = kind
        self._seen: object = None

    def first(self, open: Callable[[Path], Opened]) -> Opened | None:
        """What is in force at the start, opened; None when nothing is.

        Raises LocationUnavailable for a configured file. One put in place that has become useless
        since is logged, and the bundled one taken instead.
        """
        chosen = self._look()
        try:
            return open(chosen.path) if chosen else None
        except LocationUnavailable as error:
            if chosen is None or chosen.origin == "configured":
                raise
            self._tell(chosen, error, "What comes with the dashboard is used instead.")
            bundled = self._files.bundled(self._kind)
            return open(bundled.path) if bundled else None

    def take_up(self, use: Callable[[Path | None], None]) -> bool:
        """Hand over the file in force when it is another one than before, None when there is none
        any more. What cannot be used is logged once, and what was open stays so.

        Answers whether another one is in use now.
        """
        before = self._seen
        chosen = self._look()
        if self._seen == before:
            return False
        try:
            use(chosen.path if chosen else None)
        except LocationUnavailable as error:
            self._tell(chosen, error, "The one in use stays.")
            return False
        log.info("GeoIP %s database: now %s", self._kind, chosen.path if chosen else "none")
        return True

    def _tell(self, chosen: InForce | None, error: LocationUnavailable, consequence: str) -> None:
        if chosen is not None and chosen.origin == "downloaded":
            remedy = "`misp-dashboard geoip update` fetches another one."
            log.error("%s %s. %s %s", chosen.path, error.why, consequence, remedy)
        else:
            log.error("%s %s", error, consequence)

    def _look(self) -> InForce | None:
        chosen = self._files.in_force(self._kind)
        self._seen = (chosen, _identity(chosen.path)) if chosen else None
        return chosen


def _identity(path: Path) -> tuple[int, ...]:
    """Differs when the name leads to another file, or to the same one rewritten."""
    try:
        status = path.stat()
    except OSError:
        return ()
    return (status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size)
