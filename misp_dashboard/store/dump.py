"""A store's tables as lines of JSON, out of one store and into another of any kind or version."""

import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any, NamedTuple

import msgspec
from clickhouse_connect.driver.exceptions import ClickHouseError

from misp_dashboard.store.connect import ROW_FORMAT, ROW_SETTINGS, Store
from misp_dashboard.store.migrate import migrate, migrations

OUT_SETTINGS = {"date_time_output_format": "iso", "output_format_json_quote_64bit_integers": 0}
CHUNK_BYTES = 8 << 20

HAS_SCHEMA = """
SELECT count() FROM system.tables WHERE database = currentDatabase() AND name = 'migration'
"""
SCHEMA = "SELECT max(number) FROM migration"
COLUMNS = """
SELECT name FROM system.columns
WHERE database = currentDatabase() AND table = {table:String} AND default_kind IN ('', 'DEFAULT')
ORDER BY position
"""


class Table(msgspec.Struct, frozen=True):
    """A table of the schema with this number; its columns are in the order of a line's values."""

    name: str
    columns: tuple[str, ...]
    schema: int


class _Number(NamedTuple):
    number: int


class _Name(NamedTuple):
    name: str


def schema_of(store: Store) -> int:
    """The number of the newest migration that was run; 0 for a store without tables."""
    if not store.ask(HAS_SCHEMA, _Number)[0].number:
        return 0
    return store.ask(SCHEMA, _Number)[0].number


def tables_of(schema: int) -> list[str]:
    """The tables that a schema has, without the one that notes the migrations."""
    statements = (s for one in migrations() if one.number <= schema for s in one.statements)
    return [name[1] for s in statements if (name := re.match(r"CREATE TABLE (\w+)", s))]


def tables(store: Store) -> list[Table]:
    schema = schema_of(store)
    return [
        Table(
            name,
            tuple(row.name for row in store.ask(COLUMNS, _Name, {"table": name})),
            schema,
        )
        for name in tables_of(schema)
    ]


def rows_of(store: Store, table: Table) -> Iterator[bytes]:
    """The table's lines in pieces of any length; each line is a row."""
    columns = ", ".join(f"`{column}`" for column in table.columns)
    try:
        stream: Any = store.client().raw_stream(
            f"SELECT {columns} FROM {table.name}",  # noqa: S608 - names of our migrations
            settings=OUT_SETTINGS,
            fmt=ROW_FORMAT,
        )
        with closing(stream):
            while piece := stream.read(CHUNK_BYTES):
                yield piece
    except ClickHouseError as error:
        raise store.explained(error) from error


def keep_rows(store: Store, table: Table, pieces: Iterable[bytes]) -> None:
    """On return the rows are on disk."""
    for lines in _whole_lines(pieces):
        try:
            store.client().raw_insert(
                table.name, table.columns, lines, settings=ROW_SETTINGS, fmt=ROW_FORMAT
            )
        except ClickHouseError as error:
            raise store.explained(error) from error


def emptied(store: Store, schema: int) -> None:
    """The store has the tables of that schema, without rows; what it had is gone."""
    dropped(store)
    migrate(store, schema)


def dropped(store: Store) -> None:
    """Nothing of ours is left in the store."""
    for name in (*tables_of(migrations()[-1].number), "migration"):
        store.command(f"DROP TABLE IF EXISTS {name} SYNC")


def count(store: Store, table: str) -> int:
    return store.ask(f"SELECT count() FROM {table}", _Number)[0].number  # noqa: S608 - ours


def _whole_lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, cut only where a line ends, in pieces that make good inserts."""
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= CHUNK_BYTES and (end := piece.rfind(b"\n") + 1):
            yield b"".join((*waiting[:-1], piece[:end]))
            waiting, size = [piece[end:]], len(piece) - end
    if rest := b"".join(waiting):
        yield rest
