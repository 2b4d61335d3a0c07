"""A running dashboard takes up the GeoIP databases that are put in place while it runs."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from build import attribute_message
from dashboard import Dashboard, send
from mmdb_file import mmdb

from misp_dashboard.source.publisher import Publisher

BRUSSELS = {
    "country": {"iso_code": "BE"},
    "city": {"names": {"en": "Brussels"}},
    "location": {"latitude": 50.85, "longitude": 4.35},
}
RESTENA = {"autonomous_system_number": 2602, "autonomous_system_organization": "RESTENA"}
PROBED = "193.0.0.0/16"


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as one:
        yield one


@pytest.fixture
def dashboard(tmp_path: Path, publisher: Publisher) -> Iterator[Dashboard]:
    one = Dashboard(tmp_path / "data", {"Here": publisher}).start()
    publisher.wait_for_subscriber()
    yield one
    one.stop()


def stored(dashboard: Dashboard, publisher: Publisher, type: str, value: str) -> dict[str, Any]:
    """The activity as it is shown, once it is stored."""
    send(publisher, "misp_json_attribute", attribute_message(value, type=type, value=value))
    found: list[dict[str, Any]] = []

    def is_there() -> bool:
        rows = dashboard.ask("activities", span="7000d", kind="attribute")["activities"]
        found[:] = [row for row in rows if row["value"] == value]
        return bool(found)

    dashboard.wait_until(is_there)
    return found[0]


def hand_over(dashboard: Dashboard, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-m", "misp_dashboard", "geoip", "use", str(file)],
        env=dashboard.environment,
        cwd=dashboard.data_dir,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.endswith("The running dashboard takes it up within seconds.\n")


def thanked(dashboard: Dashboard) -> list[str]:
    return [line["url"] for line in dashboard.ask("page")["attribution"]]


def test_new_databases_are_used_without_a_restart(
    dashboard: Dashboard, publisher: Publisher, tmp_path: Path
) -> None:
    before = stored(dashboard, publisher, "ip-dst", "158.64.1.1")
    assert (before["country"], before["place"]) == ("LU", "Esch-sur-Alzette")
    assert "asn" not in before
    assert thanked(dashboard) == ["https://db-ip.com"]

    networks = {"158.64.0.0/16": RESTENA, "8.8.8.0/24": RESTENA}
    hand_over(dashboard, tmp_path / "asn.mmdb", mmdb(networks, "DBIP-ASN-Lite"))
    places = {"158.64.0.0/16": BRUSSELS, PROBED: BRUSSELS, "8.8.8.0/24": BRUSSELS}
    hand_over(dashboard, tmp_path / "city.mmdb", mmdb(places, "GeoLite2-City"))
    dashboard.wait_until(lambda: "https://www.maxmind.com" in thanked(dashboard))

    after = stored(dashboard, publisher, "ip-dst", "158.64.1.2")
    assert (after["country"], after["place"]) == ("BE", "Brussels")
    assert (after["asn"], after["as_name"]) == (2602, "RESTENA")
    number = stored(dashboard, publisher, "AS", "AS2602")
    assert (number["country"], number["located_by"]) == ("BE", "asn")
    assert (number["asn"], number["as_name"]) == (2602, "RESTENA")
    assert thanked(dashboard) == ["https://www.maxmind.com", "https://db-ip.com"]


def test_a_broken_database_is_logged_once_and_the_one_in_use_stays(
    dashboard: Dashboard, publisher: Publisher, tmp_path: Path
) -> None:
    folder = dashboard.data_dir / "geoip"
    folder.mkdir()
    broken = tmp_path / "broken"
    broken.write_bytes(b"half of it")
    broken.rename(folder / "city.mmdb")
    dashboard.wait_until(lambda: "The one in use stays." in dashboard.log.read_text())
    assert stored(dashboard, publisher, "ip-dst", "158.64.1.1")["country"] == "LU"
    places = {"158.64.0.0/16": BRUSSELS, PROBED: BRUSSELS}
    hand_over(dashboard, tmp_path / "city.mmdb", mmdb(places, "Our-City"))
    dashboard.wait_until(lambda: thanked(dashboard) == [])
    assert stored(dashboard, publisher, "ip-dst", "158.64.1.2")["country"] == "BE"
    assert dashboard.log.read_text().count("The one in use stays.") == 1
