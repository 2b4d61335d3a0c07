"""Whatever can be replayed is recognised by what it holds."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from misp_dashboard.source.replayable import read_any
from misp_dashboard.source.unreadable import UnreadableFile

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
LINE = '{"received_at": 1795486091.5, "instance": "recorded", "frame": "misp_json_self {}"}\n'
EVENT = '{"Event": {"uuid": "a", "timestamp": "1700000000"}}'
NOW = datetime(2030, 6, 1, 12, tzinfo=UTC)

needs_captures = pytest.mark.skipif(
    not SHARED.exists(), reason="the captured data are not on this machine"
)


@pytest.mark.parametrize(
    ("name", "content", "instance"),
    [
        ("a.jsonl", LINE * 2, "recorded"),
        ("a.json", LINE, "recorded"),
        ("a.txt", LINE, "recorded"),
        ("a.json", EVENT, "misp"),
        ("a.jsonl", EVENT, "misp"),
        ("a.json", json.dumps(json.loads(EVENT), indent=2), "misp"),
    ],
)
def test_a_file_is_known_by_what_it_holds(
    name: str, content: str, instance: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(content)
    frames = list(read_any(tmp_path / name, "misp"))
    assert {frame.instance for frame in frames} == {instance}


def test_a_folder_gives_its_files_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text(EVENT)
    (tmp_path / "a.jsonl").write_text(LINE)
    (tmp_path / "LICENSE").write_text("not to be replayed")
    assert [f.topic for f in read_any(tmp_path, "misp")] == ["misp_json_self", "misp_json"]


def test_a_folder_with_nothing_to_replay_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"no file in it ends in \.json"):
        list(read_any(tmp_path, "misp"))


def test_a_bad_line_at_the_start_of_a_recording_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"received_at":\n' + LINE)
    with pytest.raises(UnreadableFile, match="line 1"):
        list(read_any(tmp_path / "a.jsonl", "misp"))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(read_any(tmp_path / "a.jsonl", "misp"))


def test_a_retimed_recording_ends_now(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(LINE + LINE.replace("091.5", "191.5"))
    first, last = read_any(tmp_path / "a.jsonl", "misp", retime_to=NOW)
    assert last.received_at - first.received_at == timedelta(seconds=100)
    assert abs(last.received_at - NOW) <= timedelta(seconds=1)


@needs_captures
def test_every_event_of_the_folder_is_read_and_can_be_retimed() -> None:
    folder = SHARED / "events"
    files = list(folder.glob("*.json"))
    plain = [json.loads(frame.body) for frame in read_any(folder, "misp")]
    retimed = list(read_any(folder, "misp", retime_to=NOW))
    assert len(plain) == len(retimed) >= len(files) == 25
    for before, after in zip(plain, retimed, strict=True):
        assert len(before["Event"]["Attribute"]) == len(
            json.loads(after.body)["Event"]["Attribute"]
        )
        assert timedelta(0) <= NOW - after.received_at <= timedelta(minutes=11)


@needs_captures
def test_the_captured_frames_can_be_retimed() -> None:
    frames = list(read_any(SHARED / "zmq" / "frames.jsonl", "misp", retime_to=NOW))
    assert len(frames) == 2375
    assert abs(frames[-1].received_at - NOW) < timedelta(seconds=2)
