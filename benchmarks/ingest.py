"""How many frames a second go from a publisher into the store, beside a plain loop.

A publisher in a process of its own sends 40,000 attributes (a third of them addresses) and 20
published events with 100 of them each, at full speed over ZeroMQ on 127.0.0.1, to a dashboard
started as `misp-dashboard run`, until all rows are stored: the rate is frames by the time from
the first `send` to the last row on disk. The same frames go to a plain loop that does only the
irreducible work (benchmarks/plain_loop.py). Both take turns, because other processes of the
machine disturb both alike; what counts is the ratio of each pair. Beside it stands the same ratio
of the processor time for a frame, which does not depend on who else is running.

Run: python benchmarks/ingest.py [--attributes N] [--pairs N]
"""

import argparse
import statistics
import subprocess
import sys
from typing import NamedTuple

from benchmarks.dashboard import free_port, serving, temporary_folder
from benchmarks.frames import frames_of
from benchmarks.publisher import publishing

TIMEOUT_S = 180


class Run(NamedTuple):
    """`cpu_us` is processor time for each frame: it does not depend on who else is running."""

    frames_per_s: float
    cpu_us: float


def dashboard_run(attributes: int) -> Run:
    """Through the dashboard."""
    address = f"tcp://127.0.0.1:{free_port()}"
    with (
        temporary_folder() as folder,
        publishing(address, attributes) as publisher,
        serving(folder, address) as dashboard,
    ):
        publisher.wait_for_subscriber()
        cpu_s = dashboard.cpu_s()
        publisher.send()
        first, _ = publisher.sent()
        stored = dashboard.wait_for_frames(publisher.frames, TIMEOUT_S)
        if stored is None:
            raise RuntimeError("not all frames were stored in time")
        frames = publisher.frames
        return Run(frames / (stored - first), (dashboard.cpu_s() - cpu_s) / frames * 1e6)


def plain_run(attributes: int) -> Run:
    """Through the plain loop."""
    address = f"tcp://127.0.0.1:{free_port()}"
    with temporary_folder() as folder, publishing(address, attributes) as publisher:
        expected = frames_of(attributes)
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
            stored, cpu_s, rows = loop.stdout.readline().split()
            assert int(rows) == publisher.rows
            loop.stdin.write("\n")
        return Run(expected / (float(stored) - first), float(cpu_s) / expected * 1e6)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--attributes", type=int, default=40_000)
    parser.add_argument("--pairs", type=int, default=5)
    asked = parser.parse_args()
    pairs: list[tuple[Run, Run]] = []
    print(f"{'pair':<8}{'dashboard':>22}{'plain loop':>22}{'ratio':>7}{'of cpu':>8}")
    for number in range(1, asked.pairs + 1):
        ours, plain = dashboard_run(asked.attributes), plain_run(asked.attributes)
        pairs.append((ours, plain))
        print(
            f"{number:<8}{ours.frames_per_s:>12,.0f}/s{ours.cpu_us:>5.0f} µs"
            f"{plain.frames_per_s:>12,.0f}/s{plain.cpu_us:>5.0f} µs"
            f"{ours.frames_per_s / plain.frames_per_s:>7.2f}{plain.cpu_us / ours.cpu_us:>8.2f}",
            flush=True,
        )
    ratios = [ours.frames_per_s / plain.frames_per_s for ours, plain in pairs]
    of_cpu = statistics.median(plain.cpu_us / ours.cpu_us for ours, plain in pairs)
    print(
        f"{'median':<8}{statistics.median(ours.frames_per_s for ours, _ in pairs):>12,.0f}/s"
        f"{statistics.median(plain.frames_per_s for _, plain in pairs):>20,.0f}/s"
        f"{statistics.median(ratios):>15.2f}{of_cpu:>8.2f}"
        f"  (ratio {min(ratios):.2f}-{max(ratios):.2f}; target 0.60 or more)"
    )


if __name__ == "__main__":
    main()
