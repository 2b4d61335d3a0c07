"""Runs the measurements of docs/performance.md one after the other: `make bench`."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ALL = ("location.py", "ingest.py", "latency.py", "burst.py", "memory.py", "questions.py")


def main() -> None:
    """Stop at the first that fails."""
    for name in ALL:
        print(f"\n== {name}", flush=True)
        subprocess.run([sys.executable, str(HERE / name)], cwd=HERE.parent, check=True)


if __name__ == "__main__":
    main()
