"""The run lock says that a dashboard works on a data folder: one process each."""

import fcntl
import os
import time
from pathlib import Path
from types import TracebackType

from misp_dashboard.cli.failure import Failure

PATIENCE_S = 0.5
"""Another process that only looks whether the lock is held holds it for a moment."""


class DataFolderTaken(Failure):
    """Another process works on the data folder."""


class RunLock:
    """Held from `acquire` to `release` or the end of the process, however that ends."""

    def __init__(self, data_dir: Path) -> None:
        self._file = data_dir / "run.lock"
        self._open: int | None = None

    def acquire(self) -> None:
        """Raises DataFolderTaken when another process holds it."""
        until = time.monotonic() + PATIENCE_S
        while (handle := self._try()) is None:
            if time.monotonic() > until:
                raise DataFolderTaken(
                    f"Another misp-dashboard{self._holder()} works on {self._file.parent}.",
                    "Stop it first, or set another data_dir.",
                )
            time.sleep(0.05)
        os.truncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        self._open = handle

    def held_by_other(self) -> bool:
        """Whether another process holds it right now."""
        if self._open is not None:
            return False
        handle = self._try()
        if handle is None:
            return True
        os.close(handle)
        return False

    def release(self) -> None:
        if self._open is not None:
            os.close(self._open)
            self._open = None

    def __enter__(self) -> "RunLock":
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.release()

    def _try(self) -> int | None:
        """The locked file, or None while another process holds it."""
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            reason = (error.strerror or "unknown reason").lower()
            raise Failure(
                f"The data folder {self._file.parent} cannot be used: {reason}.",
                "Set data_dir to a folder that this user may write to.",
            ) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return None
        return handle

    def _holder(self) -> str:
        process = self._file.read_text(encoding="ascii", errors="replace").strip()
        return f" (process {process})" if process else ""
