"""Threads and processes share a journal, and who waits is woken."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable

from misp_dashboard.journal.journal import Entry
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.source.frame import Frame

Frames = Callable[..., list[Frame]]

ALL = 1_000_000
BYTES = 1 << 40


def numbers(entries: list[Entry]) -> list[int]:
    return [int(entry.frame.body) for entry in entries]


def test_an_append_wakes_who_waits_at_once(journal: SqliteJournal, frames: Frames) -> None:
    woken_at_s: list[float] = []
    waiting = threading.Event()

    def wait() -> None:
        waiting.set()
        assert journal.wait(10)
        woken_at_s.append(time.monotonic())

    waiter = threading.Thread(target=wait)
    waiter.start()
    waiting.wait()
    appended_at_s = time.monotonic()
    journal.append(frames(1))
    waiter.join()
    assert woken_at_s[0] - appended_at_s < 0.09, "sooner than looking for other processes would"


def test_an_append_of_another_process_wakes_who_waits_soon(
    journal: SqliteJournal, frames: Frames
) -> None:
    program = f"""
import datetime, pathlib, time
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.source.frame import Frame
journal = SqliteJournal(pathlib.Path({str(journal.path)!r}))
journal.append([Frame("misp", datetime.datetime.now(datetime.UTC), "misp_json", b"7")])
print(time.time())
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as other:
        assert journal.wait(20)
        woken_at_s = time.time()
        assert other.stdout is not None
        appended_at_s = float(other.stdout.read())
    assert woken_at_s - appended_at_s < 0.2
    assert numbers(journal.read(ALL, BYTES)) == [7]


def test_who_read_further_waits_for_what_follows(journal: SqliteJournal, frames: Frames) -> None:
    journal.append(frames(3))
    assert journal.wait(0, after=2)
    assert not journal.wait(0, after=3)
    journal.append(frames(1))
    assert journal.wait(0, after=3)


def test_waiting_ends_at_the_timeout(journal: SqliteJournal) -> None:
    assert not journal.wait(0)
    assert not journal.wait(0.01)


def test_two_processes_append_at_once(journal: SqliteJournal) -> None:
    program = """
import datetime, pathlib, sys
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.source.frame import Frame
journal = SqliteJournal(pathlib.Path(sys.argv[1]))
now = datetime.datetime.now(datetime.UTC)
for number in range(0, 1000, 5):
    bodies = [b"%d" % n for n in range(number, number + 5)]
    journal.append([Frame(sys.argv[2], now, "misp_json", body) for body in bodies])
"""
    others = [
        subprocess.Popen([sys.executable, "-c", program, str(journal.path), name])
        for name in ("one", "other")
    ]
    assert [other.wait() for other in others] == [0, 0]
    entries = journal.read(ALL, BYTES)
    assert [entry.position for entry in entries] == list(range(1, 2001))
    for name in ("one", "other"):
        mine = [entry for entry in entries if entry.frame.instance == name]
        assert numbers(mine) == list(range(1000))


def test_another_process_that_ends_leaves_the_log_of_an_open_journal_in_place(
    journal: SqliteJournal, frames: Frames
) -> None:
    """It would take itself for the last one if this process had lost its lock on the file."""
    journal.append(frames(1))
    log = journal.path.with_name("journal.sqlite-wal")
    before = log.stat().st_ino
    program = """
import pathlib, sys
from misp_dashboard.journal.sqlite import SqliteJournal
journal = SqliteJournal(pathlib.Path(sys.argv[1]))
journal.append([entry.frame for entry in journal.read(1, 1)])
journal.close()
"""
    subprocess.run([sys.executable, "-c", program, str(journal.path)], check=True)
    assert log.exists()
    assert log.stat().st_ino == before
    assert numbers(journal.read(ALL, BYTES)) == [0, 0]
