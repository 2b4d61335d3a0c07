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


UPGRADE = """
import sys
from datetime import UTC, datetime
from misp_dashboard.access.viewer import LOCAL
from misp_dashboard.query.activities import activities
from misp_dashboard.query.coverage import coverage
from misp_dashboard.query.most_active import most_active
from misp_dashboard.query.places import places
from misp_dashboard.query.scope import scope_from
from misp_dashboard.store.connect import Store
from misp_dashboard.store.migrate import CREATE_LOG, migrate, migrations

store = Store(sys.argv[1])
schema = int(sys.argv[2])
store.command(CREATE_LOG)
for one in migrations()[:schema]:
    for statement in one.statements:
        store.command(statement)
    store.command(f"INSERT INTO migration (number, name) VALUES ({one.number}, '{one.name}')")
store.command(
    "INSERT INTO activity (id, at, instance, kind, action, value, tags, distribution) "
    "VALUES (7, now64(3), 'Here', 'attribute', 'add', 'kept.example', ['tlp:red'], 3)"
)
assert migrate(store) == migrations()[-1].number
(row,) = activities(store, LOCAL, scope_from({"value": ["kept.example"]}, "1h", "", ""))
assert (row.id, tuple(row.tags), row.distribution) == (7, ("tlp:red",), 3), row
assert (tuple(row.targets), row.warninglist) == ((), ""), row
store.command("UPDATE activity SET tags = ['tlp:red', 'late'], country = 'LU' WHERE id = 7")
scope = scope_from({}, "1h", "", "")
(late, red) = most_active(store, LOCAL, scope, by="tag").items
assert (late.label, late.activities, red.label) == ("late", 1, "tlp:red"), (late, red)
assert places(store, LOCAL, scope).country_only == 1
assert coverage(store, LOCAL, scope).located == 1
store.close()
"""


@pytest.mark.parametrize("schema", range(1, len(migrations()) + 1))
def test_a_store_of_an_earlier_version_is_upgraded_and_keeps_its_rows(
    tmp_path: Path, schema: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", UPGRADE, f"chdb://{tmp_path / 'store'}", str(schema)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
