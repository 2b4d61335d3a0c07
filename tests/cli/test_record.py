"""`misp-dashboard record`: what the configured MISPs send goes to a file."""

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from misp_dashboard.source.publisher import Publisher
from misp_dashboard.source.recording import read_recording

Run = Callable[..., Any]
START_S = 20.0


@pytest.fixture
def misp() -> Iterator[Publisher]:
    with Publisher(quiet_s=0.2) as publisher:
        yield publisher


def variables(publisher: Publisher) -> dict[str, str]:
    return {
        "MISP_DASHBOARD_INSTANCES__0__NAME": "Luxembourg",
        "MISP_DASHBOARD_INSTANCES__0__ZMQ": publisher.address,
    }


def test_frames_are_recorded_until_ctrl_c_and_counted(
    misp: Publisher, command: tuple[str, ...], environ: dict[str, str], tmp_path: Path
) -> None:
    with subprocess.Popen(
        [*command, "record", "frames.jsonl"],
        cwd=tmp_path,
        env=environ | variables(misp),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as recording:
        misp.wait_for_subscriber(START_S)
        misp.send("misp_json_tag", b'{"Tag":{"name":"tlp:red"}}')
        misp.send("misp_json_tag", b'{"Tag":{"name":"tlp:amber"}}')
        while (tmp_path / "frames.jsonl").read_bytes().count(b"tlp:") < 2:
            time.sleep(0.02)
        recording.send_signal(signal.SIGINT)
        out, err = recording.communicate(timeout=20)
    assert (recording.returncode, err) == (0, "")
    assert "        2  misp_json_tag\n" in out
    frames = [f for f in read_recording(tmp_path / "frames.jsonl") if f.topic == "misp_json_tag"]
    assert [frame.instance for frame in frames] == ["Luxembourg"] * 2
    assert frames[0].body == b'{"Tag":{"name":"tlp:red"}}'
    assert (tmp_path / "frames.jsonl").stat().st_mode & 0o777 == 0o600


def test_it_ends_after_so_many_seconds(run: Run, misp: Publisher) -> None:
    ran = run("record", "--seconds", 3, "frames.jsonl", **variables(misp))
    assert ran.code == 0
    assert "misp_json_self" in ran.out


def test_when_nothing_comes_the_reason_is_told(run: Run) -> None:
    nobody = {
        "MISP_DASHBOARD_INSTANCES__0__NAME": "Nobody",
        "MISP_DASHBOARD_INSTANCES__0__ZMQ": "tcp://127.0.0.1:9",
    }
    ran = run("record", "--seconds", 1, "frames.jsonl", **nobody)
    assert ran.code == 1
    assert "Nobody: disconnected, nothing answers at tcp://127.0.0.1:9" in ran.err
    assert "No frame came." in ran.err


def test_a_recording_that_is_there_is_left_alone_unless_forced(
    run: Run, misp: Publisher, tmp_path: Path
) -> None:
    (tmp_path / "frames.jsonl").write_text("mine\n")
    ran = run("record", "--seconds", 2, "frames.jsonl", **variables(misp))
    assert (ran.code, (tmp_path / "frames.jsonl").read_text()) == (1, "mine\n")
    assert run("record", "--force", "--seconds", 3, "frames.jsonl", **variables(misp)).code == 0
    assert list(read_recording(tmp_path / "frames.jsonl"))


def test_one_of_the_configured_misps_can_be_chosen(run: Run, misp: Publisher) -> None:
    ran = run("record", "--instance", "Elsewhere", "frames.jsonl", **variables(misp))
    assert ran.code == 2
    assert ran.err == "There is no instance `Elsewhere`.\nThere are: Luxembourg.\n"


def test_a_file_that_cannot_be_written_is_told(run: Run, misp: Publisher) -> None:
    ran = run("record", "--seconds", 1, "gone/frames.jsonl", **variables(misp))
    assert ran.code == 1
    assert ran.err.startswith("gone/frames.jsonl cannot be written: no such file or directory.\n")
