"""Many frames handed to a running dashboard through its journal, as `replay` hands them."""

import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.source.frame import Frame
from misp_dashboard.source.framing import split

JOURNAL = "journal.sqlite3"
CHUNK = 5_000
AHEAD = 20_000
"""Frames that may wait in the journal."""


def load(data_dir: Path, messages: Iterable[bytes]) -> Iterator[None]:
    """Append every message and wait for its rows; yields after each chunk."""
    journal = SqliteJournal(data_dir / JOURNAL)
    source = iter(messages)
    try:
        while chunk := list(islice(source, CHUNK)):
            journal.append([_frame(message) for message in chunk])
            while journal.lag() > AHEAD:
                time.sleep(0.05)
            yield
        while journal.lag():
            time.sleep(0.05)
    finally:
        journal.close()


def _frame(message: bytes) -> Frame:
    topic, body = split(message)
    return Frame("Invented", datetime.now(UTC), topic, body)
