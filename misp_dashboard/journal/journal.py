"""The journal keeps every frame on disk until its rows are stored."""

from collections.abc import Iterable, Sequence
from typing import Protocol

import msgspec

from misp_dashboard.source.frame import Frame


class Entry(msgspec.Struct, frozen=True, gc=False):
    """A frame with its position in the journal; positions only grow."""

    position: int
    frame: Frame


class Journal(Protocol):
    """What ingest and the sources need of a journal, whatever holds it."""

    def append(self, frames: Sequence[Frame]) -> None:
        """On return the frames are on disk, in this order (one commit for all)."""

    def read(self, limit: int, max_bytes: int, after: int = 0) -> list[Entry]:
        """The oldest frames that are not acknowledged and lie after a position, in order: at most
        `limit` and, past the first, at most `max_bytes` of bodies. Does not acknowledge them."""

    def wait(self, timeout_s: float, after: int = 0) -> bool:
        """Wait until an append (of this process at once, of another within 0.2 s) or the timeout;
        true when there may be something to read after a position."""

    def acknowledge(self, position: int, rejected: Iterable[tuple[Entry, str]] = ()) -> None:
        """Everything up to `position` is stored; `rejected` are kept apart with their reason.
        One commit for both."""

    def lag(self) -> int:
        """How many frames are not acknowledged yet."""

    def last_position(self) -> int:
        """That of the newest frame, acknowledged or not; 0 before the first."""

    def acknowledged(self) -> int:
        """Everything up to this position is stored."""

    def close(self) -> None: ...
