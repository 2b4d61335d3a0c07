"""A backup is one zip file: the data folder's databases, the store's rows, and a list of both."""

import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import IO

import msgspec

from misp_dashboard.cli.known import DATABASES
from misp_dashboard.store.dump import Table, tables_of
from misp_dashboard.store.migrate import migrations

LIST = "backup.json"
FORMAT = 1
OTHER_FILES = ("pseudonym.key", "attack/*.json")
"""What is copied as it is. GeoIP databases are left out: they are fetched again."""
READ_BYTES = 1 << 20


class BackupDamaged(Exception):
    """The message says in what."""


class StoredTable(msgspec.Struct, frozen=True):
    """A table of the store and how many rows the backup has of it."""

    table: Table
    rows: int

    @property
    def member(self) -> str:
        return f"store/{self.table.name}.jsonl"


class Contents(msgspec.Struct, frozen=True):
    """What a backup has in it."""

    format: int
    program: str
    made_at: datetime
    schema: int
    files: tuple[str, ...]
    tables: tuple[StoredTable, ...]

    def rows(self, table: str) -> int:
        return sum(one.rows for one in self.tables if one.table.name == table)


def copied(database: Path, to: Path) -> None:
    """A whole copy of a SQLite file, whoever writes it meanwhile. Raises sqlite3.Error."""
    with (
        closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=rw", uri=True)) as source,
        closing(sqlite3.connect(to)) as target,
    ):
        source.backup(target)
        # the copy is one file, without a write-ahead log beside it
        target.execute("PRAGMA journal_mode = DELETE")
        (verdict,) = target.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(f"{database} is damaged: {verdict}")


def other_files(data_dir: Path) -> list[str]:
    """Those that are there, by their path within the data folder."""
    found = (file for pattern in OTHER_FILES for file in sorted(data_dir.glob(pattern)))
    return [str(file.relative_to(data_dir)) for file in found if file.is_file()]


def contents_of(archive: zipfile.ZipFile) -> Contents:
    """Raises BackupDamaged for what is none of our backups."""
    try:
        contents = msgspec.json.decode(archive.read(LIST), type=Contents)
    except (KeyError, msgspec.MsgspecError, zipfile.BadZipFile, OSError) as error:
        raise BackupDamaged(f"it has no readable {LIST}: {error}") from error
    if contents.format != FORMAT:
        raise BackupDamaged(f"its format is {contents.format}; this version knows {FORMAT}")
    return contents


def verify(file: Path) -> Contents:
    """Reads all of it: every member is there, its checksum is right, no row is missing, and this
    version knows the schema. Raises BackupDamaged."""
    try:
        with zipfile.ZipFile(file) as archive:
            contents = contents_of(archive)
            _only_ours(contents)
            for name in contents.files:
                with archive.open(f"files/{name}") as member:
                    _lines(member)
            for one in contents.tables:
                with archive.open(one.member) as member:
                    if (rows := _lines(member)) != one.rows:
                        raise BackupDamaged(f"{one.member} has {rows} rows instead of {one.rows}")
    except (zipfile.BadZipFile, KeyError, EOFError, OSError, ValueError) as error:
        raise BackupDamaged(str(error)) from error
    return contents


def pieces(member: IO[bytes]) -> Iterator[bytes]:
    while piece := member.read(READ_BYTES):
        yield piece


def _only_ours(contents: Contents) -> None:
    """A backup may come from elsewhere: it must not name a file outside the data folder, nor a
    table that no version of ours has."""
    newest = migrations()[-1].number
    if contents.schema > newest:
        raise BackupDamaged(
            f"it has schema {contents.schema} and this version knows up to {newest}: "
            f"it was made by version {contents.program}"
        )
    for name in contents.files:
        path = Path(name)
        is_ours = name in DATABASES or any(path.match(pattern) for pattern in OTHER_FILES)
        if not is_ours or path.is_absolute() or ".." in path.parts or len(path.parts) > 2:
            raise BackupDamaged(f"it has a file that is none of ours: {name}")
    known = set(tables_of(contents.schema))
    for one in contents.tables:
        if one.table.name not in known or not all(map(_is_name, one.table.columns)):
            raise BackupDamaged(f"it has a table that is none of ours: {one.table.name}")


def _is_name(column: str) -> bool:
    return column.isascii() and column.isidentifier()


def _lines(member: IO[bytes]) -> int:
    return sum(piece.count(b"\n") for piece in pieces(member))
