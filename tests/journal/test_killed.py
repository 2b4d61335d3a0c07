"""Killing the process at any moment loses no frame of the journal and gives none twice."""

import random
import signal
import subprocess
import sys
from pathlib import Path

from misp_dashboard.journal.sqlite import SqliteJournal

# One thread appends, another reads and acknowledges; each tells what it did right after.
PROGRAM = """
import datetime, pathlib, random, sys, threading
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.source.frame import Frame

journal = SqliteJournal(pathlib.Path(sys.argv[1]))
now = datetime.datetime.now(datetime.UTC)

def tell(what, number):
    sys.stdout.write(f"{what} {number}\\n")
    sys.stdout.flush()

def consume():
    while True:
        journal.wait(1)
        for entry in journal.read(random.randint(1, 300), 1 << 30)[-1:]:
            tell("read", int(entry.frame.body))
            journal.acknowledge(entry.position)
            tell("acknowledged", int(entry.frame.body))

threading.Thread(target=consume, daemon=True).start()
number = int(sys.argv[2])
while True:
    count = random.choice((1, 1, 20, 700))
    numbers = range(number, number + count)
    journal.append([Frame("misp", now, "misp_json", b"%d" % n + b" " * 300) for n in numbers])
    number += count
    tell("appended", number - 1)
"""
KILLS = 20


def test_twenty_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    dice = random.Random(7)
    next_number = 0
    appended_in_all = 0
    for _ in range(KILLS):
        told = killed_after(path, next_number, lines=dice.randint(1, 60))
        left = what_is_left(path)
        appended_in_all += told["appended"] + 1 - next_number
        if left:
            assert left == list(range(left[0], left[-1] + 1)), "a gap, or a frame twice"
            # The kill may have come between the commit and telling of it.
            assert left[0] in (told["acknowledged"] + 1, told["read"] + 1)
            assert left[-1] >= told["appended"], "an appended frame is lost"
            next_number = left[-1] + 1
        else:
            assert told["read"] >= told["appended"], "an appended frame is lost"
            next_number = told["read"] + 1
    assert appended_in_all > 1000


def killed_after(path: Path, start: int, lines: int) -> dict[str, int]:
    """The last number of each kind that the program told before it was killed."""
    told = {"appended": start - 1, "read": -1, "acknowledged": -1}
    left = what_is_left(path)
    told["read"] = told["acknowledged"] = (left[0] if left else start) - 1
    program = [sys.executable, "-c", PROGRAM, str(path), str(start)]
    with subprocess.Popen(program, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        output = [process.stdout.readline() for _ in range(lines)]
        process.kill()
        output += process.stdout.readlines()
    assert process.returncode == -signal.SIGKILL
    for line in output:
        if line.endswith(b"\n"):
            what, number = line.decode().split()
            told[what] = int(number)
    return told


def what_is_left(path: Path) -> list[int]:
    journal = SqliteJournal(path)
    numbers = [int(entry.frame.body) for entry in journal.read(10_000_000, 1 << 40)]
    journal.close()
    return numbers
