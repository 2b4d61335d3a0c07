"""`misp-dashboard location coverage`: how much is located, of files and of what is stored."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from build import attribute_message, published_message
from dashboard import Dashboard

from misp_dashboard.source.publisher import Publisher

Run = Callable[..., Any]

VALUES = {
    "158.64.1.1": "ip-dst",
    "10.0.0.1": "ip-dst",
    "LU28 0019 4006 4475 0000": "iban",
    "Ukraine": "target-location",
    "example.lu": "domain",
    "0" * 64: "sha256",
}


def events(folder: Path) -> Path:
    folder.mkdir()
    message = published_message()
    message["Event"]["Attribute"] = [
        attribute_message(value, type=type)["Attribute"] for value, type in VALUES.items()
    ]
    (folder / "one.json").write_text(json.dumps(message))
    (folder / "again.json").write_text(json.dumps(message))
    return folder


def lines(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines()]


def test_of_files_it_tells_the_share_by_type_and_by_means(run: Run, tmp_path: Path) -> None:
    ran = run("location", "coverage", events(tmp_path / "events"))
    assert (ran.code, ran.err) == (0, "")
    told = lines(ran.out)
    assert ["ip-dst", "2", "1", "50%", "1", "50%", "0", "0%"] in told
    assert ["iban", "1", "1", "100%", "0", "0%", "0", "0%"] in told
    assert ["target-location", "1", "0", "0%", "0", "0%", "1", "100%"] in told
    assert ["2", "other", "types", "2", "0", "0%", "0", "0%", "0", "0%"] in told
    assert ["all", "6", "2", "33%", "1", "17%", "1", "17%"] in told
    assert ["bank", "origin", "country", "1"] in told
    assert ["target-location", "target", "country", "1"] in told


def test_the_weak_hint_counts_when_it_is_switched_on(run: Run, tmp_path: Path) -> None:
    folder = events(tmp_path / "events")
    ran = run("location", "coverage", "--json", folder, MISP_DASHBOARD_LOCATION__TLD="true")
    answer = json.loads(ran.out)
    assert {"means": "tld", "of": "origin", "precision": "weak", "hits": 1} in answer["by_means"]
    assert (answer["total"], answer["located"], answer["targeted"]) == (6, 3, 1)


def test_the_store_is_opened_where_no_dashboard_runs(run: Run, tmp_path: Path) -> None:
    where = {"MISP_DASHBOARD_DATA_DIR": str(tmp_path / "data")}
    assert run("replay", "--retime", events(tmp_path / "events"), **where).code == 0
    stored = json.loads(run("location", "coverage", "--json", **where).out)
    of_files = json.loads(run("location", "coverage", "--json", tmp_path / "events", **where).out)
    assert stored == of_files


def test_a_running_dashboard_is_asked(run: Run, tmp_path: Path) -> None:
    where = {"MISP_DASHBOARD_DATA_DIR": str(tmp_path / "data")}
    assert run("replay", "--retime", events(tmp_path / "events"), **where).code == 0
    with Publisher(quiet_s=0.2) as publisher:
        dashboard = Dashboard(tmp_path / "data", {"Here": publisher}).start()
        try:
            port = str(dashboard.port)
            asked = run("location", "coverage", **where, MISP_DASHBOARD_SERVER__PORT=port)
            other = run("location", "coverage", **where, MISP_DASHBOARD_SERVER__PORT="1")
        finally:
            dashboard.stop()
    assert (asked.code, asked.err) == (0, "")
    assert ["all", "6", "2", "33%", "1", "17%", "1", "17%"] in lines(asked.out)
    assert other.code == 1
    assert "does not answer" in other.err


def test_a_file_that_is_no_event_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("no event")
    ran = run("location", "coverage", tmp_path / "bad.json")
    assert ran.code == 1
    assert "bad.json" in ran.err
