"""The demo shows a community at once, and leaves nothing behind."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from misp_dashboard.cli.main import program

WAIT_S = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running_demo(folder: Path, *options: str) -> Iterator["subprocess.Popen[str]"]:
    program = "from misp_dashboard.cli.main import main; main()"
    command = [sys.executable, "-c", program, "demo", *options]
    environment = {**os.environ, "TMPDIR": str(folder), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            yield process
        finally:
            process.kill()


def address_told(demo: "subprocess.Popen[str]") -> str:
    assert demo.stdout is not None
    for line in demo.stdout:
        if found := re.search(r"http://[\d.:]+", line):
            return found[0]
    raise AssertionError("the demo ended without telling an address")


def await_answer(ask: Callable[[], Any], holds: Callable[[Any], bool]) -> Any:
    until_s = time.monotonic() + WAIT_S
    while not holds(answer := ask()):
        assert time.monotonic() < until_s, answer
        time.sleep(0.2)
    return answer


def test_it_tells_its_address_and_shows_history_then_the_stream(tmp_path: Path) -> None:
    with running_demo(tmp_path, "--port", str(free_port()), "--days", "2") as demo:
        address = address_told(demo)

        def get(path: str) -> Any:
            return httpx.get(address + path).raise_for_status().json()

        await_answer(
            lambda: get("/api/counters?span=7d"),
            lambda counters: counters["activities"] > 1500 and counters["organisations"] > 20,
        )
        instances = await_answer(
            lambda: get("/api/instances")["instances"],
            lambda found: all(one["frames"] > 3 for one in found),
        )
        assert [one["name"] for one in instances] == ["Aurora ISAC", "Meridian CSIRT"]
        assert get("/api/instances")["rejected"] == 0


@pytest.mark.parametrize("told_by", [signal.SIGINT, signal.SIGTERM])
def test_at_its_end_the_folder_and_the_publishers_are_gone(
    tmp_path: Path, told_by: signal.Signals
) -> None:
    with running_demo(tmp_path, "--port", str(free_port()), "--days", "1") as demo:
        address = address_told(demo)
        assert httpx.get(address + "/api/health").status_code == 200
        assert list(tmp_path.glob("misp-dashboard-demo-*"))
        children = Path(f"/proc/{demo.pid}/task/{demo.pid}/children").read_text().split()
        demo.send_signal(told_by)
        demo.wait(20)
    assert list(tmp_path.iterdir()) == []
    assert children
    assert not any(Path(f"/proc/{child}").exists() for child in children)


def test_data_are_kept_in_a_folder_that_is_named(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    options = ("--port", str(free_port()), "--days", "1", "--data-dir", str(kept))
    with running_demo(tmp_path, *options) as demo:
        address_told(demo)
        demo.send_signal(signal.SIGINT)
        demo.wait(20)
    assert (kept / "journal.sqlite3").exists()


def test_it_does_not_mix_with_other_data(tmp_path: Path) -> None:
    (tmp_path / "journal.sqlite3").write_text("of somebody")
    shown = CliRunner().invoke(program, ["demo", "--data-dir", str(tmp_path)])
    assert shown.exit_code == 1
    assert "is not empty; the demo does not mix with other data" in shown.output
    assert (tmp_path / "journal.sqlite3").read_text() == "of somebody"
