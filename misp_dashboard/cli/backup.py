"""`misp-dashboard backup`: everything the dashboard knows, in one file, also while it runs."""

import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from misp_dashboard import __version__
from misp_dashboard.cli.amount import count_text, size_text
from misp_dashboard.cli.failure import Failure
from misp_dashboard.cli.lock import RunLock
from misp_dashboard.cli.option import config_option, load_config
from misp_dashboard.config import Config

if TYPE_CHECKING:
    from misp_dashboard.cli.backup_file import Contents, StoredTable
    from misp_dashboard.cli.store_socket import Piece
    from misp_dashboard.store.connect import Store

COMPRESSION = 1
"""Level 1 of 9: JSON takes a sixth of its size; a higher one takes thrice the time for a tenth."""


@click.command(short_help="Write everything the dashboard knows into one file.")
@click.argument("place", type=click.Path(path_type=Path), metavar="FILE|FOLDER")
@config_option
def backup(place: Path, config_file: Path | None) -> None:
    """Write the journal, the store, what is known of gaps, and the key of pseudonyms into FILE, or
    into a new file in FOLDER.

    The dashboard may run meanwhile. The file is there when all of it was written and read again;
    one that is there already is left alone. It is readable by its owner alone, and not encrypted.
    The configuration and GeoIP databases are not in it.

    \b
    Examples:
      misp-dashboard backup /backup
      misp-dashboard backup monday.zip
    """
    from misp_dashboard.cli.backup_file import BackupDamaged, verify
    from misp_dashboard.cli.serve import started_or_explained
    from misp_dashboard.cli.store_socket import NotHandedOver

    config = load_config(config_file)
    target = _target(place)
    try:
        with started_or_explained(), _unfinished(target) as part:
            with _pieces(config) as told:
                _write(part, config.data_dir, told)
            contents = verify(part)
            _put(part, target)
    except NotHandedOver as error:
        raise Failure(
            f"The running dashboard does not hand over its store: {error}.",
            "Stop it, run this again, and start it again.",
        ) from error
    except BackupDamaged as error:
        raise Failure(
            f"What was written cannot be read again: {error}.", "Try it again."
        ) from error
    except sqlite3.Error as error:
        raise Failure(f"The data folder cannot be copied: {error}.", "") from error
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise Failure(f"{target} cannot be written: {why}.", "") from error
    click.echo(said(contents, target, "in"))


def said(contents: "Contents", file: Path, where: str) -> str:
    """What a backup has, in a sentence."""
    rows = contents.rows("activity")
    many = f"{rows:,} activit{'y' if rows == 1 else 'ies'}"
    size = size_text(file.stat().st_size)
    return f"{many} and {count_text(len(contents.files), 'file')} {where} {file} ({size})."


def _target(place: Path) -> Path:
    if place.is_dir():
        place = place / f"misp-dashboard-{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}.zip"
    if place.exists():
        raise Failure(f"{place} is there already.", "Choose another file, or a folder.")
    if not place.parent.is_dir():
        raise Failure(f"The folder {place.parent} is not there.", "Make it, or choose another.")
    return place


@contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """A file beside the target, which is not left behind."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _put(part: Path, target: Path) -> None:
    """On return the target is on disk, whole; one that came meanwhile is not replaced."""
    with part.open("rb") as written:
        os.fsync(written.fileno())
    try:
        target.hardlink_to(part)
    except FileExistsError as error:
        raise Failure(f"{target} is there already.", "Choose another file.") from error
    except OSError:
        # a file system without links
        part.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def _pieces(config: Config) -> Iterator[Iterable["Piece"]]:
    """The store's rows: from the running dashboard, or from the store itself."""
    from misp_dashboard.cli.store_socket import handed_over
    from misp_dashboard.store.connect import Store

    if not config.data_dir.is_dir():
        raise Failure(f"There is nothing in {config.data_dir} yet.", "")
    with ExitStack() as stack:
        lock = RunLock(config.data_dir)
        runs = lock.held_by_other()
        if not runs:
            stack.enter_context(lock)
        store = Store(config.store_url, config.store.password.reveal())
        stack.callback(store.close)
        if runs and store.embedded:
            yield handed_over(config.data_dir)
        else:
            yield _rows(store)


def _rows(store: "Store") -> Iterator["Piece"]:
    from misp_dashboard.cli.store_socket import Piece
    from misp_dashboard.store.dump import rows_of, tables

    for table in tables(store):
        yield Piece(table, b"")
        for rows in rows_of(store, table):
            yield Piece(None, rows)


def _write(part: Path, data_dir: Path, told: Iterable["Piece"]) -> None:
    from misp_dashboard.cli.backup_file import FORMAT, LIST, Contents

    with zipfile.ZipFile(
        part, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=COMPRESSION
    ) as archive:
        # The files come before the rows: see backup_file.
        files = write_files(archive, data_dir, part.parent)
        stored = _write_tables(archive, told)
        contents = Contents(
            format=FORMAT,
            program=__version__,
            made_at=datetime.now(UTC),
            schema=max((one.table.schema for one in stored), default=0),
            files=tuple(files),
            tables=tuple(stored),
        )
        archive.writestr(LIST, msgspec.json.format(msgspec.json.encode(contents)))


def write_files(archive: zipfile.ZipFile, data_dir: Path, beside: Path) -> list[str]:
    from misp_dashboard.cli.backup_file import copied, other_files
    from misp_dashboard.cli.known import DATABASES

    names = []
    for name in DATABASES:
        if (data_dir / name).exists():
            with tempfile.TemporaryDirectory(prefix=".misp-dashboard-", dir=beside) as folder:
                copied(data_dir / name, Path(folder) / name)
                archive.write(Path(folder) / name, f"files/{name}")
            names.append(name)
    for name in other_files(data_dir):
        archive.write(data_dir / name, f"files/{name}")
        names.append(name)
    return names


def _write_tables(archive: zipfile.ZipFile, told: Iterable["Piece"]) -> list["StoredTable"]:
    from misp_dashboard.cli.backup_file import StoredTable

    done: list[StoredTable] = []
    with ExitStack() as stack:
        for table, rows in told:
            if table is not None:
                stack.close()
                done.append(StoredTable(table, 0))
                name = done[-1].member
                member = stack.enter_context(archive.open(name, "w", force_zip64=True))
            else:
                member.write(rows)
                done[-1] = msgspec.structs.replace(done[-1], rows=done[-1].rows + rows.count(b"\n"))
    return done
