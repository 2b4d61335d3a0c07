"""An exported event becomes the frame that MISP sends when it publishes the event."""

import gzip
import json
from pathlib import Path

import pytest

from misp_dashboard.source.event_file import read_event_file
from misp_dashboard.source.unreadable import UnreadableFile

EVENT = {"uuid": "8d9a0a4e-2c3b-4c77-9a32-000000000001", "info": "é /", "timestamp": "1700000000"}


def write(tmp_path: Path, content: object, **how: int) -> Path:
    path = tmp_path / "event.json"
    path.write_text(json.dumps(content, ensure_ascii=False, **how))  # type: ignore[arg-type]
    return path


@pytest.mark.parametrize(
    "content",
    [
        {"Event": EVENT},
        {"response": [{"Event": EVENT}]},
        {"response": {"Event": EVENT}},
        [{"Event": EVENT}],
    ],
)
def test_every_form_of_export_gives_the_published_event(content: object, tmp_path: Path) -> None:
    (frame,) = read_event_file(write(tmp_path, content, indent=2), "misp")
    assert (frame.instance, frame.topic) == ("misp", "misp_json")
    assert json.loads(frame.body) == {"Event": EVENT}
    assert b"\n" not in frame.body
    assert b'": ' not in frame.body
    assert "é /".encode() in frame.body


def test_several_events_are_several_frames_in_order(tmp_path: Path) -> None:
    events = [{"Event": {**EVENT, "id": str(number)}} for number in range(3)]
    frames = list(read_event_file(write(tmp_path, {"response": events}), "misp"))
    assert [json.loads(frame.body)["Event"]["id"] for frame in frames] == ["0", "1", "2"]


def test_a_gzipped_export_is_read(tmp_path: Path) -> None:
    path = tmp_path / "event.json.gz"
    path.write_bytes(gzip.compress(json.dumps({"Event": EVENT}).encode()))
    (frame,) = read_event_file(path, "misp")
    assert json.loads(frame.body) == {"Event": EVENT}
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(UnreadableFile, match="broken gzip"):
        list(read_event_file(path, "misp"))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ({"events": []}, "neither `Event` nor `response`"),
        ({"Event": "8d9a"}, "`Event` is no object"),
        ({"response": [{"Attribute": {}}]}, "Event"),
        ("a text", "Expected"),
    ],
)
def test_what_is_no_event_is_named_with_its_file(
    content: object, problem: str, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableFile, match=problem) as caught:
        list(read_event_file(write(tmp_path, content), "misp"))
    assert "event.json" in str(caught.value)


def test_the_line_of_broken_json_is_named(tmp_path: Path) -> None:
    path = tmp_path / "event.json"
    path.write_text('{\n  "Event": {\n    "id": 1,,\n  }\n}')
    with pytest.raises(UnreadableFile, match=r"event\.json, line 3"):
        list(read_event_file(path, "misp"))


def test_json_nested_too_deeply_is_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "event.json"
    path.write_text('{"Event":' + "[" * 200_000 + "]" * 200_000 + "}")
    with pytest.raises(UnreadableFile):
        list(read_event_file(path, "misp"))
