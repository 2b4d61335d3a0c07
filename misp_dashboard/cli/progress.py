"""The progress of a replay, on the terminal while there is one."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from misp_dashboard.source.frame import Frame


class ReplayProgress:
    """A bar of the bytes read, and a line of how many frames went through and how many wait.

    Use it in a `with`; it clears its lines at the end. Where standard error is no terminal it
    shows nothing.
    """

    def __init__(self, files: Sequence[Path]) -> None:
        console = Console(stderr=True)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[frames]:,} frames, {task.fields[waiting]:,} wait"),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        total = sum(map(_size_bytes, files))
        self._task = self._bar.add_task("reading", total=total, frames=0, waiting=0)
        self._frames = 0
        self._file_ends = 0

    def __enter__(self) -> "ReplayProgress":
        self._bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._bar.stop()

    def read(self, frames: Sequence[Frame]) -> None:
        """These frames are on disk."""
        self._frames += len(frames)
        size = sum(len(frame.body) for frame in frames)
        self._bar.update(self._task, advance=size, frames=self._frames, description="reading")

    def refresh(self) -> None:
        """The next frame is not due yet."""
        self._bar.update(self._task, description="waiting")

    def file_read(self, file: Path) -> None:
        """A file is at its end: the bodies alone are smaller than it."""
        self._file_ends += _size_bytes(file)
        self._bar.update(self._task, completed=self._file_ends)

    def wait(self, waiting: int) -> None:
        """So many frames wait for their rows to be stored."""
        self._bar.update(self._task, waiting=waiting, description="storing")


def _size_bytes(path: Path) -> int:
    if path.is_dir():
        return sum(_size_bytes(inner) for inner in path.iterdir())
    return path.stat().st_size
