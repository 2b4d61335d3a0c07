"""A recording is a file with one received frame on each line, as JSON."""

import base64
import gzip
import os
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from misp_dashboard.source.frame import Frame
from misp_dashboard.source.framing import join, split
from misp_dashboard.source.redact import redact
from misp_dashboard.source.unreadable import UnreadableFile


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """`received_at` in seconds since 1970. `frame` is `topic SPACE json` as it came through
    ZeroMQ; one that is not UTF-8 is in `frame_base64` instead."""

    received_at: float
    instance: str = ""
    frame: str | None = None
    frame_base64: str | None = None


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Line)


def read_recording(path: Path, instance: str = "") -> Iterator[Frame]:
    """The frames in the file's order, without secrets; gunzipped when it ends in .gz.

    `instance` is for the lines that name none. Raises UnreadableFile with the line.
    """
    for number, line in _lines(path):
        if not line.isspace():
            yield _frame(path, number, line, instance)


def is_recording(path: Path) -> bool:
    """Whether the first line is one of a recording, or is meant to be."""
    first = next((line for _, line in _lines(path)), b"")
    try:
        told = msgspec.json.decode(first)
    except (ValueError, RecursionError):
        return path.name.endswith((".jsonl", ".jsonl.gz"))
    return isinstance(told, dict) and not {"Event", "response"} & told.keys()


def last_received_at(path: Path) -> datetime | None:
    """The latest `received_at` of a recording; None when it has no frame."""
    return max((frame.received_at for frame in read_recording(path)), default=None)


class Recorder:
    """Writes a recording that only its owner may read; goes on after what the file holds."""

    def __init__(self, path: Path) -> None:
        path.touch(mode=0o600, exist_ok=True)
        path.chmod(0o600)
        self._zipped = path.suffix == ".gz"
        self._file = path.open("ab", buffering=0)

    def append(self, frames: Iterable[Frame]) -> None:
        """Writes the frames, which have to be redacted already, all of them or, when it raises
        OSError, none: they can be appended again."""
        lines = b"".join(_encoder.encode(_line(frame)) + b"\n" for frame in frames)
        # gunzip reads pieces one after the other as one, so that each stands by itself.
        unwritten = memoryview(gzip.compress(lines) if self._zipped else lines)
        size_before = self._file.seek(0, os.SEEK_END)
        try:
            while unwritten:
                unwritten = unwritten[self._file.write(unwritten) :]
        except OSError:
            self._file.truncate(size_before)
            raise

    def close(self) -> None:
        self._file.close()


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    number = 0
    with gzip.GzipFile(path) if path.suffix == ".gz" else path.open("rb") as file:
        try:
            for number, line in enumerate(file, 1):  # noqa: B007 - the error names the line
                yield number, line
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise UnreadableFile(path, number + 1, f"broken gzip: {error}") from error


def _frame(path: Path, number: int, line: bytes, instance: str) -> Frame:
    try:
        told = _decoder.decode(line)
        topic, body = split(_message(told))
        received_at = datetime.fromtimestamp(told.received_at, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UnreadableFile(path, number, f"no line of a recording: {error}") from error
    return Frame(told.instance or instance, received_at, topic, redact(topic, body))


def _message(told: Line) -> bytes:
    if told.frame is not None:
        # A lone surrogate, which JSON can write and UTF-8 cannot, becomes bytes that are refused
        # later, with the reason.
        return told.frame.encode("utf-8", "surrogatepass")
    if told.frame_base64 is not None:
        return base64.b64decode(told.frame_base64, validate=True)
    raise ValueError("neither `frame` nor `frame_base64`")


def _line(frame: Frame) -> Line:
    message = join(frame.topic, frame.body)
    received_at = frame.received_at.timestamp()
    try:
        return Line(received_at, frame.instance, message.decode())
    except UnicodeDecodeError:
        return Line(received_at, frame.instance, None, base64.b64encode(message).decode())
