"""What was fetched goes into the journal in portions, each when the one before is stored.

Frames are stored in the order of the journal: a live one waits for a portion at the most.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from misp_dashboard.source.frame import Frame

PORTION_FRAMES = 200
PORTION_BYTES = 100 * 1000
"""Some 200 attributes, which are stored in about a tenth of a second."""
LOOK_EVERY_S = 0.02


class Queue(Protocol):
    """What is needed of the journal, whichever process empties it."""

    def append(self, frames: Sequence[Frame]) -> None: ...

    def last_position(self) -> int: ...

    def acknowledged(self) -> int: ...


class Portions:
    """Appends, after it has waited. `pause` waits for some seconds and may raise to end it."""

    def __init__(self, queue: Queue, pause: Callable[[float], None]) -> None:
        self._queue = queue
        self._pause = pause
        self._position = 0

    def append(self, frames: Iterable[Frame]) -> None:
        for portion in portions(frames):
            while self._queue.acknowledged() < self._position:
                self._pause(LOOK_EVERY_S)
            self._queue.append(portion)
            # a live frame may have come meanwhile, which changes nothing
            self._position = self._queue.last_position()


def portions(frames: Iterable[Frame]) -> Iterator[list[Frame]]:
    """Groups within the bounds; a frame larger than those is one alone."""
    portion: list[Frame] = []
    size = 0
    for frame in frames:
        if portion and (len(portion) >= PORTION_FRAMES or size + len(frame.body) > PORTION_BYTES):
            yield portion
            portion, size = [], 0
        portion.append(frame)
        size += len(frame.body)
    if portion:
        yield portion
