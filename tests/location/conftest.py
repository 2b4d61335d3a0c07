"""Small GeoIP databases made on the spot, and one locator over the bundled database."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from mmdb_file import mmdb

from misp_dashboard.activity.row import Activity
from misp_dashboard.location.locate import Locator

MakeActivity = Callable[..., Activity]
WriteMmdb = Callable[..., Path]


@pytest.fixture(scope="session")
def locator() -> Iterator[Locator]:
    locator = Locator(None)
    yield locator
    locator.close()


@pytest.fixture
def activity() -> MakeActivity:
    def make(type: str, value: str, kind: str = "attribute") -> Activity:
        now = datetime(2024, 5, 1, tzinfo=UTC)
        return Activity(
            id=1,
            at=now,
            received_at=now,
            instance="lab",
            topic="misp_json_attribute",
            kind=kind,
            action="add",
            type=type,
            value=value,
        )

    return make


@pytest.fixture
def write_mmdb(tmp_path: Path) -> WriteMmdb:
    """Writes networks with their records as a MaxMind DB file, pointers and all."""

    def write(
        records: dict[str, Any], kind: str = "Test-City", bits: int = 28, version: int = 6
    ) -> Path:
        path = tmp_path / f"{kind}-{bits}-{version}.mmdb"
        path.write_bytes(mmdb(records, kind, bits, version))
        return path

    return write
