"""How long a start takes after a kill, with a million frames in the journal.

A journal is filled with attributes, 500 in a group as the dashboard writes them, half of them
acknowledged and kept, half waiting. A dashboard is started on it, killed (SIGKILL) while it works
them off, and started again; each time it is measured until the page's health is answered, and
until the first further frame is stored.

Run: python benchmarks/restart.py [--frames N] [--kills N]
"""

import argparse
import os
import random
import signal
import time
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from benchmarks.dashboard import free_port, serving, temporary_folder
from benchmarks.frames import Community
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.source.frame import Frame
from misp_dashboard.source.framing import split

INSTANCE = "Invented"
AT_ONCE = 5_000
TARGET_S = 5
LONGEST_S = 60


def fill(path: Path, count: int) -> None:
    journal = SqliteJournal(path, retention_s=86_400)
    told = Community(count, time.time(), over_s=30 * 86_400).frames()
    while some := list(islice(told, AT_ONCE)):
        now = datetime.now(UTC)
        journal.append([Frame(INSTANCE, now, *split(one)) for one in some])
    journal.acknowledge(journal.last_position() // 2)
    print(f"{journal.last_position():,} frames, {journal.lag():,} wait", flush=True)
    print(f"the journal has {journal.size_bytes() / 1e6:,.0f} MB", flush=True)
    journal.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=1_000_000)
    parser.add_argument("--kills", type=int, default=5)
    asked = parser.parse_args()
    chance = random.Random(3)
    os.environ["MISP_DASHBOARD_JOURNAL__RETENTION_HOURS"] = "24"
    answered, stored = [], []
    with temporary_folder() as folder:
        fill(folder / "journal.sqlite3", asked.frames)
        for kill in range(asked.kills + 1):
            began_s = time.monotonic()
            with serving(folder, f"tcp://127.0.0.1:{free_port()}") as dashboard:
                answered.append(time.monotonic() - began_s)
                at_s = dashboard.wait_for_frames(1, LONGEST_S)
                stored.append((at_s or float("nan")) - began_s)
                waiting = dashboard.figure("journal_frames_waiting")
                how = "after a kill" if kill else "the first time"
                print(
                    f"{how}: answers after {answered[-1]:.1f} s, stores after {stored[-1]:.1f} s, "
                    f"{waiting:,} wait",
                    flush=True,
                )
                time.sleep(chance.uniform(0, 1))
                dashboard.process.send_signal(signal.SIGKILL)
                dashboard.process.wait()
    print(f"target {TARGET_S} s: answers after {max(answered):.1f} s at most")


if __name__ == "__main__":
    main()
