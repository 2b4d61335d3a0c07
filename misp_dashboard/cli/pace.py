"""The pace of a replay: frames come at the distances they came at, or as fast as they are taken."""

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from misp_dashboard.source.frame import Frame

GROUP_FRAMES = 1000
GROUP_BYTES = 8 << 20
"""What one append takes at most: one commit for all is what makes a replay quick."""

LONGEST_SLEEP_S = 0.25
"""So that a long pause of the recording does not keep the progress from showing."""


def paced(
    frames: Iterable[Frame], speed: float, waiting: Callable[[], object] = lambda: None
) -> Iterator[list[Frame]]:
    """Groups of frames, each when it is due: `speed` times as fast as recorded, or, when it is
    infinite, at once. `waiting` is called again and again meanwhile."""
    group: list[Frame] = []
    size = 0
    began_at: datetime | None = None
    began_s = time.monotonic()
    for frame in frames:
        began_at = began_at or frame.received_at
        due_s = began_s + max(0.0, (frame.received_at - began_at).total_seconds()) / speed
        full = len(group) >= GROUP_FRAMES or size >= GROUP_BYTES
        if group and (full or due_s > time.monotonic()):
            yield group
            group, size = [], 0
        while (left_s := due_s - time.monotonic()) > 0:
            waiting()
            time.sleep(min(left_s, LONGEST_SLEEP_S))
        group.append(frame)
        size += len(frame.body)
    if group:
        yield group
