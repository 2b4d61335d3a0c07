"""The matrices in force: one put in place of each domain, or the one that comes along."""

import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import msgspec

from misp_dashboard.attack.matrix import (
    BUNDLED,
    DOMAINS,
    Domain,
    Matrix,
    MatrixUnusable,
    read_matrix,
    written,
)

log = logging.getLogger(__name__)

FOLDER = "attack"
"""Below `data_dir`: where matrices are put that were downloaded or handed over."""

LIMIT_BYTES = 1 << 20
"""Of a matrix as it lies in place: that of Enterprise has 70 kB."""


class InForce(msgspec.Struct, frozen=True):
    """The file of a domain that is used, and why this one."""

    path: Path
    origin: Literal["updated", "bundled"]


def file_of(folder: Path, domain: Domain) -> Path:
    return folder / f"{domain}.json"


def in_force(folder: Path, domain: Domain) -> InForce | None:
    """One put in place before the bundled one; None for a domain without any."""
    if (placed := file_of(folder, domain)).exists():
        return InForce(placed, "updated")
    if (bundled := file_of(BUNDLED, domain)).exists():
        return InForce(bundled, "bundled")
    return None


def read_file(path: Path) -> Matrix:
    """Raises MatrixUnusable."""
    try:
        with path.open("rb") as file:
            content = file.read(LIMIT_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise MatrixUnusable(f"cannot be read: {reason}") from error
    if len(content) > LIMIT_BYTES:
        raise MatrixUnusable("is larger than a matrix can be")
    return read_matrix(content)


class Matrices:
    """Those in force, read again when another file is put in place: a question looks at names,
    sizes and moments alone. Several threads may ask at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[Domain, tuple[object, Matrix | None]] = {}

    def __call__(self) -> dict[Domain, Matrix]:
        """By domain, in order. One that cannot be used is logged, and the one before stays."""
        found = ((domain, self._of(domain)) for domain in DOMAINS)
        return {domain: matrix for domain, matrix in found if matrix is not None}

    def _of(self, domain: Domain) -> Matrix | None:
        chosen = in_force(self._folder, domain)
        if chosen is None:
            self._read.pop(domain, None)
            return None
        seen = (chosen, _identity(chosen.path))
        before = self._read.get(domain)
        if before is None or before[0] != seen:
            self._read[domain] = (seen, self._usable(domain, chosen, before and before[1]))
        return self._read[domain][1]

    def _usable(self, domain: Domain, chosen: InForce, before: Matrix | None) -> Matrix | None:
        try:
            return read_file(chosen.path)
        except MatrixUnusable as error:
            bundled = file_of(BUNDLED, domain)
            log.error("%s %s. The one before is used instead.", chosen.path, error)
            return before or (read_file(bundled) if bundled.exists() else None)


def _identity(path: Path) -> tuple[int, ...]:
    """Differs when the name leads to another file, or to the same one rewritten."""
    try:
        status = path.stat()
    except OSError:
        return ()
    return (status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size)


@contextmanager
def workshop(folder: Path) -> Iterator[None]:
    """The folder of matrices, for one process at a time. Raises OSError when nothing can be
    written, BlockingIOError when another process is at work."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(exist_ok=True)
    # whoever updates, the user of the dashboard has to read what is in it
    folder.chmod(0o755)
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def put(folder: Path, matrix: Matrix) -> Path:
    """Make it the one in force, whole or not at all; within a `workshop`."""
    path = file_of(folder, matrix.domain)
    unfinished = path.with_suffix(".unfinished")
    try:
        with unfinished.open("wb") as file:
            file.write(written(matrix))
            file.flush()
            os.fsync(file.fileno())
        unfinished.chmod(0o644)
        # what was written is what will be read
        read_file(unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path
