"""The gateway stands for a ClickHouse server: clickhouse-connect finds what it needs, over HTTP."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any
from uuid import UUID

import clickhouse_connect
import pytest
from clickhouse_connect.driver.client import Client
from clickhouse_connect.driver.exceptions import DatabaseError

TABLE = """
CREATE TABLE seen
(
    id UInt64,
    uuid UUID,
    at DateTime64(3, 'UTC'),
    kind LowCardinality(String),
    tags Array(LowCardinality(String)),
    value String,
    latitude Nullable(Float32),
    to_ids Bool
)
ENGINE = MergeTree ORDER BY id
SETTINGS enable_block_number_column = 1, enable_block_offset_column = 1, fsync_after_insert = 1
"""
COLUMNS = ["id", "uuid", "at", "kind", "tags", "value", "latitude", "to_ids"]
START = datetime(2024, 5, 1, 12, 0, 0, 123_000, tzinfo=UTC)
HARD_TEXTS = [
    "it's",
    'a "quote"',
    "back\\slash and \\n and \\",
    "line\nbreak\r\nand\ttab",
    "Zürich 東京 🦊",
    "{id:UInt64} %s %(id)s ?&=+#",
    "') OR 1=1 --",
    "",
]


def load_gateway() -> Any:
    """Tests are no package; the file is loaded by its place."""
    path = Path(__file__).with_name("clickhouse_gateway.py")
    spec = spec_from_file_location("clickhouse_gateway", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def dsn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with load_gateway().gateway(tmp_path_factory.mktemp("engine")) as dsn:
        yield dsn


@pytest.fixture
def client(dsn: str) -> Iterator[Client]:
    settings = {"enable_lightweight_update": 1}
    client = clickhouse_connect.get_client(dsn=dsn, settings=settings, tz_mode="aware")
    client.command("DROP TABLE IF EXISTS seen")
    client.command(TABLE)
    yield client
    client.close()


def rows(count: int) -> list[list[Any]]:
    ids = range(count)
    return [
        [2**63 + i for i in ids],
        [UUID(int=i) for i in ids],
        [START + timedelta(milliseconds=i) for i in ids],
        [("event", "attribute")[i % 2] for i in ids],
        [["tlp:red", f"number:{i % 7}"][: i % 3] for i in ids],
        [HARD_TEXTS[i % len(HARD_TEXTS)] for i in ids],
        [None if i % 2 else i / 4 for i in ids],
        [i % 3 == 0 for i in ids],
    ]


@pytest.mark.parametrize("compress", ["lz4", "zstd", "gzip", False])
def test_what_is_inserted_by_column_comes_back_the_same(
    dsn: str, client: Client, compress: str | bool
) -> None:
    columns = rows(5_000)
    sender = clickhouse_connect.get_client(dsn=dsn, compress=compress, tz_mode="aware")
    summary = sender.insert("seen", columns, column_names=COLUMNS, column_oriented=True)
    assert summary.written_rows == 5_000
    back = sender.query(f"SELECT {', '.join(COLUMNS)} FROM seen ORDER BY id").result_rows
    assert back == list(zip(*columns, strict=True))
    sender.close()


def test_an_insert_of_several_blocks_arrives_whole(client: Client) -> None:
    large = [str(i) * 20_000 for i in range(1_000, 1_500)]  # tens of MB
    client.insert("seen", [large], column_names=["value"], column_oriented=True)
    asked = "SELECT count(), uniqExact(value), sum(length(value)) FROM seen"
    assert client.query(asked).first_row == (500, 500, 500 * 80_000)


@pytest.mark.parametrize("text", HARD_TEXTS)
def test_bound_text_arrives_as_it_is(client: Client, text: str) -> None:
    client.insert("seen", rows(80), column_names=COLUMNS, column_oriented=True)
    asked = client.query(
        "SELECT {text:String}, {texts:Array(String)}, count() FROM seen"
        " WHERE value = {text:String}",
        parameters={"text": text, "texts": [text, "other"]},
    )
    assert asked.result_rows == [(text, [text, "other"], 10)]


def test_bound_arrays_and_moments_choose_rows(client: Client) -> None:
    client.insert("seen", rows(100), column_names=COLUMNS, column_oriented=True)
    asked = client.query(
        "SELECT id FROM seen WHERE id IN {ids:Array(UInt64)} AND at >= {since:DateTime64(3, 'UTC')}"
        " AND (empty({kinds:Array(String)}) OR kind IN {kinds:Array(String)}) ORDER BY id",
        parameters={
            "ids": [2**63 + i for i in range(10)],
            "since": START + timedelta(milliseconds=7),
            "kinds": [],
        },
    )
    assert asked.result_columns == [[2**63 + 7, 2**63 + 8, 2**63 + 9]]


def test_a_long_list_of_ids_may_be_bound(client: Client) -> None:
    client.insert("seen", rows(100), column_names=COLUMNS, column_oriented=True)
    asked = client.query(
        "SELECT count(), {text:String} FROM seen WHERE id IN {ids:Array(UInt64)}",
        parameters={"ids": [2**63 + i for i in range(50, 20_050)], "text": "a\r\nb'\\"},
    )
    assert asked.result_rows == [(50, "a\r\nb'\\")]


@pytest.mark.parametrize(
    ("sql", "code", "name"),
    [
        ("SELEC 1", 62, "SYNTAX_ERROR"),
        ("SELECT * FROM no_such_table", 60, "UNKNOWN_TABLE"),
        ("SELECT throwIf(1, 'enough is enough')", 395, "enough is enough"),
    ],
)
def test_an_error_arrives_with_the_servers_words(
    client: Client, sql: str, code: int, name: str
) -> None:
    with pytest.raises(DatabaseError, match=name) as failed:
        client.query(sql)
    assert failed.value.code == code
    assert client.query("SELECT 1").first_row == (1,)


def test_an_insert_that_fails_leaves_nothing(client: Client) -> None:
    with pytest.raises(DatabaseError, match="UNKNOWN_TABLE"):
        client.insert("no_such_table", [[1]], column_names=["id"], column_type_names=["UInt64"])
    with pytest.raises(DatabaseError, match="CANNOT_READ_ALL_DATA"):
        client.raw_insert("seen", COLUMNS, b"\x01\x05\x02id\x06UInt64\x00", fmt="Native")
    assert client.command("SELECT count() FROM seen") == 0


def test_a_lightweight_update_changes_rows_in_place(client: Client) -> None:
    client.insert("seen", rows(10), column_names=COLUMNS, column_oriented=True)
    client.command(
        "UPDATE seen SET value = {value:String}, tags = {tags:Array(String)}"
        " WHERE id = {id:UInt64}",
        parameters={"value": "it's", "tags": ["a'b"], "id": 2**63 + 3},
    )
    changed = client.query("SELECT id, tags FROM seen WHERE value = 'it\\'s' AND tags = ['a\\'b']")
    assert changed.result_rows == [(2**63 + 3, ["a'b"])]


def test_a_dictionary_tells_names(client: Client) -> None:
    client.command("CREATE OR REPLACE TABLE name (id UInt64, name String) ENGINE = Memory")
    client.insert("name", [[1, "CIRCL"]], column_names=["id", "name"])
    client.command(
        "CREATE OR REPLACE DICTIONARY names (id UInt64, name String DEFAULT 'unknown')"
        " PRIMARY KEY id SOURCE(CLICKHOUSE(TABLE 'name')) LAYOUT(HASHED()) LIFETIME(0)"
    )
    asked = client.query("SELECT dictGet('names', 'name', arrayJoin([1, 2]))")
    assert asked.result_columns == [["CIRCL", "unknown"]]
    client.command("DROP DICTIONARY names")


def test_settings_of_one_request_do_not_stay(client: Client) -> None:
    asked = "SELECT value FROM system.settings WHERE name = 'max_block_size'"
    before = client.command(asked)
    assert client.command(asked, settings={"max_block_size": 77}) == 77
    assert client.command(asked) == before


def test_a_session_keeps_its_temporary_tables_from_others(dsn: str, client: Client) -> None:
    client.command("CREATE TEMPORARY TABLE mine (x Int8)")
    client.insert("mine", [[1], [2]], column_names=["x"], column_type_names=["Int8"])
    assert client.command("SELECT sum(x) FROM mine") == 3
    other = clickhouse_connect.get_client(dsn=dsn)
    with pytest.raises(DatabaseError, match="UNKNOWN_TABLE"):
        other.command("SELECT sum(x) FROM mine")
    other.close()
    client.command("DROP TABLE mine")


def test_a_database_of_the_address_is_the_one_used(dsn: str, client: Client) -> None:
    client.command("CREATE DATABASE IF NOT EXISTS second")
    other = clickhouse_connect.get_client(dsn=dsn.replace("/default", "/second"))
    assert other.command("SELECT currentDatabase()") == "second"
    assert client.command("SELECT currentDatabase()") == "default"
    other.close()
    with pytest.raises(DatabaseError, match="UNKNOWN_DATABASE"):
        clickhouse_connect.get_client(dsn=dsn.replace("/default", "/third"))


def test_clients_of_several_threads_work_side_by_side(dsn: str, client: Client) -> None:
    def insert(thread: int) -> None:
        mine = clickhouse_connect.get_client(dsn=dsn)
        for _ in range(5):
            mine.insert("seen", rows(20), column_names=COLUMNS, column_oriented=True)
        mine.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(insert, range(4)))
    assert client.command("SELECT count() FROM seen") == 4 * 5 * 20


def test_it_answers_plain_http(dsn: str) -> None:
    connection = HTTPConnection(dsn.partition("@")[2].partition("/")[0])

    def get(path: str) -> tuple[int, str | None, bytes]:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.headers["X-ClickHouse-Exception-Code"], answer.read()

    assert get("/ping") == (200, None, b"Ok.\n")
    asked = get("/?default_format=JSONEachRow&query=SELECT+1+AS+x")
    assert asked == (200, None, b'{"x":1}\n')
    assert get("/?query=SELEC+1")[:2] == (400, "62")
    connection.close()


def test_what_it_holds_is_there_after_a_restart(tmp_path: Path) -> None:
    gateway = load_gateway().gateway
    for expected in (0, 3):
        with gateway(tmp_path) as dsn:
            client = clickhouse_connect.get_client(dsn=dsn)
            client.command("CREATE TABLE IF NOT EXISTS t (x Int8) ENGINE = MergeTree ORDER BY x")
            assert client.command("SELECT count() FROM t") == expected
            client.insert("t", [[1], [2], [3]], column_names=["x"])
            client.close()


def test_a_folder_that_another_process_has_is_refused(tmp_path: Path) -> None:
    gateway = load_gateway().gateway
    with (
        gateway(tmp_path),
        pytest.raises(RuntimeError, match="did not start"),
        gateway(tmp_path),
    ):
        pass
