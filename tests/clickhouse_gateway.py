"""Serves a chDB engine with ClickHouse's HTTP protocol, as far as clickhouse-connect speaks it.

Run: python tests/clickhouse_gateway.py --path FOLDER [--port 0]; it prints its port. Tests use
`gateway(path)`. Left out: passwords, external data, progress headers, cancelling.
"""

import argparse
import gzip
import json
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import chdb
from backports import zstd

lz4: Any = import_module("lz4.frame")
connect: Callable[[str], Any] = chdb.connect

# What the HTTP interface takes for itself; every other URL parameter is a setting.
NOT_SETTINGS = re.compile(
    "param_.*|query|database|default_format|session_.*|close_session|query_id|quota_key|user|"
    "password|wait_end_of_query|client_protocol_version|role|buffer_size|(de)?compress|stacktrace|"
    "enable_http_compression|send_progress_in_http_headers|http_headers_progress_interval_ms"
)
# INSERT INTO table (columns) SETTINGS … FORMAT name, newline, data; VALUES have a second "(".
INSERT_DATA = re.compile(
    rb"\s*(INSERT\s+INTO\s[^'(]+(?:\([^)]*\))?[^'(]*?)\bFORMAT\s+(\w+)[ \r]*\n", re.IGNORECASE
)
ANSWERS = re.compile(rb"\s*(SELECT|WITH|SHOW|DESC|DESCRIBE|EXISTS|EXPLAIN)\b", re.IGNORECASE)
STATUS = {"47": 404, "60": 404, "81": 404, "62": 400}  # all others 500, as ClickHouse has it
COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "lz4": lz4.compress,
    "zstd": zstd.compress,
    "gzip": gzip.compress,
}


def decompress_lz4(body: bytes) -> bytes:
    whole = b""
    while body:  # one frame for each block
        frame = lz4.LZ4FrameDecompressor()
        whole += frame.decompress(body)
        body = frame.unused_data or b""
    return whole


DECOMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "lz4": decompress_lz4,
    "zstd": zstd.decompress,
    "gzip": gzip.decompress,
}


def form_fields(body: bytes, content_type: str) -> dict[str, bytes]:
    """Long bound parameters come as multipart/form-data, the query with them."""
    boundary = content_type.partition("boundary=")[2].strip('"').encode()
    fields = {}
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _, value = part.partition(b"\r\n\r\n")
        name = re.search(rb'name="([^"]+)"', head)
        if name is None or b"filename=" in head:
            raise RuntimeError("Code: 48. The gateway has no external data. (NOT_IMPLEMENTED)")
        fields[name[1].decode()] = value.removesuffix(b"\r\n")
    return fields


def quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


class Engine:
    """A connection for each session; a fresh one, closed after it, for a request without one."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._first = connect(path)  # the engine stops with its last connection
        self._sessions: dict[str, tuple[threading.Lock, Any]] = {}
        self._opening = threading.Lock()

    def run(self, sql: bytes, url: dict[str, str]) -> tuple[bytes, dict[str, str]]:
        session = url.get("session_id")
        with self._opening:
            kept = self._sessions.get(session or "")
            lock, connection = kept or (threading.Lock(), connect(self.path))
            if session:
                self._sessions[session] = lock, connection
        with lock:
            try:
                return self._run_with_settings(connection, sql, url)
            finally:
                if not session:
                    connection.close()

    def close(self) -> None:
        for connection in [*(c for _, c in self._sessions.values()), self._first]:
            connection.close()

    def _run_with_settings(
        self, connection: Any, sql: bytes, url: dict[str, str]
    ) -> tuple[bytes, dict[str, str]]:
        params = {k[6:]: v for k, v in url.items() if k.startswith("param_")}
        settings = [name for name in url if not NOT_SETTINGS.fullmatch(name)]
        connection.query(f"USE `{url.get('database') or 'default'}`", "Null")
        try:
            for name in settings:
                connection.query(f"SET {name} = {quoted(url[name])}", "Null")
            insert = INSERT_DATA.match(sql)
            if insert is None:
                form = url.get("default_format", "TabSeparated")
                result = connection.query(sql, form, params=params)
                return result.bytes() or b"", {"read_rows": str(result.rows_read())}
            with connection.send_insert(insert[1].decode(), insert[2].decode()) as rows:
                rows.append(sql[insert.end() :])
                return b"", {"written_rows": str(rows.finish().rows_written)}
        finally:
            for name in settings:
                connection.query(f"SET {name} = DEFAULT", "Null")


class Gateway(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    engine: Engine

    def do_POST(self) -> None:
        sent = self._body()
        url = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
        try:
            content_type = self.headers.get("Content-Type", "")
            if content_type.startswith("multipart/form-data"):
                fields = form_fields(sent, content_type)
                sent = fields.pop("query", b"")
                url |= {name: value.decode() for name, value in fields.items()}
            sql = b"\n".join(part for part in (url.get("query", "").encode(), sent) if part)
            if not sql:
                return self._reply(200, b"Ok.\n", {})
            body, summary = self.engine.run(sql, url)
        except RuntimeError as error:
            text = str(error)
            text = text[max(0, text.find("Code: ")) :]
            code = (re.findall(r"Code: (\d+)", text) or ["1001"])[0]
            headers = {"X-ClickHouse-Exception-Code": code}
            return self._reply(STATUS.get(code, 500), text.encode() + b"\n", headers)
        headers = {"X-ClickHouse-Summary": json.dumps(summary), "X-ClickHouse-Timezone": "UTC"}
        if ANSWERS.match(sql):
            headers["X-ClickHouse-Format"] = url.get("default_format", "TabSeparated")
        accepted = self.headers.get("Accept-Encoding", "").replace(" ", "").split(",")
        encoding = next((e for e in accepted if e in COMPRESS), "")
        if body and encoding and url.get("enable_http_compression", "1") == "1":
            headers["Content-Encoding"] = encoding
            body = COMPRESS[encoding](body)
        return self._reply(200, body, headers)

    do_GET = do_POST  # noqa: N815

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "") != "chunked":
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        else:
            body = b""
            while size := int(self.rfile.readline().split(b";")[0], 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        return DECOMPRESS[self.headers.get("Content-Encoding", "")](body)

    def _reply(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


@contextmanager
def gateway(path: Path) -> Iterator[str]:
    """A gateway in its own process; yields the address to give to clickhouse-connect."""
    command = [sys.executable, __file__, "--path", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            port = process.stdout.readline().strip()
            if not port:
                raise RuntimeError(f"the gateway on {path} did not start, see its stderr")
            yield f"clickhouse://default@127.0.0.1:{port}/default"
        finally:
            process.terminate()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--path", required=True, help="folder of the chDB engine")
    parser.add_argument("--port", type=int, default=0, help="0: any free one")
    arguments = parser.parse_args()
    Gateway.engine = Engine(arguments.path)
    server = Server(("127.0.0.1", arguments.port), Gateway)
    # shutdown() waits for the loop that this signal interrupts, so another thread calls it
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever(poll_interval=0.05)
    Gateway.engine.close()


if __name__ == "__main__":
    main()
