"""A process that publishes as MISP does: `python -m benchmarks.publisher ADDRESS COUNT [PER_S]`.

It binds, says "bound", makes its frames, waits until a subscriber is there, says "subscribed",
waits for a line on its standard input, sends, and says when (CLOCK_MONOTONIC, which all processes
of a machine share) it sent the first and the last. With PER_S it keeps that pace, and each value
tells when it was sent.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import zmq

from benchmarks.frames import Community, rows_of


def paced_frame(number: int) -> bytes:
    """An attribute whose value says when it is sent, in nanoseconds."""
    return (
        f'misp_json_attribute {{"Attribute":{{"id":"{number}","event_id":"1","object_id":"0",'
        f'"category":"Network activity","type":"domain","to_ids":true,"uuid":"{uuid4()}",'
        f'"timestamp":"{int(time.time())}","distribution":"5","comment":"","deleted":false,'
        f'"value":"{time.monotonic_ns()}.example"}},"Event":{{"id":"1",'
        f'"uuid":"00000000-0000-4000-8000-000000000001","info":"Invented latency",'
        f'"analysis":"0","threat_level_id":"2","orgc_id":"1","distribution":"1",'
        f'"Orgc":{{"id":"1","uuid":"00000000-0000-4000-8000-000000000002",'
        f'"name":"Invented CSIRT"}}}},"action":"add"}}'
    ).encode()


def main(address: str, count: int, per_s: float) -> None:
    context = zmq.Context()
    socket = context.socket(zmq.XPUB)
    socket.sndhwm = 0
    socket.bind(address)
    print("bound", flush=True)
    frames = [] if per_s else list(Community(count, time.time()).frames())
    socket.recv()
    print("subscribed", len(frames) or count, rows_of(frames) or count, flush=True)
    sys.stdin.readline()
    first = time.monotonic()
    if per_s:
        for number in range(count):
            time.sleep(max(0, first + number / per_s - time.monotonic()))
            socket.send(paced_frame(number + 1))
    else:
        for frame in frames:
            socket.send(frame)
    print(first, time.monotonic(), flush=True)
    sys.stdin.readline()
    context.destroy(linger=0)


class Publisher:
    """The other end: what a benchmark tells and hears."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.frames = 0
        self.rows = 0

    def wait_for_subscriber(self) -> None:
        _, frames, rows = self._line().split()
        self.frames, self.rows = int(frames), int(rows)

    def send(self) -> None:
        self._tell()

    def sent(self) -> tuple[float, float]:
        """When the first and the last frame were sent; waits for the last."""
        first, last = self._line().split()
        return float(first), float(last)

    def _line(self) -> str:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the publisher ended early")
        return line

    def _tell(self) -> None:
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()


@contextmanager
def publishing(address: str, count: int, per_s: float = 0) -> Iterator[Publisher]:
    """A publisher in a process of its own, bound on entry."""
    command = [sys.executable, "-m", "benchmarks.publisher", address, str(count), str(per_s)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        publisher = Publisher(process)
        try:
            assert publisher._line() == "bound\n"
            yield publisher
        finally:
            process.kill()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
