"""A recording gives the frames back that were recorded, without secrets."""

import gzip
import json
import os
import resource
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from misp_dashboard.source.frame import Frame
from misp_dashboard.source.recording import Recorder, last_received_at, read_recording
from misp_dashboard.source.unreadable import UnreadableFile

CAPTURED = Path(__file__).parents[2].parent / "shared" / "data" / "zmq" / "frames.jsonl"
AT = datetime(2026, 11, 24, 2, 8, 10, 306948, UTC)

FRAMES = [
    Frame("misp", AT, "misp_json", '{"Event":{"info":"impayée 海莲花 \\n"}}'.encode()),
    Frame("other", AT, "misp_json_self", b'{"status":"alive","uptime":11}'),
    Frame("other", AT, "", b"misp_json_without_a_space"),
    Frame("other", AT, "", b"misp_json\xff {}"),
    Frame("other", AT, "misp_json_tag", b"\xc3\x28"),
]


@pytest.mark.parametrize("name", ["frames.jsonl", "frames.jsonl.gz"])
def test_what_is_recorded_is_read_back_unchanged(name: str, tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / name)
    recorder.append(FRAMES[:2])
    recorder.append(FRAMES[2:])
    recorder.close()
    assert list(read_recording(tmp_path / name, "elsewhere")) == FRAMES


@pytest.mark.parametrize("name", ["frames.jsonl", "frames.jsonl.gz"])
def test_a_recorder_goes_on_after_what_was_recorded_before(name: str, tmp_path: Path) -> None:
    for frame in FRAMES:
        recorder = Recorder(tmp_path / name)
        recorder.append([frame])
        recorder.close()
    assert list(read_recording(tmp_path / name)) == FRAMES


def test_a_frame_can_be_read_as_soon_as_it_is_recorded(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "frames.jsonl")
    recorder.append(FRAMES[:1])
    assert list(read_recording(tmp_path / "frames.jsonl")) == FRAMES[:1]
    recorder.close()


@pytest.mark.parametrize("name", ["frames.jsonl", "frames.jsonl.gz"])
def test_frames_that_did_not_fit_on_the_disk_can_be_appended_again(
    name: str, tmp_path: Path
) -> None:
    recorder = Recorder(tmp_path / name)
    recorder.append(FRAMES)
    large = [Frame("misp", AT, "misp_json", os.urandom(500).hex().encode()) for _ in range(100)]
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            recorder.append(large)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    recorder.append(large)
    recorder.close()
    assert list(read_recording(tmp_path / name)) == FRAMES + large


def test_only_its_owner_reads_a_recording(tmp_path: Path) -> None:
    path = tmp_path / "frames.jsonl"
    path.touch(mode=0o644)
    Recorder(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_line_without_an_instance_takes_the_given_one(tmp_path: Path) -> None:
    path = tmp_path / "frames.jsonl"
    path.write_text('{"received_at": 1795486091.5, "frame": "misp_json_self {}"}\n\n')
    (frame,) = read_recording(path, "misp")
    assert frame == Frame(
        "misp", datetime.fromtimestamp(1795486091.5, UTC), "misp_json_self", b"{}"
    )


def test_a_recording_of_another_tool_loses_its_secrets(tmp_path: Path) -> None:
    path = tmp_path / "frames.jsonl"
    log = {"Log": {"model": "User", "action": "add", "change": f"authkey () => ({'S3cr' * 10})"}}
    line = {"received_at": 1.0, "frame": f"misp_json_audit {json.dumps(log)}"}
    path.write_text(json.dumps(line) + "\n")
    (frame,) = read_recording(path)
    assert b"S3cr" not in frame.body


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "truncated"),
        ("[]", "Expected `object`"),
        ('{"frame": "misp_json {}"}', "received_at"),
        ('{"received_at": "now", "frame": ""}', "float"),
        ('{"received_at": 1e300, "frame": ""}', "range"),
        ('{"received_at": 1}', "neither `frame` nor `frame_base64`"),
        ('{"received_at": 1, "frame_base64": "?"}', "base64"),
    ],
)
def test_a_bad_line_is_named_with_file_and_line(line: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "frames.jsonl"
    path.write_text('{"received_at": 1, "frame": "misp_json {}"}\n' + line + "\n")
    frames = read_recording(path)
    assert next(frames).topic == "misp_json"
    with pytest.raises(UnreadableFile, match=r"frames\.jsonl, line 2: .*" + problem) as caught:
        next(frames)
    assert caught.value.line == 2


def test_a_broken_gzip_is_named(tmp_path: Path) -> None:
    path = tmp_path / "frames.jsonl.gz"
    line = b'{"received_at": 1, "frame": "misp_json {}"}\n'
    path.write_bytes(gzip.compress(line * 1000)[:-20])
    with pytest.raises(UnreadableFile, match="broken gzip"):
        list(read_recording(path))


@pytest.mark.skipif(not CAPTURED.exists(), reason="the captured frames are not on this machine")
def test_every_frame_of_a_real_misp_is_read_with_topic_and_body() -> None:
    frames = list(read_recording(CAPTURED, "misp"))
    assert len(frames) == 2375
    lines = [json.loads(line) for line in CAPTURED.read_text().splitlines()]
    for frame, line in zip(frames, lines, strict=True):
        topic, _, body = line["frame"].partition(" ")
        assert frame.topic == topic
        assert abs(frame.received_at.timestamp() - line["received_at"]) < 1e-6
        if topic != "misp_json_audit":
            assert frame.body.decode() == body
    assert last_received_at(CAPTURED) == frames[-1].received_at
