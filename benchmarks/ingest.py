"""How many frames a second go from a publisher into the store, beside a plain loop.

A publisher in a process of its own sends 40,000 attributes (a third of them addresses) and 20
published events with 100 of them each, at full speed over ZeroMQ on 127.0.0.1, to a dashboard
started as `misp-dashboard run`, until all rows are stored: the rate is frames by the time from
the first `send` to the last row on disk. The same frames go to a plain loop that does only the
irreducible work (benchmarks/plain_loop.py). Both take turns, because other processes of the
machine disturb both alike; what counts is the ratio of each pair.

Run: python benchmarks/ingest.py [--attributes N] [--pairs N]
"""

import argparse
import statistics
import subprocess
import sys

from benchmarks.dashboard import free_port, serving, temporary_folder
from benchmarks.publisher import publishing

TIMEOUT_S = 180


def dashboard_rate(attributes: int) -> float:
    """Frames a second through the dashboard."""
    address = f"tcp://127.0.0.1:{free_port()}"
    with (
        temporary_folder() as folder,
        publishing(address, attributes) as publisher,
        serving(folder, address) as dashboard,
    ):
        publisher.wait_for_subscriber()
        publisher.send()
        first, _ = publisher.sent()
        stored = dashboard.wait_for_frames(publisher.frames, TIMEOUT_S)
        if stored is None:
            raise RuntimeError("not all frames were stored in time")
        return publisher.frames / (stored - first)


def plain_rate(attributes: int) -> float:
    """Frames a second through the plain loop."""
    address = f"tcp://127.0.0.1:{free_port()}"
    with temporary_folder() as folder, publishing(address, attributes) as publisher:
        # the loop ends after so many frames, and only the publisher knows how many there are
        expected = attributes + attributes // 2000
        command = [
            sys.executable, "-m", "benchmarks.plain_loop", address, str(folder), str(expected),
        ]  # fmt: skip
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as loop:
            assert loop.stdin
            assert loop.stdout
            assert loop.stdout.readline() == "ready\n"
            publisher.wait_for_subscriber()
            assert publisher.frames == expected, (publisher.frames, expected)
            publisher.send()
            first, _ = publisher.sent()
            stored, rows = loop.stdout.readline().split()
            assert int(rows) == publisher.rows
            loop.stdin.write("\n")
        return publisher.frames / (float(stored) - first)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--attributes", type=int, default=40_000)
    parser.add_argument("--pairs", type=int, default=5)
    asked = parser.parse_args()
    pairs = []
    print(f"{'pair':<8}{'dashboard':>14}{'plain loop':>14}{'ratio':>8}")
    for number in range(1, asked.pairs + 1):
        one = (dashboard_rate(asked.attributes), plain_rate(asked.attributes))
        pairs.append(one)
        print(f"{number:<8}{one[0]:>12,.0f}/s{one[1]:>12,.0f}/s{one[0] / one[1]:>8.2f}", flush=True)
    middle = [statistics.median(side) for side in zip(*pairs, strict=True)]
    ratios = [ours / plain for ours, plain in pairs]
    print(
        f"{'median':<8}{middle[0]:>12,.0f}/s{middle[1]:>12,.0f}/s{statistics.median(ratios):>8.2f}"
        f"  ({min(ratios):.2f}-{max(ratios):.2f}; target 0.60 or more)"
    )


if __name__ == "__main__":
    main()
