"""Numbered SQL files bring the store's tables to the shape this version needs."""

import re
from importlib.resources import files
from typing import NamedTuple

from misp_dashboard.store.connect import Store

CREATE_LOG = """
CREATE TABLE IF NOT EXISTS migration (number UInt32, name String, done_at DateTime DEFAULT now())
ENGINE = ReplacingMergeTree ORDER BY number
"""


class Migration(NamedTuple):
    number: int
    name: str
    statements: list[str]


class _Number(NamedTuple):
    number: int


class SchemaTooNew(Exception):
    """The store was written by a newer version; the message says which and what to do."""


def migrations() -> list[Migration]:
    """All of them in order: `activity/table/0001_activity.sql` and so on."""
    found = []
    for file in files("misp_dashboard.activity").joinpath("table").iterdir():
        name = re.fullmatch(r"(\d{4})_(\w+)\.sql", file.name)
        if name:
            sql = re.sub(r"^--.*$", "", file.read_text(), flags=re.MULTILINE)
            statements = [part.strip() for part in sql.split(";\n") if part.strip(" \n;")]
            found.append(Migration(int(name[1]), name[2], statements))
    return sorted(found)


def migrate(store: Store, up_to: int | None = None) -> int:
    """Run the missing ones, all or up to a number, and answer the schema's number."""
    store.command(CREATE_LOG)
    done = {row.number for row in store.ask("SELECT DISTINCT number FROM migration", _Number)}
    wanted = [one for one in migrations() if up_to is None or one.number <= up_to]
    if done and max(done) > wanted[-1].number:
        raise SchemaTooNew(
            f"the store {store.dsn} has schema {max(done)}, this version knows up to "
            f"{wanted[-1].number}: run the version that wrote it, or restore a backup"
        )
    for migration in wanted:
        if migration.number in done:
            continue
        for statement in migration.statements:
            # a migration cut short by a crash runs again from its start
            store.command(re.sub(r"^CREATE TABLE ", "CREATE TABLE IF NOT EXISTS ", statement))
        store.command(
            "INSERT INTO migration (number, name) VALUES ({number:UInt32}, {name:String})",
            {"number": migration.number, "name": migration.name},
        )
    return wanted[-1].number


def keep_for(store: Store, days: int) -> None:
    """Let the table forget activities older than `days`; 0 keeps everything."""
    has_ttl = "TTL toDateTime(at)" in store.command("SHOW CREATE TABLE activity")
    if days:
        # merges drop old rows; rewriting what is there now would hold up the start
        store.command(
            f"ALTER TABLE activity MODIFY TTL toDateTime(at) + toIntervalDay({int(days)}) "
            "SETTINGS materialize_ttl_after_modify = 0"
        )
    elif has_ttl:
        store.command("ALTER TABLE activity REMOVE TTL")
