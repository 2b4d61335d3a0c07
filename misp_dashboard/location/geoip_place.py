"""A GeoIP database is put in place whole or not at all, with a note of where it came from."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import msgspec

from misp_dashboard.location.geoip import Kind, placed_file
from misp_dashboard.location.geoip_proof import Proof
from misp_dashboard.location.geoip_refused import GeoipRefused


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """Lies beside the database. `edition` and `sha256` (of the file as it was handed out) tell
    whether the source has a newer one; the last two, that the note is about the file there is."""

    source: str
    edition: str
    url: str
    sha256: str
    placed_at: datetime
    size_bytes: int
    built_at: datetime


def note_file(folder: Path, kind: Kind) -> Path:
    return folder / f"{kind}.json"


def read_note(folder: Path, kind: Kind) -> Note | None:
    """None when there is none, or it is about another file than the one in place."""
    try:
        note = msgspec.json.decode(note_file(folder, kind).read_bytes(), type=Note)
        size_bytes = placed_file(folder, kind).stat().st_size
    except (OSError, msgspec.MsgspecError):
        return None
    return note if note.size_bytes == size_bytes else None


@contextmanager
def workshop(folder: Path) -> Iterator[Path]:
    """The folder of the databases, for one process at a time; what an earlier one left unfinished
    is removed. Raises GeoipRefused when another one is at work or nothing can be written."""
    try:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(exist_ok=True)
        # whoever updates, the user of the dashboard has to read what is in it
        folder.chmod(0o755)
        handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        _take(handle, folder)
        _remove_unfinished(folder)
        try:
            yield folder
        finally:
            _remove_unfinished(folder)
    finally:
        os.close(handle)


def _take(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise GeoipRefused(
            f"Another update of the databases in {folder} is running.", "Wait until it is done."
        ) from error
    except OSError as error:
        raise unwritable(folder, error) from error


def _remove_unfinished(folder: Path) -> None:
    for left in folder.glob("*.unfinished"):
        left.unlink(missing_ok=True)


def unfinished(folder: Path, name: str) -> Path:
    """Where a file lies while it is being written."""
    return folder / f"{name}.unfinished"


def put(database: Path, folder: Path, kind: Kind, note: Note) -> None:
    """Make a proven file the one in place; a running dashboard takes it up within seconds."""
    _sync(database)
    database.chmod(0o644)
    database.replace(placed_file(folder, kind))
    told = unfinished(folder, f"{kind}.json")
    told.write_bytes(msgspec.json.format(msgspec.json.encode(note)) + b"\n")
    _sync(told)
    told.replace(note_file(folder, kind))
    _sync(folder)


def noted(
    proof: Proof, *, source: str, edition: str, url: str, sha256: str, placed_at: datetime
) -> Note:
    return Note(
        source=source,
        edition=edition,
        url=url,
        sha256=sha256,
        placed_at=placed_at,
        size_bytes=proof.size_bytes,
        built_at=proof.built_at,
    )


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def unwritable(folder: Path, error: OSError) -> GeoipRefused:
    """What is said when the disk is full, or the folder somebody else's."""
    reason = (error.strerror or "unknown reason").lower()
    return GeoipRefused(
        f"Nothing can be written to {folder}: {reason}.",
        "Make room, or run this as the user whose data_dir it is.",
    )
