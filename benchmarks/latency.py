"""How long it takes from a publisher's `send` to the event in a page that follows the live stream.

A publisher in a process of its own sends 100 attributes a second for 30 seconds over ZeroMQ on
127.0.0.1; each value says when it was sent, by the clock that all processes of a machine share. A
dashboard started as `misp-dashboard run` receives, journals and stores them, and sends them as
Server-Sent Events to this process, which notes when it has read each. So every activity was on
disk, twice, before it was shown. The same again while 20 more pages follow.

Run: python benchmarks/latency.py [--per-s N] [--seconds N] [--rounds N]
"""

import argparse
import statistics
import threading
import time
from http.client import HTTPConnection, HTTPResponse

import msgspec

from benchmarks.dashboard import free_port, serving, temporary_folder
from benchmarks.follower import following
from benchmarks.publisher import publishing

OTHERS = (0, 20)
WARM_UP_S = 2
"""Left out at the start: the first frames find code and caches cold."""


def read_events(response: HTTPResponse, sent_at_least: int, took_ms: list[float]) -> None:
    """Until so many activities were read; each latency is one entry."""
    while len(took_ms) < sent_at_least:
        line = response.readline()
        if not line:
            return
        if line.startswith(b"data: ["):
            now_ns = time.monotonic_ns()
            for activity in msgspec.json.decode(line[6:]):
                sent_ns = int(activity["value"].partition(".")[0])
                took_ms.append((now_ns - sent_ns) / 1e6)


def measure(per_s: float, seconds: float, others: int) -> list[float]:
    """The latencies in ms, in the order of arrival."""
    address = f"tcp://127.0.0.1:{free_port()}"
    count = int(per_s * (WARM_UP_S + seconds))
    took_ms: list[float] = []
    with (
        temporary_folder() as folder,
        publishing(address, count, per_s) as publisher,
        serving(folder, address) as dashboard,
        following(dashboard.port, others),
    ):
        publisher.wait_for_subscriber()
        connection = HTTPConnection("127.0.0.1", dashboard.port, timeout=30)
        connection.request("GET", "/api/live")
        reader = threading.Thread(
            target=read_events, args=(connection.getresponse(), count, took_ms)
        )
        reader.start()
        publisher.send()
        publisher.sent()
        reader.join(30)
    if len(took_ms) < count:
        raise RuntimeError(f"only {len(took_ms)} of {count} activities came")
    return took_ms[int(per_s * WARM_UP_S) :]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--per-s", type=float, default=100)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    print(f"{'other pages':<14}{'p50':>10}{'p90':>10}{'p99':>10}{'max':>10}")
    for _ in range(asked.rounds):
        for others in OTHERS:
            took = measure(asked.per_s, asked.seconds, others)
            of_hundred = statistics.quantiles(took, n=100)
            figures = (of_hundred[49], of_hundred[89], of_hundred[98], max(took))
            cells = "".join(f"{figure:>7.1f} ms" for figure in figures)
            print(f"{others:<14}{cells}", flush=True)
    print("target: p50 at most 30 ms, p99 at most 150 ms")


if __name__ == "__main__":
    main()
