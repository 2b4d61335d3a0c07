"""A running dashboard hands its store's rows to `backup` through a socket in the data folder.

Only one process may have an embedded store open. The socket is a file, so only the user who runs
the dashboard (and root) reaches it; nothing can be asked but all rows, and nothing changed.
"""

import logging
import os
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

import msgspec

from misp_dashboard.store.connect import Store, StoreRefused, StoreUnavailable
from misp_dashboard.store.dump import Table, rows_of, tables

log = logging.getLogger(__name__)

FILE = "store.sock"
PATIENCE_S = 60.0
"""How long either side waits for the other to go on."""
END_S = 2.0
HEAD = struct.Struct(">cQ")
TABLE, ROWS, END, FAILED = b"T", b"R", b"E", b"F"
CREDENTIALS = struct.Struct("3i")


class NotHandedOver(Exception):
    """The message says why no rows, or not all, came."""


class Piece(NamedTuple):
    """The beginning of a table, or some of its rows."""

    table: Table | None
    rows: bytes


class StoreSocket:
    """Use it in a `with`; one reader at a time."""

    def __init__(self, data_dir: Path, store: Store) -> None:
        self._data_dir = data_dir
        self._store = store
        self._listening: socket.socket | None = None
        self._reader: socket.socket | None = None
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> "StoreSocket":
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            (self._data_dir / FILE).unlink(missing_ok=True)
            with _short(self._data_dir) as path:
                listening.bind(path)
            (self._data_dir / FILE).chmod(0o600)
            listening.listen(1)
        except OSError as error:
            # some file systems of containers know no sockets: all else works
            listening.close()
            log.warning("backups need a stop of the dashboard: no socket can be made: %s", error)
            return self
        self._listening = listening
        self._thread = threading.Thread(
            target=self._run, args=(listening,), name="store socket", daemon=True
        )
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stopping.set()
        for one in (self._listening, self._reader):
            if one is not None:
                _shut(one)
                one.close()
        if self._thread is not None:
            self._thread.join(END_S)
            (self._data_dir / FILE).unlink(missing_ok=True)

    def _run(self, listening: socket.socket) -> None:
        while not self._stopping.is_set():
            try:
                reader, _ = listening.accept()
            except OSError:
                return
            self._reader = reader
            reader.settimeout(PATIENCE_S)
            with reader:
                self._serve(reader)
            self._reader = None

    def _serve(self, reader: socket.socket) -> None:
        if not _is_ours(reader):
            log.warning("another user asked for the store's rows, and got none")
            return
        try:
            self._hand_over(reader)
        except OSError as error:
            log.warning("a backup broke off: %s", error)

    def _hand_over(self, reader: socket.socket) -> None:
        try:
            for table in tables(self._store):
                _send(reader, TABLE, msgspec.json.encode(table))
                for rows in rows_of(self._store, table):
                    if self._stopping.is_set():
                        raise StoreUnavailable("the dashboard stops")
                    _send(reader, ROWS, rows)
            _send(reader, END, b"")
        except (StoreUnavailable, StoreRefused) as error:
            _send(reader, FAILED, str(error).encode())


def handed_over(data_dir: Path) -> Iterator[Piece]:
    """Everything in the store of the dashboard that runs on the folder; raises NotHandedOver."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asked:
        asked.settimeout(PATIENCE_S)
        try:
            with _short(data_dir) as path:
                asked.connect(path)
            while True:
                kind, size = HEAD.unpack(_receive(asked, HEAD.size))
                told = _receive(asked, size)
                if kind == END:
                    return
                if kind == FAILED:
                    raise NotHandedOver(told.decode(errors="replace"))
                if kind == TABLE:
                    yield Piece(msgspec.json.decode(told, type=Table), b"")
                else:
                    yield Piece(None, told)
        except (OSError, msgspec.MsgspecError) as error:
            raise NotHandedOver(str(error)) from error


def _send(reader: socket.socket, kind: bytes, told: bytes) -> None:
    reader.sendall(HEAD.pack(kind, len(told)))
    reader.sendall(told)


def _receive(asked: socket.socket, size: int) -> bytes:
    told = bytearray()
    while len(told) < size:
        piece = asked.recv(min(1 << 20, size - len(told)))
        if not piece:
            raise ConnectionError("the dashboard broke off")
        told += piece
    return bytes(told)


def _is_ours(reader: socket.socket) -> bool:
    """Whether this user, or root, is at the other end; systems but Linux have the file's mode."""
    if not hasattr(socket, "SO_PEERCRED"):
        return True
    told = reader.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, CREDENTIALS.size)
    _, user, _ = CREDENTIALS.unpack(told)
    return user in (0, os.geteuid())


def _shut(one: socket.socket) -> None:
    """Wakes whoever waits for it."""
    try:
        one.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


@contextmanager
def _short(data_dir: Path) -> Iterator[str]:
    """The socket's path: a socket's may have 107 bytes only, a folder's many more."""
    handle = os.open(data_dir, os.O_RDONLY)
    try:
        through = Path(f"/proc/self/fd/{handle}")
        yield str((through if through.exists() else data_dir) / FILE)
    finally:
        os.close(handle)
