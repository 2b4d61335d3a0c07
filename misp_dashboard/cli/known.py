"""What a dashboard knows is its journal, its record of gaps and its store; it can be forgotten."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from misp_dashboard.cli.failure import Failure
from misp_dashboard.config import Config

if TYPE_CHECKING:
    from misp_dashboard.store.connect import Store

DATABASES = ("history.sqlite3", "journal.sqlite3")
"""What SQLite has in the data folder, in the order in which it comes into a backup. What the
history says was heard or fetched is in the journal by then: the other way round, a restored
dashboard would not ask for what came between the two. Both come before the store's rows, so that a
frame is in the journal or in the store, or in both (and then its rows are known)."""
BESIDE = ("", "-wal", "-shm")
"""SQLite's write-ahead log belongs to the file it stands beside, and to no other."""


@contextmanager
def opened(config: Config) -> Iterator["Store"]:
    """The store of the configuration, without making its tables."""
    from misp_dashboard.store.connect import Store

    store = Store(config.store_url, config.store.password.reveal())
    try:
        yield store
    finally:
        store.close()


def anything_known(config: Config, store: "Store") -> bool:
    from misp_dashboard.store.dump import count, schema_of, tables_of

    if any((config.data_dir / name).exists() for name in DATABASES):
        return True
    return any(count(store, table) for table in tables_of(schema_of(store)))


def forgotten(config: Config, store: "Store") -> None:
    """The configuration, the key of pseudonyms and downloaded databases stay."""
    from misp_dashboard.store.dump import dropped

    dropped(store)
    for name in DATABASES:
        for end in BESIDE:
            (config.data_dir / f"{name}{end}").unlink(missing_ok=True)


def unfinished_mark(data_dir: Path) -> Path:
    """The file that is there while a restore is, and stays when it is cut short."""
    return data_dir / "restore.unfinished"


def refuse_half_restored(data_dir: Path) -> None:
    """Raises Failure where a restore was cut short."""
    if unfinished_mark(data_dir).exists():
        raise Failure(
            f"A restore into {data_dir} was cut short: what is there is not whole.",
            "Run the same `misp-dashboard restore` again, or `misp-dashboard reset`.",
        )
