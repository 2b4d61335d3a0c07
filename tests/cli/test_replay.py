"""`misp-dashboard replay`: recordings and event files go through the dashboard."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.source.publisher import Publisher

Run = Callable[..., Any]

UUID = "5f6ec1b2-0000-4000-8000-{:012d}"


def recorded(number: int, topic: str = "misp_json_attribute", **more: object) -> str:
    attribute = {
        "id": str(number),
        "event_id": "1",
        "uuid": UUID.format(number),
        "type": "domain",
        "category": "Network activity",
        "value": f"host-{number}.example",
        "timestamp": str(1_795_486_316 + number),
        "distribution": "3",
        "to_ids": True,
    }
    body = json.dumps({"Attribute": attribute, "action": "add"} | more)
    return json.dumps({"received_at": 1_795_486_317 + number, "frame": f"{topic} {body}"})


EVENT = {
    "Event": {
        "id": "1",
        "uuid": UUID.format(1000),
        "info": "An invented event",
        "timestamp": "1795486316",
        "publish_timestamp": "1795486320",
        "date": "2026-11-24",
        "published": True,
        "Orgc": {"id": "1", "name": "Invented", "uuid": UUID.format(1001)},
        "Attribute": [],
    }
}


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Three attributes and two frames that nobody understands."""
    lines = [recorded(1), recorded(2), recorded(3), recorded(4, "misp_json_unheard_of")]
    lines.append('{"received_at": 1795486400, "frame": "misp_json_attribute {"}')
    file = tmp_path / "frames.jsonl"
    file.write_text("\n".join(lines))
    return file


@pytest.fixture
def data(tmp_path: Path) -> dict[str, str]:
    return {"MISP_DASHBOARD_DATA_DIR": str(tmp_path / "data")}


def test_where_no_dashboard_runs_frames_are_stored_at_once(
    run: Run, recording: Path, data: dict[str, str]
) -> None:
    ran = run("replay", recording, **data)
    assert (ran.code, ran.err) == (0, "")
    first, *rest = ran.out.splitlines()
    assert first == "Replayed 5 frames; new activities stored: 3."
    assert rest[:2] == [
        "        4  misp_json_attribute             replay",
        "        1  misp_json_unheard_of            replay",
    ]
    assert rest[2] == "Rejected 2 frames: `misp-dashboard rejected list`"
    assert "misp_json_unheard_of" in "".join(rest[3:])


def test_what_was_replayed_before_is_not_counted_again(
    run: Run, recording: Path, data: dict[str, str]
) -> None:
    run("replay", recording, **data)
    again = run("replay", recording, **data).out
    assert again.startswith("Replayed 5 frames; new activities stored: 0.\n")
    assert "Rejected 2 frames" in again


def test_event_files_and_folders_are_replayed(
    run: Run, recording: Path, data: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "exported"
    folder.mkdir()
    (folder / "one.json").write_text(json.dumps(EVENT))
    ran = run("replay", "--instance", "Elsewhere", folder, recording, **data)
    assert ran.code == 0
    assert "        1  misp_json                       Elsewhere\n" in ran.out
    assert "        4  misp_json_attribute             Elsewhere\n" in ran.out


def test_frames_without_a_name_are_those_of_the_only_configured_misp(
    run: Run, recording: Path, data: dict[str, str]
) -> None:
    one = {
        "MISP_DASHBOARD_INSTANCES__0__NAME": "Luxembourg",
        "MISP_DASHBOARD_INSTANCES__0__ZMQ": "tcp://misp.example.org:50000",
    }
    assert (
        "misp_json_attribute             Luxembourg\n"
        in run("replay", recording, **data, **one).out
    )


# a process of its own, because one opens a single embedded store
NEWEST = """
import sys
from misp_dashboard.store.connect import Store
store = Store(f"chdb://{sys.argv[1]}/store")
print(*store.ask("SELECT max(toUnixTimestamp(at)) FROM activity", int, {}))
"""


def test_retimed_frames_happened_just_now(
    run: Run, recording: Path, data: dict[str, str], tmp_path: Path
) -> None:
    run("replay", "--retime", recording, **data)
    newest = subprocess.run(
        [sys.executable, "-c", NEWEST, tmp_path / "data"], capture_output=True, check=True
    )
    assert abs(float(newest.stdout) - time.time()) < 600


def test_an_unreadable_file_is_told_by_its_line_and_the_rest_is_stored(
    run: Run, recording: Path, data: dict[str, str], tmp_path: Path
) -> None:
    with recording.open("a") as file:
        file.write("\nno json\n")
    ran = run("replay", recording, **data)
    assert ran.code == 1
    assert ran.out.startswith("Replayed 5 frames; new activities stored: 3.\n")
    assert ran.err.startswith(f"{recording}, line 6: ")


def test_a_speed_is_kept(run: Run, data: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "frames.jsonl"
    file.write_text("\n".join((recorded(0), recorded(20))))
    began_s = time.monotonic()
    assert run("replay", "--speed", 10, file, **data).code == 0
    assert time.monotonic() - began_s > 2


def test_ctrl_c_ends_it_by_130_and_tells_how_far_it_came(
    command: tuple[str, ...],
    environ: dict[str, str],
    recording: Path,
    data: dict[str, str],
    tmp_path: Path,
) -> None:
    with subprocess.Popen(
        [*command, "replay", "--speed", "0.001", recording],
        env=environ | data,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as replaying:
        journal = tmp_path / "data" / "journal.sqlite3"
        until_s = time.monotonic() + 30
        while _waiting(journal) < 1 and time.monotonic() < until_s:
            time.sleep(0.05)
        replaying.send_signal(signal.SIGINT)
        out, err = replaying.communicate(timeout=20)
    assert (replaying.returncode, out) == (130, "")
    assert err.splitlines()[0] == "1 frame handed over so far."


def _waiting(file: Path) -> int:
    if not file.exists():
        return 0
    with closing(SqliteJournal(file)) as journal:
        return journal.lag()


@pytest.mark.parametrize("speed", ["0", "-1", "quick", "nan"])
def test_a_speed_is_a_positive_number_or_max(run: Run, recording: Path, speed: str) -> None:
    ran = run("replay", "--speed", speed, recording)
    assert ran.code == 2
    assert "must be a number greater than 0, or max" in ran.err


@pytest.fixture
def dashboard(
    command: tuple[str, ...], environ: dict[str, str], data: dict[str, str], tmp_path: Path
) -> Iterator[str]:
    """The address of a dashboard that runs on the same data folder."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with Publisher() as publisher:
        more = {
            "MISP_DASHBOARD_INSTANCES__0__NAME": "Luxembourg",
            "MISP_DASHBOARD_INSTANCES__0__ZMQ": publisher.address,
            "MISP_DASHBOARD_SERVER__PORT": str(port),
        }
        with subprocess.Popen(
            [*command, "run"], cwd=tmp_path, env=environ | data | more
        ) as running:
            address = f"http://127.0.0.1:{port}"
            until_s = time.monotonic() + 30
            while not _answers(address):
                assert time.monotonic() < until_s
                time.sleep(0.1)
            yield address
            running.terminate()


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/api/health").status_code == 200
    except httpx.TransportError:
        return False


def test_a_running_dashboard_takes_the_frames_from_its_journal(
    run: Run, recording: Path, data: dict[str, str], dashboard: str
) -> None:
    ran = run("replay", "--retime", recording, **data)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Replayed 5 frames.\n")
    assert "Rejected 2 frames" in ran.out
    told = httpx.get(f"{dashboard}/api/activities", params={"span": "1h"}).json()
    assert {one["value"] for one in told["activities"]} == {
        f"host-{number}.example" for number in (1, 2, 3)
    }


def test_a_second_dashboard_on_the_same_folder_is_told_who_is_there(
    run: Run, data: dict[str, str], dashboard: str
) -> None:
    one = {
        "MISP_DASHBOARD_INSTANCES__0__NAME": "Luxembourg",
        "MISP_DASHBOARD_INSTANCES__0__ZMQ": "tcp://misp.example.org:50000",
    }
    ran = run("run", **data, **one)
    assert ran.code == 1
    assert "Another misp-dashboard (process " in ran.err
