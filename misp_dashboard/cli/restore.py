"""`misp-dashboard restore`: what a backup has becomes what the dashboard knows."""

import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from misp_dashboard.cli.backup import said
from misp_dashboard.cli.failure import Failure
from misp_dashboard.cli.known import anything_known, forgotten, opened, unfinished_mark
from misp_dashboard.cli.lock import RunLock
from misp_dashboard.cli.option import config_option, load_config

if TYPE_CHECKING:
    from misp_dashboard.cli.backup_file import Contents
    from misp_dashboard.store.connect import Store


@click.command(short_help="Bring back what a backup has.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@config_option
@click.option("--yes", is_flag=True, help="Replace what is there.")
def restore(file: Path, config_file: Path | None, yes: bool) -> None:
    """Bring back everything that FILE, written by `backup`, has, into the data folder and the store
    of the configuration: embedded or a server, whichever it came from.

    The whole file is read and checked before anything is changed. What is there already is replaced
    only with --yes. Stop the dashboard first. A restore that was cut short is run again.

    \b
    Examples:
      misp-dashboard restore monday.zip
      misp-dashboard restore --yes monday.zip
    """
    from misp_dashboard.cli.backup_file import BackupDamaged, verify
    from misp_dashboard.cli.serve import started_or_explained

    config = load_config(config_file)
    try:
        contents = verify(file)
    except BackupDamaged as error:
        raise Failure(f"{file} cannot be restored: {error}.", "") from error
    with started_or_explained(), RunLock(config.data_dir), opened(config) as store:
        mark = unfinished_mark(config.data_dir)
        if not yes and not mark.exists() and anything_known(config, store):
            raise Failure(
                f"There is data in {config.data_dir} or its store already.",
                "With --yes it is replaced; `misp-dashboard backup` keeps it.",
            )
        with _told(file):
            mark.touch(mode=0o600)
            forgotten(config, store)
            with zipfile.ZipFile(file) as archive:
                _restore_files(archive, contents, config.data_dir)
                _restore_tables(archive, contents, store)
            mark.unlink()
    click.echo(said(contents, file, "restored from"))


@contextmanager
def _told(file: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, zipfile.BadZipFile) as error:
        raise Failure(
            f"{file} is not restored: {error}.", "Mend that, and run the same command again."
        ) from error


def _restore_files(archive: zipfile.ZipFile, contents: "Contents", data_dir: Path) -> None:
    for name in contents.files:
        target = data_dir / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = target.with_name(f"{target.name}.new")
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as writer, archive.open(f"files/{name}") as member:
            shutil.copyfileobj(member, writer, 1 << 20)
            writer.flush()
            os.fsync(writer.fileno())
        unfinished.replace(target)


def _restore_tables(archive: zipfile.ZipFile, contents: "Contents", store: "Store") -> None:
    from misp_dashboard.cli.backup_file import pieces
    from misp_dashboard.store.dump import emptied, keep_rows
    from misp_dashboard.store.migrate import migrate

    if not contents.tables:
        return
    emptied(store, contents.schema)
    for one in contents.tables:
        with archive.open(one.member) as member:
            keep_rows(store, one.table, pieces(member))
    migrate(store)
