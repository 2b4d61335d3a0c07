"""A dashboard that was away fetches what it missed, while it hears what is new; each thing once."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from build import uuid
from dashboard import Dashboard, send
from source.misp_stand_in import KEY, StandIn

from misp_dashboard.source.history.record import FILE, HistoryRecord
from misp_dashboard.source.publisher import Publisher

NOW_S = 0
"""When each test begins: what MISP is asked for is what changed since then."""


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "NOW_S", int(time.time()))


def attribute(name: str) -> dict[str, Any]:
    return {
        "id": str(int(uuid(name)[:6], 16)),
        "event_id": "7",
        "uuid": uuid(name),
        "type": "domain",
        "category": "Network activity",
        "value": name,
        "timestamp": str(NOW_S),
        "distribution": "5",
        "deleted": False,
    }


def event_with(*names: str) -> dict[str, Any]:
    return {
        "id": "7",
        "uuid": uuid("event 7"),
        "info": "Invented campaign",
        "orgc_id": "3",
        "timestamp": str(NOW_S),
        "publish_timestamp": "0",
        "published": False,
        "distribution": "1",
        "Orgc": {"id": "3", "uuid": uuid("org 3"), "name": "Invented CERT"},
        "Attribute": [attribute(name) for name in names],
        "Object": [],
    }


def say(publisher: Publisher, name: str) -> None:
    event = event_with()
    head = {key: event[key] for key in ("id", "uuid", "info", "distribution", "Orgc")}
    told = {"Attribute": attribute(name), "Event": head, "action": "add"}
    send(publisher, "misp_json_attribute", told)


@pytest.fixture
def misp() -> Iterator[StandIn]:
    with StandIn() as stand_in:
        yield stand_in


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as one:
        yield one


def test_what_happened_while_it_was_killed_is_there_once(
    misp: StandIn, publisher: Publisher, tmp_path: Path
) -> None:
    dashboard = Dashboard(tmp_path / "data", {"Here": publisher})
    dashboard.environment["MISP_DASHBOARD_INSTANCES__0__URL"] = misp.url
    dashboard.environment["MISP_DASHBOARD_INSTANCES__0__API_KEY"] = KEY
    dashboard.environment["MISP_DASHBOARD_HISTORY__REQUESTS_PER_MINUTE"] = "6000"

    def values() -> list[str]:
        told = dashboard.ask("activities", kind="attribute")["activities"]
        return sorted(one["value"] for one in told)

    dashboard.start()
    publisher.wait_for_subscriber()
    say(publisher, "heard.example")
    dashboard.wait_until(lambda: values() == ["heard.example"])
    # it is written down twice a second that MISP is heard: before, there is nothing to go on from
    with closing(HistoryRecord(tmp_path / "data" / FILE)) as record:
        dashboard.wait_until(lambda: record.heard_at("Here") is not None)
    dashboard.kill()
    publisher.wait_for_nobody()
    misp.events = [event_with("heard.example", "missed.example")]
    dashboard.start()
    try:
        publisher.wait_for_subscriber()
        say(publisher, "live.example")
        everything = ["heard.example", "live.example", "missed.example"]
        dashboard.wait_until(lambda: values() == everything)
        dashboard.wait_until(lambda: dashboard.ask("gaps")["gaps"][0]["filled_at"] is not None)
        (gap,) = dashboard.ask("gaps", instance="h*")["gaps"]
        assert (gap["instance"], gap["reason"]) == ("Here", "the dashboard did not run")
        assert dashboard.ask("gaps", instance="elsewhere") == {
            "gaps": [],
            "filling": [],
            "backfills": [],
        }
        assert values() == everything
        metrics = httpx.get(f"{dashboard.url}/metrics").text
        assert 'misp_dashboard_gaps_unfilled{instance="Here"} 0.0' in metrics
        assert 'misp_dashboard_frames_fetched_total{instance="Here"} 2.0' in metrics
        (here,) = dashboard.ask("instances")["instances"]
        assert here["state"] == "connected"
    finally:
        code = dashboard.stop()
    assert code == 0
    log = dashboard.log.read_text()
    assert "fetched what was missed" in log
    assert KEY not in log
    assert "Traceback" not in log


def test_a_backfill_goes_into_a_running_dashboard_beside_what_is_live(
    misp: StandIn, publisher: Publisher, tmp_path: Path
) -> None:
    misp.events = [event_with("old.example")]
    dashboard = Dashboard(tmp_path / "data", {"Here": publisher})
    dashboard.environment["MISP_DASHBOARD_INSTANCES__0__URL"] = misp.url
    dashboard.environment["MISP_DASHBOARD_INSTANCES__0__API_KEY"] = KEY
    dashboard.environment["MISP_DASHBOARD_HISTORY__CATCH_UP"] = "false"
    dashboard.environment["MISP_DASHBOARD_HISTORY__REQUESTS_PER_MINUTE"] = "6000"
    dashboard.start()
    try:
        publisher.wait_for_subscriber()
        say(publisher, "live.example")
        ran = subprocess.run(
            [sys.executable, "-m", "misp_dashboard", "backfill", "--since", "1d"],
            env=dashboard.environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (ran.returncode, ran.stderr) == (0, "")
        assert ran.stdout == "Here: 1 event, 2 frames in all.\n"
        told = dashboard.ask("activities", kind="attribute")["activities"]
        assert sorted(one["value"] for one in told) == ["live.example", "old.example"]
        told = dashboard.ask("gaps")
        assert (told["gaps"], told["filling"]) == ([], [])
        (done,) = told["backfills"]
        assert (done["instance"], done["state"], done["frames"]) == ("Here", "finished", 2)
        assert (done["reason"], done["command"]) == ("", "")
    finally:
        dashboard.stop()
