"""A healthy system on this machine, in which a test plants one fault."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from mmdb_file import mmdb

from misp_dashboard.check.finding import Result
from misp_dashboard.check.links import walk
from misp_dashboard.check.subject import Subject
from misp_dashboard.config import load_with_origins
from misp_dashboard.store.connect import Store

AMSTERDAM = {
    "country": {"iso_code": "NL"},
    "city": {"names": {"en": "Amsterdam"}},
    "location": {"latitude": 52.37, "longitude": 4.89},
}

Check = Callable[..., dict[str, Result]]


class Settings(dict[str, str]):
    """Environment variables by the key of the setting: `store.url`, `instances.0.zmq`."""

    def __setitem__(self, key: str, value: object) -> None:
        name = "MISP_DASHBOARD_" + key.upper().replace(".", "__")
        super().__setitem__(name, str(value))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A data folder of its own and a GeoIP database of today; one MISP that nobody asks."""
    geoip = tmp_path / "city.mmdb"
    geoip.write_bytes(
        mmdb({"193.0.0.0/16": AMSTERDAM}, "DBIP-City-Lite", built_at=datetime.now(UTC))
    )
    (tmp_path / "data").mkdir(mode=0o700)
    settings = Settings()
    settings["data_dir"] = tmp_path / "data"
    settings["location.geoip_city"] = geoip
    settings["instances.0.name"] = "Here"
    settings["instances.0.zmq"] = "tcp://127.0.0.1:50000"
    return settings


@pytest.fixture
def check(settings: Settings) -> Iterator[Check]:
    """Test the links of these names, and answer what was found by link."""
    with ExitStack() as stack:

        def check(*only: str, store: Store | None = None, **more: Any) -> dict[str, Result]:
            loaded = load_with_origins(None, settings)
            subject = stack.enter_context(Subject(loaded, store=store))
            for name, value in more.items():
                setattr(subject, name, value)
            return {one.link: one for one in walk(subject, only)}

        yield check
