"""A journal in a real file, and frames to put in it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.source.frame import Frame

RECEIVED_AT = datetime(2026, 11, 24, 2, 8, 10, 306948, UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal.sqlite"


@pytest.fixture
def journal(path: Path) -> Iterator[SqliteJournal]:
    journal = SqliteJournal(path)
    yield journal
    journal.close()


@pytest.fixture
def frames() -> Callable[..., list[Frame]]:
    """Frames whose bodies are their numbers, padded to a size."""

    def make(count: int, start: int = 0, size: int = 0, instance: str = "misp") -> list[Frame]:
        return [
            Frame(
                instance,
                RECEIVED_AT + timedelta(microseconds=number),
                "misp_json_attribute",
                str(number).encode().ljust(size),
            )
            for number in range(start, start + count)
        ]

    return make
