"""A dashboard as `misp-dashboard run` starts it, in a process and a data folder of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path

START_S = 60
COMMAND = (sys.executable, "-m", "misp_dashboard", "run")


class Dashboard:
    """What a benchmark asks a running dashboard."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
        self.process = process
        self.port = port
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path: str) -> bytes:
        try:
            self._connection.request("GET", path)
            response = self._connection.getresponse()
        except RemoteDisconnected:
            # the server closes what was idle for some seconds
            self._connection.request("GET", path)
            response = self._connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"{path}: {response.status} {body[:300]!r}")
        return body

    def figure(self, name: str) -> int:
        """One of the figures at /metrics, all its labels together."""
        text = self.get("/metrics").decode()
        found = re.findall(rf"^misp_dashboard_{name}(?:{{.*}})? (\S+)$", text, re.MULTILINE)
        return int(sum(map(float, found)))

    def wait_for_frames(self, count: int, timeout_s: float) -> float | None:
        """The moment at which the rows of `count` frames were stored, None when it never came."""
        until = time.monotonic() + timeout_s
        while time.monotonic() < until:
            if self.figure("frames_stored_total") >= count:
                return time.monotonic()
            time.sleep(0.04)
        return None

    def cpu_s(self) -> float:
        """Processor time so far, of all its threads."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_bytes(self) -> dict[str, int]:
        """Resident: all, and of it what is its own (Anon) and pages of files (File)."""
        return memory_bytes(self.process.pid)


def memory_bytes(pid: int) -> dict[str, int]:
    text = Path(f"/proc/{pid}/status").read_text()
    found = re.findall(r"^(VmRSS|VmHWM|RssAnon|RssFile):\s+(\d+) kB$", text, re.MULTILINE)
    return {name: int(kib) << 10 for name, kib in found}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def temporary_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="misp-dashboard-benchmark-") as folder:
        yield Path(folder)


@contextmanager
def serving(data_dir: Path, zmq: str = "") -> Iterator[Dashboard]:
    """A dashboard that answers, subscribed to `zmq` where that is given."""
    port = free_port()
    environment = {
        **os.environ,
        "MISP_DASHBOARD_DATA_DIR": str(data_dir),
        "MISP_DASHBOARD_SERVER__PORT": str(port),
        "MISP_DASHBOARD_LOG__LEVEL": "warning",
    }
    if zmq:
        environment["MISP_DASHBOARD_INSTANCES__0__NAME"] = "Invented"
        environment["MISP_DASHBOARD_INSTANCES__0__ZMQ"] = zmq
    with subprocess.Popen(COMMAND, env=environment, cwd=data_dir) as process:
        try:
            _wait_until_it_answers(process, port)
            yield Dashboard(process, port)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_until_it_answers(process: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the dashboard ended with {process.returncode}")
        try:
            Dashboard(process, port).get("/api/health")
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the dashboard does not answer within {START_S} s")
