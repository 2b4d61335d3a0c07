"""Frames as MISP would send them, and the rows they become."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from misp_dashboard.activity.row import Activity
from misp_dashboard.handler.topics import decode, handle
from misp_dashboard.source.frame import Frame
from misp_dashboard.source.redact import redact

CAPTURED = Path(__file__).parents[2].parent / "shared" / "data"

Rows = Callable[..., list[Activity]]


@pytest.fixture(scope="session")
def received_at() -> datetime:
    return datetime(2026, 3, 1, 12, 0, 0, 250000, tzinfo=UTC)


@pytest.fixture(scope="session")
def frame(received_at: datetime) -> Callable[..., Frame]:
    """`frame(topic, body)`: a body that is no bytes yet is written as JSON."""

    def build(topic: str, body: Any, received_at: datetime = received_at) -> Frame:
        raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        return Frame("acme", received_at, topic, raw)

    return build


@pytest.fixture(scope="session")
def rows(frame: Callable[..., Frame]) -> Rows:
    """`rows(topic, body)`: what the frame becomes."""

    def build(*arguments: Any, **more: Any) -> list[Activity]:
        told: Frame = frame(*arguments, **more)
        return handle(decode(told), told)

    return build


@pytest.fixture(scope="session")
def captured() -> list[Frame]:
    """Every frame received from a real MISP, redacted as it would be kept."""
    path = CAPTURED / "zmq" / "frames.jsonl"
    if not path.exists():
        pytest.skip(f"the captured frames are not here: {path}")
    frames = []
    for line in path.read_text().splitlines():
        told = json.loads(line)
        topic, body = told["frame"].split(" ", 1)
        at = datetime.fromtimestamp(told["received_at"], UTC)
        frames.append(Frame("acme", at, topic, redact(topic, body.encode())))
    return frames


@pytest.fixture(scope="session")
def told(captured: list[Frame]) -> list[tuple[str, dict[str, Any]]]:
    """The same as topics and plain dicts, to count by other means than the handlers'."""
    return [(frame.topic, json.loads(frame.body)) for frame in captured]


@pytest.fixture(scope="session")
def captured_rows(captured: list[Frame]) -> list[Activity]:
    return [row for frame in captured for row in handle(decode(frame), frame)]


@pytest.fixture(scope="session")
def event_files() -> list[dict[str, Any]]:
    """The events of real publications, as exported: `{"Event": …}` each."""
    folder = CAPTURED / "events"
    if not folder.exists():
        pytest.skip(f"the event files are not here: {folder}")
    files = [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]
    return [event for file in files for event in file.get("response", [file])]
