"""How long the API takes to answer each question of the live page, over HTTP on 127.0.0.1.

A dashboard runs as `misp-dashboard run` and is given a million activities spread over 30 days
through its journal. Then every question is asked over 24 hours and over 30 days, in turns; after
each comes `GET /api/health`, which asks the store nothing, so its time is what HTTP itself costs.
At last the dashboard is stopped, and its store is asked a bare `SELECT count()` over the same
spans, through the same client: the least that any question can cost. Medians, in milliseconds.

Run: python benchmarks/questions.py [--activities N] [--rounds N]
"""

import argparse
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from benchmarks.dashboard import free_port, serving, temporary_folder
from benchmarks.frames import Community
from benchmarks.loading import load
from benchmarks.question import QUESTIONS, ask
from misp_dashboard.store.connect import Store

SPANS = {"24h": 1, "30d": 30}

BARE = "SELECT count() FROM activity WHERE at >= now() - toIntervalDay({days:UInt16})"

Times = dict[tuple[str, str], list[float]]


def timed_ms(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def measure(data_dir: Path, activities: int, rounds: int) -> tuple[Times, int]:
    """What the API takes, and how many activities there were."""
    times: Times = defaultdict(list)
    with serving(data_dir, f"tcp://127.0.0.1:{free_port()}") as dashboard:
        for _ in load(data_dir, Community(activities, time.time(), over_s=30 * 86400).frames()):
            pass
        stored = dashboard.figure("activities_total")
        for _ in range(rounds):
            for span in SPANS:
                for name in QUESTIONS:
                    took = timed_ms(lambda name=name, span=span: ask(dashboard, name, span))  # type: ignore[misc]
                    times[name, span].append(took)
                took = timed_ms(lambda: dashboard.get("/api/health"))
                times["health, which asks nothing", span].append(took)
    return times, stored


def measure_bare(data_dir: Path, rounds: int, times: Times) -> None:
    store = Store(f"chdb://{data_dir / 'store'}")
    for _ in range(rounds):
        for span, days in SPANS.items():
            took = timed_ms(lambda days=days: store.ask(BARE, int, {"days": days}))  # type: ignore[misc]
            times["bare SELECT count()", span].append(took)
    store.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--activities", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=15)
    asked = parser.parse_args()
    with temporary_folder() as folder:
        times, stored = measure(folder, asked.activities, asked.rounds)
        measure_bare(folder, asked.rounds, times)
    print(f"{stored:,} activities{'24 hours':>32}{'30 days':>24}")
    for name in dict.fromkeys(name for name, _ in times):
        cells = ""
        for span in SPANS:
            took = sorted(times[name, span])
            cells += f"{statistics.median(took):>9.1f} ms ({took[0]:.0f}-{took[-1]:.0f})".ljust(24)
        print(f"{name:<30}{cells}")


if __name__ == "__main__":
    main()
