"""A process that publishes a community at a steady pace: `python -m benchmarks.steady`.

Its arguments are an address, activities a second, and for how many seconds. It binds, says
"bound", waits until a subscriber is there and a line comes on its standard input, sends them
evenly, and says how many frames it sent and how late the last one was, in seconds. One in three
points to a place; events are published in between.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import zmq

from benchmarks.frames import Community


def main(address: str, per_s: float, for_s: float) -> None:
    context = zmq.Context()
    socket = context.socket(zmq.XPUB)
    socket.sndhwm = 0
    socket.bind(address)
    print("bound", flush=True)
    socket.recv()
    sys.stdin.readline()
    began = time.monotonic()
    community = Community(int(per_s * for_s), time.time() + for_s, over_s=for_s)
    sent = 0
    due = began
    for sent, frame in enumerate(community.frames(), 1):
        due = began + sent / per_s
        time.sleep(max(0, due - time.monotonic()))
        socket.send(frame)
    print(sent, time.monotonic() - due, flush=True)
    sys.stdin.readline()
    context.destroy(linger=0)


class Steady:
    """The other end."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def begin(self) -> None:
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def ended(self) -> tuple[int, float]:
        """Frames sent, and the delay of the last in seconds; waits for it."""
        sent, late = self.line().split()
        return int(sent), float(late)

    def line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline()


@contextmanager
def steady(address: str, per_s: float, for_s: float) -> Iterator[Steady]:
    command = [sys.executable, "-m", "benchmarks.steady", address, str(per_s), str(for_s)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            one = Steady(process)
            assert one.line() == "bound\n"
            yield one
        finally:
            process.kill()


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), float(sys.argv[3]))
