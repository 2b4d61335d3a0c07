"""What is fetched goes into the journal in portions, each when the one before is stored."""

from collections.abc import Sequence

import pytest
from build import frame

from misp_dashboard.source.frame import Frame
from misp_dashboard.source.history.portion import PORTION_BYTES, PORTION_FRAMES, Portions, portions

SMALL = frame("misp_json_audit", {"number": 1})
LARGE = frame("rest_event", {"filler": "x" * PORTION_BYTES})


@pytest.mark.parametrize(
    ("frames", "sizes"),
    [
        ([], []),
        ([SMALL] * 3, [3]),
        ([SMALL] * (PORTION_FRAMES + 1), [PORTION_FRAMES, 1]),
        ([LARGE, LARGE], [1, 1]),
        ([SMALL, LARGE, SMALL], [1, 1, 1]),
    ],
)
def test_a_portion_is_small(frames: list[Frame], sizes: list[int]) -> None:
    assert [len(portion) for portion in portions(frames)] == sizes


class Queue:
    """A journal that stores what it holds only when somebody waits for it."""

    def __init__(self) -> None:
        self.held = 0
        self.stored = 0
        self.most = 0

    def append(self, frames: Sequence[Frame]) -> None:
        self.held += len(frames)
        self.most = max(self.most, self.held - self.stored)

    def last_position(self) -> int:
        return self.held

    def acknowledged(self) -> int:
        return self.stored

    def pause(self, _: float) -> None:
        self.stored = min(self.held, self.stored + 100)


def test_no_more_than_a_portion_waits() -> None:
    queue = Queue()
    fed = Portions(queue, queue.pause)
    fed.append([SMALL] * 1200)
    fed.append([SMALL] * 300)
    assert (queue.held, queue.most) == (1500, PORTION_FRAMES)
