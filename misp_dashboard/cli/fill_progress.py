"""The progress of a backfill, on the terminal while there is one."""

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn


class FillProgress:
    """A bar for the step at hand, with how many frames wait. Use it in a `with`; it clears its
    line at the end. Where standard error is no terminal it shows nothing."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[waiting]:,} frames wait"),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("asking", total=None, waiting=0)

    def __enter__(self) -> "FillProgress":
        self._bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._bar.stop()

    def step(self, what: str, done: int, total: int) -> None:
        self._bar.update(self._task, description=what, completed=done, total=total)

    def wait(self, waiting: int) -> None:
        self._bar.update(self._task, waiting=waiting)
