"""One way to the store, whether it is embedded chDB or a ClickHouse server."""

import os
import re
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import clickhouse_connect
import msgspec
from clickhouse_connect.driver.client import Client
from clickhouse_connect.driver.exceptions import ClickHouseError, OperationalError

from misp_dashboard.store.given import asked
from misp_dashboard.store.loaded import give_back

Row = TypeVar("Row")

SETTINGS = {"enable_lightweight_update": 1, "max_partitions_per_insert_block": 0}
"""Rows are completed in place: UPDATE writes a small patch instead of rewriting columns. One batch
may hold the history of more than the hundred months that ClickHouse allows by default."""

ROW_FORMAT = "JSONCompactEachRow"
ROW_SETTINGS = {"date_time_input_format": "best_effort", "input_format_parallel_parsing": 0}
"""Rows are encoded by msgspec and read by ClickHouse, which does not hold Python's lock: 1 µs of
Python a row, where clickhouse-connect's insert by column takes 9, and imports pandas (44 MB) for
it. A batch is small, so one thread reads it."""

ALLOCATOR = "dirty_decay_ms:300,tcache_max:4096,tcache_nslots_small_max:40"
"""For chDB's jemalloc, read once when the library is loaded. It keeps freed memory for 5 s and for
each of its up to 150 threads; with these it keeps less, which costs no measurable time: 449 MB
instead of 614 after 600,000 activities and all questions from four threads at once. (Keeping none
would cost half again as much time, or ten times.)"""

TIMEOUTS: dict[str, Any] = {"connect_timeout": 5, "send_receive_timeout": 60}
"""Seconds, for a server: a network that carries nothing any more is noticed, and tried again."""

_encoder = msgspec.json.Encoder()

PASSING = frozenset(
    (
        "ABORTED", "ACCESS_DENIED", "AUTHENTICATION_FAILED", "CANNOT_OPEN_FILE",
        "CANNOT_SCHEDULE_TASK", "CANNOT_WRITE_TO_FILE_DESCRIPTOR", "KEEPER_EXCEPTION",
        "MEMORY_LIMIT_EXCEEDED", "NETWORK_ERROR", "NOT_ENOUGH_SPACE", "NO_FREE_CONNECTION",
        "NO_ZOOKEEPER", "QUERY_WAS_CANCELLED", "READONLY", "SESSION_IS_LOCKED", "SOCKET_TIMEOUT",
        "SYSTEM_ERROR", "TABLE_IS_READ_ONLY", "TIMEOUT_EXCEEDED", "TOO_MANY_PARTS",
        "TOO_MANY_SIMULTANEOUS_QUERIES", "TOO_SLOW", "UNKNOWN_DATABASE",
        "UNKNOWN_STATUS_OF_INSERT", "UNKNOWN_TABLE",
    )
)  # fmt: skip
"""Errors of ClickHouse that say nothing about what was asked: the same may succeed later."""


_IN_URL = re.compile(r" with url: \S+")


class StoreUnavailable(Exception):
    """The store cannot be reached or opened; the message names it and the remedy."""


class StoreRefused(Exception):
    """The store answers, but not what was asked; the message is the server's own, without the
    query that it repeats (it has values of messages and filters)."""


class Store:
    """Questions and rows for one ClickHouse.

    A clickhouse-connect client serialises its own queries and two clients run side by side, so
    each thread has its own. `dsn` is `chdb:///<folder>` or `clickhouse://user@host:8123/database`.
    """

    def __init__(self, dsn: str, password: str = "") -> None:
        self.dsn = dsn
        self._password = password
        self._of_thread = threading.local()
        self._lock = threading.Lock()
        self._clients: list[Client] = []
        self._closed = False
        self.hangs = ""
        """Why nobody but who insists waits for the store, while it does not answer: else all the
        threads for questions would, each for a minute."""

    def insist(self) -> None:
        """This thread waits for the store even while it hangs, and so finds out when it is back."""
        self._of_thread.insists = True

    @property
    def embedded(self) -> bool:
        return self.dsn.startswith("chdb:")

    def client(self) -> Client:
        """This thread's client, opened on first use."""
        if self.hangs and not getattr(self._of_thread, "insists", False):
            raise StoreUnavailable(self.hangs)
        client: Client | None = getattr(self._of_thread, "client", None)
        if client is None:
            client = self._open()
            self._of_thread.client = client
        return client

    def _open(self) -> Client:
        if self._closed:
            raise StoreUnavailable(f"the store {self.dsn} is closed")
        if self.embedded:
            Path(urlsplit(self.dsn).path).mkdir(mode=0o700, parents=True, exist_ok=True)
            os.environ.setdefault("JE_MALLOC_CONF", ALLOCATOR)
        try:
            client = clickhouse_connect.get_client(
                dsn=self.dsn,
                settings=SETTINGS,
                tz_mode="aware",
                query_limit=0,
                password=self._password,
                **({} if self.embedded else TIMEOUTS),
            )
        except (ClickHouseError, RuntimeError, OSError) as error:
            raise StoreUnavailable(self._why_not_open(error)) from error
        with self._lock:
            is_first = not self._clients
            self._clients.append(client)
        if self.embedded and is_first:
            give_back()
        return client

    def _why_not_open(self, error: Exception) -> str:
        if self.embedded:
            # chDB says nothing when another process has the folder
            return (
                f"the store in {urlsplit(self.dsn).path} cannot be opened: "
                f"{str(error) or 'another process has it open'}. "
                "Only one process may have it: stop the other one, or use a ClickHouse server "
                "(store.url = clickhouse://…)."
            )
        return (
            f"the store {self.dsn} does not answer: {_innermost(error)}. "
            "Is the server up, and the URL right?"
        )

    def explained(self, error: ClickHouseError) -> "StoreUnavailable | StoreRefused":
        """What an error of the driver means for whoever asked."""
        name = getattr(error, "name", None)
        if isinstance(error, OperationalError):
            return StoreUnavailable(self._why_not_open(error))
        if name == "NOT_ENOUGH_SPACE":
            return StoreUnavailable(
                f"the disk of the store {self.dsn} is full: free some space, nothing is lost "
                "meanwhile"
            )
        if name in PASSING:
            return StoreUnavailable(f"the store {self.dsn} cannot do it now: {_first_line(error)}")
        return StoreRefused(_first_line(error))

    def ask(
        self, sql: str, row: Callable[..., Row], parameters: dict[str, Any] | None = None
    ) -> list[Row]:
        """The answer's rows, each as `row(*columns)`."""
        sql, values = asked(sql, parameters or {})
        try:
            result = self.client().query(sql, parameters=values, query_formats={"UUID": "string"})
        except ClickHouseError as error:
            raise self.explained(error) from error
        return [row(*columns) for columns in result.result_rows]

    def command(self, sql: str, parameters: dict[str, Any] | None = None) -> str:
        """Run a statement that answers at most one value."""
        sql, values = asked(sql, parameters or {})
        try:
            return str(self.client().command(sql, parameters=values))
        except ClickHouseError as error:
            raise self.explained(error) from error

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Any]) -> None:
        """Insert rows, each a tuple or an `array_like` Struct; on return they are on disk."""
        try:
            self.client().raw_insert(
                table, columns, _encoder.encode_lines(rows), settings=ROW_SETTINGS, fmt=ROW_FORMAT
            )
        except ClickHouseError as error:
            raise self.explained(error) from error
        except ValueError as error:
            raise StoreRefused(str(error)[:300]) from error

    def close(self) -> None:
        """Close every thread's client; the embedded engine stops with the last one."""
        with self._lock:
            self._closed = True
            clients, self._clients = self._clients, []
        for client in clients:
            client.close()


def _innermost(error: Exception) -> str:
    """What the system said of the network: the driver repeats the question around it, with its
    values, and so would say something else each time."""
    inner: BaseException | None = error
    while inner is not None:
        if isinstance(inner, OSError) and (inner.strerror or isinstance(inner, TimeoutError)):
            return (inner.strerror or "no answer in time").lower()
        inner = inner.__cause__ or inner.__context__
    return _IN_URL.sub("", str(error).partition("\n")[0])[:300]


def _first_line(error: ClickHouseError) -> str:
    """What went wrong, without the query that the server repeats."""
    return str(error).partition(" In scope ")[0].partition("\n")[0][:300]
