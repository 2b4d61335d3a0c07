"""Migrations bring a store to the shape this version needs, once, from any earlier one."""

import subprocess
import sys
from pathlib import Path

import pytest

from misp_dashboard.store.connect import Store
from misp_dashboard.store.migrate import SchemaTooNew, keep_for, migrate, migrations


def test_migrations_are_numbered_without_holes() -> None:
    assert [one.number for one in migrations()] == list(range(1, len(migrations()) + 1))


def test_migrating_again_changes_nothing(either_store: Store) -> None:
    before = either_store.command("SHOW CREATE TABLE activity")
    assert migrate(either_store) == migrations()[-1].number
    assert either_store.command("SHOW CREATE TABLE activity") == before


def test_a_store_of_a_newer_version_is_not_touched(store: Store) -> None:
    store.command("INSERT INTO migration (number, name) VALUES (9999, 'later')")
    try:
        with pytest.raises(SchemaTooNew, match="9999"):
            migrate(store)
    finally:
        store.command("DELETE FROM migration WHERE number = 9999")


def test_retention_is_a_ttl_and_can_be_lifted(either_store: Store) -> None:
    keep_for(either_store, 30)
    assert "toIntervalDay(30)" in either_store.command("SHOW CREATE TABLE activity")
    keep_for(either_store, 0)
    assert "TTL" not in either_store.command("SHOW CREATE TABLE activity")


OPEN = "import sys; from misp_dashboard.store.connect import Store; Store(sys.argv[1]).client()"


def test_a_folder_that_another_process_has_is_explained(store: Store) -> None:
    done = subprocess.run(
        [sys.executable, "-c", OPEN, store.dsn], capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "Only one process may have it" in done.stderr


def test_a_server_that_is_not_there_is_explained(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", OPEN, "clickhouse://default@127.0.0.1:9/misp"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "127.0.0.1:9" in done.stderr
    assert "Is the server up" in done.stderr
