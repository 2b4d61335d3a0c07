"""The wall clock of one process is moved while it runs, by libfaketime; no other's is."""

import os
from datetime import timedelta
from pathlib import Path

NAME = "faketime/libfaketime.so.1"
FOLDERS = (*Path("/usr/lib").glob("*-linux-gnu*"), Path("/usr/lib64"), Path("/usr/local/lib"))

SLEEP = """
# libfaketime takes `clock_nanosleep` up to a moment for one of the wall clock
import threading, time
time.sleep = lambda seconds: None if threading.Event().wait(seconds) else None
"""


def library() -> str:
    """The path of libfaketime, "" where there is none; the variable LIBFAKETIME decides."""
    given = os.environ.get("LIBFAKETIME", "")
    found = [Path(given)] if given else [folder / NAME for folder in FOLDERS]
    return next((str(file) for file in found if file.is_file()), "")


class MovedClock:
    """`environment` is that of the process to be."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        (folder / "sitecustomize.py").write_text(SLEEP)
        self.move(timedelta())
        self.environment = {
            "LD_PRELOAD": library(),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
            "PYTHONPATH": str(folder),
        }

    def move(self, ahead: timedelta) -> None:
        """So far ahead of the true time it is from now on; it is read anew with each question."""
        new = self._file.with_suffix(".new")
        new.write_text(f"{ahead.total_seconds():+.0f}\n")
        new.rename(self._file)


if __name__ == "__main__":
    raise SystemExit(not library())
