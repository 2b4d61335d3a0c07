"""The dashboard's resident memory (VmRSS) while a million activities are stored, and afterwards.

A dashboard runs as `misp-dashboard run`; this process appends frames to its journal (attributes
spread over 30 days, a third of them addresses all over the world, every 20th event published with
tags), never far ahead of it. Each 100,000 activities the table shows VmRSS and what of it is the
process's own (anonymous memory) and what are pages of files: the code of chDB and the GeoIP
database, which the kernel takes back when it needs them. Then every question of the live page is
asked over 30 days, several times, and once more after a pause.

Run: python benchmarks/memory.py [--activities N]
"""

import argparse
import time

from benchmarks.dashboard import Dashboard, free_port, serving, temporary_folder
from benchmarks.frames import Community
from benchmarks.loading import load
from benchmarks.question import QUESTIONS, ask

EVERY = 100_000
ROUNDS = 5
PAUSE_S = 15
TARGET_MB = 500


def show(label: str, dashboard: Dashboard) -> float:
    memory = {name: size / 1e6 for name, size in dashboard.memory_bytes().items()}
    print(
        f"{label:<24}{memory['VmRSS']:>8,.0f} MB{memory['RssAnon']:>8,.0f} MB"
        f"{memory['RssFile']:>8,.0f} MB{memory['VmHWM']:>8,.0f} MB",
        flush=True,
    )
    return memory["VmHWM"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--activities", type=int, default=1_000_000)
    asked = parser.parse_args()
    community = Community(asked.activities, time.time(), over_s=30 * 86400)
    print(f"{'':<24}{'VmRSS':>11}{'own':>11}{'files':>11}{'peak':>11}")
    with (
        temporary_folder() as folder,
        serving(folder, f"tcp://127.0.0.1:{free_port()}") as dashboard,
    ):
        show("started", dashboard)
        shown = 0
        for _ in load(folder, community.frames()):
            stored = dashboard.figure("activities_total")
            if stored >= shown + EVERY:
                shown = stored
                show(f"{stored:,} activities", dashboard)
        show(f"{dashboard.figure('activities_total'):,} activities", dashboard)
        for _ in range(ROUNDS):
            for name in QUESTIONS:
                ask(dashboard, name, "30d")
        show("questions asked", dashboard)
        time.sleep(PAUSE_S)
        ask(dashboard, "counters", "24h")
        peak_mb = show(f"{PAUSE_S} s later", dashboard)
        resident_mb = dashboard.memory_bytes()["VmRSS"] / 1e6
        print(f"target {TARGET_MB} MB: {resident_mb:,.0f} MB in the end, {peak_mb:,.0f} MB at most")


if __name__ == "__main__":
    main()
