"""A MISP event in a JSON file becomes the frame MISP sends when it publishes the event."""

import gzip
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from misp_dashboard.source.frame import Frame
from misp_dashboard.source.redact import redact
from misp_dashboard.source.unreadable import UnreadableFile, line_of_json_error

TOPIC = "misp_json"


class _Event(msgspec.Struct, frozen=True):
    event: msgspec.Raw = msgspec.field(name="Event")


class _Response(msgspec.Struct, frozen=True):
    response: list[_Event]


_any_form = msgspec.json.Decoder(dict[str, msgspec.Raw] | list[_Event])
_response = msgspec.json.Decoder(list[_Event] | _Event)


def read_event_file(path: Path, instance: str) -> Iterator[Frame]:
    """A frame for each event of an export: `{"Event": ...}`, `{"response": [{"Event": ...}]}` or
    a list of events. It counts as received now. Raises UnreadableFile."""
    content = _content(path)
    try:
        events = _events(content)
        bodies = [_body(event) for event in events]
    except (ValueError, RecursionError) as error:
        line = line_of_json_error(content)
        raise UnreadableFile(path, line, f"no MISP event: {error}") from error
    for body in bodies:
        yield Frame(instance, datetime.now(UTC), TOPIC, redact(TOPIC, body))


def _content(path: Path) -> bytes:
    if path.suffix != ".gz":
        return path.read_bytes()
    try:
        with gzip.open(path) as file:
            return file.read()
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise UnreadableFile(path, 0, f"broken gzip: {error}") from error


def _events(content: bytes) -> list[_Event]:
    told = _any_form.decode(content)
    if isinstance(told, list):
        return told
    if "Event" in told:
        return [_Event(told["Event"])]
    if "response" in told:
        response = _response.decode(told["response"])
        return response if isinstance(response, list) else [response]
    raise ValueError("it has neither `Event` nor `response`")


def _body(event: _Event) -> bytes:
    """As MISP sends it: on one line, without blanks, numbers and escapes untouched."""
    if not bytes(event.event).startswith(b"{"):
        raise ValueError("`Event` is no object")
    return b'{"Event":' + bytes(msgspec.json.format(event.event, indent=-1)) + b"}"
