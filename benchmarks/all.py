"""Runs the measurements of docs/performance.md one after the other: `make bench`."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ALL = (
    "location.py",
    "warninglist.py",
    "ingest.py",
    "latency.py",
    "burst.py",
    "memory.py",
    "restart.py",
    "questions.py",
    "geo.py",
    "trends.py",
    "page.py",
)


LONGEST_S = 900


def main() -> None:
    """Each has its time; what fails is named at the end, and the others go on."""
    failed = []
    for name in ALL:
        print(f"\n== {name}", flush=True)
        try:
            subprocess.run(
                [sys.executable, str(HERE / name)], cwd=HERE.parent, check=True, timeout=LONGEST_S
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            print(error, flush=True)
            failed.append(name)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
