"""On a full disk frames are not taken, which is said; with room again it goes on by itself."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from dashboard import Dashboard
from faults.sent import attributes, health, say, values

from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.source.publisher import Publisher

SIZE = "96m"
BALLAST = "ballast"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0700", "tmpfs", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no small disk can be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> None:
    """Not a byte is left."""
    with (folder / BALLAST).open("ab", buffering=0) as ballast:
        for size in (1 << 20, 4096, 1):
            try:
                while True:
                    ballast.write(os.urandom(size))
            except OSError:
                continue


def test_a_full_disk_is_told_and_nothing_is_lost(small_disk: Path) -> None:
    names = [f"{number}-{'x' * 900}.example" for number in range(3000)]
    with Publisher() as publisher:
        dashboard = Dashboard(small_disk / "data", {"Here": publisher})
        dashboard.log = small_disk.parent / "log.txt"
        dashboard.start()
        publisher.wait_for_subscriber()
        say(publisher, *names[:100])
        dashboard.wait_until(lambda: attributes(dashboard) == 100)
        fill(small_disk)
        say(publisher, *names[100:])
        # the journal has some free pages; then it is full, too
        dashboard.wait_until(lambda: "the journal" in " ".join(health(dashboard)["reasons"]))
        told = health(dashboard)
        assert told["ready"] is False
        assert "free some space" in " ".join(told["reasons"])
        metrics = httpx.get(f"{dashboard.url}/metrics").text
        assert "misp_dashboard_journal_available 0.0" in metrics
        states = dashboard.ask("instances")
        assert states["troubles"][0]["part"] == "journal"
        (here,) = states["instances"]
        assert here["state"] == "connected"
        assert "wait in memory" in here["reason"]
        assert attributes(dashboard) < len(names)

        (small_disk / BALLAST).unlink()
        dashboard.wait_until(lambda: attributes(dashboard) == len(names))
        dashboard.wait_until(lambda: health(dashboard)["ready"])
        assert values(dashboard) == sorted(names)
        assert dashboard.stop() == 0
        journal = SqliteJournal(small_disk / "data" / "journal.sqlite3")
        assert journal.lag() == 0
        journal.close()
        dashboard.start()
        assert values(dashboard) == sorted(names)
        assert dashboard.stop() == 0
    assert "Traceback" not in dashboard.log.read_text()
