"""A whole dashboard in a process of its own, as a test starts, asks, stops and kills it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import msgspec

from misp_dashboard.source.publisher import Publisher

START_S = 60
WAIT_S = 60


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Dashboard:
    """`misp-dashboard run` on a data folder, subscribed to the publishers by name."""

    def __init__(
        self,
        data_dir: Path,
        publishers: dict[str, Publisher],
        settings: dict[str, str] | None = None,
    ) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("MISP_DASHBOARD_")},
            "MISP_DASHBOARD_DATA_DIR": str(data_dir),
            "MISP_DASHBOARD_SERVER__PORT": str(self.port),
            "HOME": str(data_dir),
            **(settings or {}),
        }
        for number, (name, publisher) in enumerate(publishers.items()):
            self.environment[f"MISP_DASHBOARD_INSTANCES__{number}__NAME"] = name
            self.environment[f"MISP_DASHBOARD_INSTANCES__{number}__ZMQ"] = publisher.address
            self.environment[f"MISP_DASHBOARD_INSTANCES__{number}__URL"] = "https://misp.example"
        self._process: subprocess.Popen[bytes] | None = None
        self.log = data_dir / "log.txt"

    def start(self) -> "Dashboard":
        self.data_dir.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "misp_dashboard", "run"],
                env=self.environment,
                cwd=self.data_dir,
                stdout=log,
                stderr=log,
            )
        self.wait_until(self._answers, START_S)
        return self

    def stop(self) -> int:
        """As systemd stops it; answers the exit code."""
        return self._end(signal.SIGTERM)

    def kill(self) -> None:
        """As a power cut stops it."""
        self._end(signal.SIGKILL)

    @property
    def process(self) -> "subprocess.Popen[bytes]":
        assert self._process is not None
        return self._process

    def ask(self, path: str, **parameters: Any) -> Any:
        """The JSON answer to a question; fails on an error."""
        answer = httpx.get(f"{self.url}/api/{path}", params=parameters, timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def total(self, **scope: Any) -> int:
        scope.setdefault("span", "7000d")
        return int(self.ask("activity-over-time", by="kind", **scope)["total"])

    def counts(self, **scope: Any) -> dict[str, int]:
        """Activities by kind."""
        scope.setdefault("span", "7000d")
        answer = self.ask("activity-over-time", by="kind", top=20, **scope)
        return {series["name"]: sum(series["counts"]) for series in answer["series"]}

    def wait_until(self, holds: Callable[[], bool], timeout_s: float = WAIT_S) -> None:
        until = time.monotonic() + timeout_s
        while not holds():
            ended = self._process is not None and self._process.poll() is not None
            assert not ended, f"it ended:\n{self.log.read_text()[-3000:]}"
            assert time.monotonic() < until, f"not within {timeout_s} s:\n{self.log.read_text()}"
            time.sleep(0.05)

    def wait_for_empty_journal(self) -> None:
        self.wait_until(lambda: self.ask("instances")["lag"] == 0)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/api/health", timeout=5).status_code == 200
        except httpx.TransportError:
            return False

    def _end(self, how: signal.Signals) -> int:
        if self._process is None:
            return 0
        self._process.send_signal(how)
        code = self._process.wait(30)
        self._process = None
        return code


def send(publisher: Publisher, topic: str, message: Any) -> None:
    publisher.send(topic, msgspec.json.encode(message))


def captured_frames(folder: Path) -> list[tuple[float, str, bytes]]:
    """When, topic and body of every frame captured from a real MISP, in order."""
    frames = []
    with (folder / "zmq" / "frames.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            topic, _, body = record["frame"].partition(" ")
            frames.append((record["received_at"], topic, body.encode()))
    return frames
