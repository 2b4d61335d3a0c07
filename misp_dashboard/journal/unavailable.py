"""A journal that cannot be used says which file, why, and what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec


class JournalUnavailable(OSError):
    """An OSError, so that a source, which knows no journal, keeps its frames and tries again."""

    def __init__(self, path: Path, problem: str, remedy: str) -> None:
        super().__init__(f"journal {path}: {problem}; {remedy}")
        self.path = path
        self.problem = problem
        self.remedy = remedy


_REMEDIES = {
    "SQLITE_FULL": "free some space on its disk, nothing is lost meanwhile",
    "SQLITE_READONLY": "let the user who runs MISP Dashboard write the file and its folder",
    "SQLITE_CANTOPEN": "let the user who runs MISP Dashboard write the file and its folder",
    "SQLITE_PERM": "let the user who runs MISP Dashboard write the file and its folder",
    "SQLITE_BUSY": "another process has held it for long: see which one, e.g. with `fuser`",
    "SQLITE_NOTADB": "it is no SQLite file: choose another data folder, or move the file away",
    "SQLITE_CORRUPT": "it is damaged: move it away and start again, what it held is fetched"
    " again from MISP by backfill",
    "SQLITE_IOERR": "see whether its disk is well and not full (`dmesg`, `df`)",
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns what SQLite and the file system raise into a JournalUnavailable."""
    try:
        yield
    except sqlite3.Error as error:
        # "SQLITE_IOERR_WRITE" is a kind of "SQLITE_IOERR"
        code = getattr(error, "sqlite_errorname", "") or ""
        kind = "_".join(code.split("_")[:2])
        remedy = _REMEDIES.get(kind, "see the message above in SQLite's documentation")
        raise JournalUnavailable(path, str(error), remedy) from error
    except msgspec.MsgspecError as error:
        raise JournalUnavailable(path, str(error), _REMEDIES["SQLITE_CORRUPT"]) from error
    except JournalUnavailable:
        raise
    except OSError as error:
        problem = error.strerror or str(error)
        raise JournalUnavailable(path, problem, _REMEDIES["SQLITE_CANTOPEN"]) from error
