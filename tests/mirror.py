"""A real HTTP server that hands out files, and what such databases are packed in."""

import gzip
import io
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import msgspec


class Answer(msgspec.Struct, frozen=True):
    """`promised` is the length that is announced, when it is another than that of the body."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = {}
    promised: int | None = None


class Mirror:
    """`answers` by path; `asked` are the requests that came, with their headers."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.url = ""

    def offers(self, path: str, body: bytes, **more: Any) -> None:
        self.answers[path] = Answer(body, **more)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


class _Handler(BaseHTTPRequestHandler):
    mirror: ClassVar[Mirror]

    def do_GET(self) -> None:
        self.mirror.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        answer = self.mirror.answers.get(self.path, Answer(b"nothing here", 404))
        self.send_response(answer.status)
        length = len(answer.body) if answer.promised is None else answer.promised
        self.send_header("Content-Length", str(length))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def mirror() -> Iterator[Mirror]:
    one = Mirror()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("H", (_Handler,), {"mirror": one}))
    one.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield one
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def gzipped(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def archive(files: dict[str, bytes], *members: tarfile.TarInfo) -> bytes:
    """A gzipped tar archive, as MaxMind makes them; `members` come without content."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        for member in members:
            tar.addfile(member)
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return packed.getvalue()
