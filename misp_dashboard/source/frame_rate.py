"""How many frames came within the last minute."""

from collections import deque

WINDOW_S = 60


class FrameRate:
    """Counts per second of the last minute; `now_s` is a monotonic clock's."""

    def __init__(self) -> None:
        self._seconds: deque[tuple[int, int]] = deque()
        self._sum = 0

    def add(self, frames: int, now_s: float) -> None:
        second = int(now_s)
        if self._seconds and self._seconds[-1][0] == second:
            frames_before = self._seconds.pop()[1]
            self._seconds.append((second, frames_before + frames))
        else:
            self._seconds.append((second, frames))
        self._sum += frames

    def per_minute(self, now_s: float) -> int:
        while self._seconds and self._seconds[0][0] <= now_s - WINDOW_S:
            self._sum -= self._seconds.popleft()[1]
        return self._sum
