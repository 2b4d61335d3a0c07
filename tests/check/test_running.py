"""A running dashboard is tested from outside and by itself; the test leaves no trace in it."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from build import NOW, attribute_message, frame
from dashboard import Dashboard, free_port, send
from mmdb_file import mmdb
from source.misp_stand_in import KEY, StandIn

from misp_dashboard import __version__
from misp_dashboard.check import queue
from misp_dashboard.check.finding import Result
from misp_dashboard.check.links import NAMES
from misp_dashboard.check.live import STAGES
from misp_dashboard.check.topics import ENABLED, NOTIFICATIONS, OPTIONAL
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.source.publisher import Publisher

Check = Callable[..., dict[str, Result]]

HOLD = """
import sys
from pathlib import Path
from misp_dashboard.cli.lock import RunLock
RunLock(Path(sys.argv[1])).acquire()
print(flush=True)
sys.stdin.read()
"""


def told(result: Result) -> tuple[str, str, str]:
    return result.verdict, result.reason, result.remedy


@pytest.fixture(scope="module")
def publisher() -> Iterator[Publisher]:
    with Publisher(quiet_s=0.2) as one:
        yield one


@pytest.fixture(scope="module")
def misp() -> Iterator[StandIn]:
    """It sends everything, and its key is a site administrator's."""
    with StandIn() as one:
        names = (*NOTIFICATIONS, *OPTIONAL, ENABLED)
        one.settings = [{"setting": name, "value": True} for name in names]
        one.me["Role"]["perm_site_admin"] = True
        yield one


@pytest.fixture(scope="module")
def dashboard(
    publisher: Publisher, misp: StandIn, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Dashboard]:
    """Its GeoIP database is of today, it may ask MISP, and it has one activity."""
    folder = tmp_path_factory.mktemp("checked")
    (folder / "data").mkdir(mode=0o700)
    place = {"country": {"iso_code": "NL"}, "city": {"names": {"en": "Amsterdam"}}}
    (folder / "city.mmdb").write_bytes(mmdb({"193.0.0.0/16": place}, built_at=NOW))
    settings = {
        "MISP_DASHBOARD_LOCATION__GEOIP_CITY": str(folder / "city.mmdb"),
        "MISP_DASHBOARD_ACCESS__ANONYMOUS": "everything",
        "MISP_DASHBOARD_HISTORY__REQUESTS_PER_MINUTE": "6000",
    }
    one = Dashboard(folder / "data", {"Here": publisher}, settings)
    one.environment["MISP_DASHBOARD_INSTANCES__0__URL"] = misp.url
    one.environment["MISP_DASHBOARD_INSTANCES__0__API_KEY"] = KEY
    one.start()
    publisher.wait_for_subscriber()
    send(publisher, "misp_json_attribute", attribute_message("first.example"))
    one.wait_until(lambda: one.total() > 0)
    yield one
    assert one.stop() == 0


def run_check(dashboard: Dashboard, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "misp_dashboard", "check", *arguments],
        env=dashboard.environment,
        cwd=dashboard.data_dir,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def here(check: Check, settings: Any, dashboard: Dashboard) -> Check:
    """The check of this process, with the settings that the dashboard runs with."""
    for key in list(settings):
        del settings[key]
    settings.update(
        {k: v for k, v in dashboard.environment.items() if k.startswith("MISP_DASHBOARD")}
    )
    return check


@pytest.fixture
def held(settings: Any, tmp_path: Path) -> Iterator[None]:
    """A process that works on the data folder, and neither answers nor stores."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path / "data"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        yield
        other.kill()


def test_a_healthy_system_ends_with_0_and_nothing_to_be_mended(dashboard: Dashboard) -> None:
    before = dashboard.counts()
    ran = run_check(dashboard, "--json")
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout + ran.stderr
    answer = json.loads(ran.stdout)
    links = {one["link"]: one for one in answer["links"]}
    assert answer["verdict"] == "ok"
    assert tuple(links) == NAMES
    assert {(one["verdict"], one["remedy"]) for one in links.values()} == {("ok", "")}
    assert "tested by the running dashboard" in links["store"]["reason"]
    assert tuple(links["live"]["stages_ms"]) == STAGES
    assert "misp_json_attribute" in links["topics"]["reason"]
    assert dashboard.counts() == before


def test_the_page_asks_the_same(dashboard: Dashboard) -> None:
    answer = dashboard.ask("check")
    assert answer["verdict"] == "ok"
    assert tuple(one["link"] for one in answer["links"]) == NAMES
    assert dashboard.ask("check")["checked_at"] == answer["checked_at"]


def test_one_link_can_be_asked_for(dashboard: Dashboard) -> None:
    (link,) = dashboard.ask("check", link="store")["links"]
    assert (link["link"], link["verdict"]) == ("store", "ok")
    for asked in ({"link": "stroe"}, {"instance": "Elsewhere"}):
        answer = httpx.get(f"{dashboard.url}/api/check", params=asked, timeout=10)
        assert (answer.status_code, answer.json()["error"]) == (400, "bad_parameter")


def test_who_only_looks_at_a_shared_dashboard_is_not_told(dashboard: Dashboard) -> None:
    """A proxy says for whom it asks; folders and settings are for who runs the dashboard."""
    answer = httpx.get(
        f"{dashboard.url}/api/check", headers={"X-Forwarded-For": "192.0.2.7"}, timeout=10
    )
    assert answer.status_code == 403
    assert answer.json()["message"] == "The self-test is for who runs this dashboard."


def test_a_test_frame_leaves_no_trace(here: Check, dashboard: Dashboard) -> None:
    before = (dashboard.counts(), dashboard.ask("instances")["rejected"])
    found = here("live")["live"]
    assert found.verdict == "ok"
    assert found.reason.startswith("a test frame came out of the live stream after")
    assert (dashboard.counts(), dashboard.ask("instances")["rejected"]) == before
    assert dashboard.ask("instances")["lag"] == 0


def test_an_upgrade_without_a_restart(here: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("misp_dashboard.check.server.__version__", "99.0")
    verdict, reason, remedy = told(here("server")["server"])
    assert (verdict, f"version {__version__}" in reason) == ("warning", True)
    assert "restart the dashboard" in remedy


def test_another_program_has_the_port(check: Check, settings: Any, dashboard: Dashboard) -> None:
    settings["server.port"] = dashboard.port
    results = check("server", "queue", "live")
    verdict, reason, remedy = told(results["server"])
    assert (verdict, "cannot be listened on" in reason) == ("failed", True)
    assert "Set server.port" in remedy
    assert told(results["live"])[:2] == ("skipped", "`server` has to work first")


def test_no_dashboard_runs(check: Check, settings: Any) -> None:
    settings["server.port"] = free_port()
    results = check("server", "queue", "live")
    assert {one.verdict for one in results.values()} == {"skipped"}
    assert "misp-dashboard run" in results["server"].reason


@pytest.mark.usefixtures("held")
def test_it_hangs(check: Check, settings: Any) -> None:
    settings["server.port"] = free_port()
    verdict, reason, remedy = told(check("server")["server"])
    assert (verdict, "does not answer" in reason) == ("failed", True)
    assert "see its log and restart it" in remedy


@pytest.mark.usefixtures("held")
def test_nothing_is_stored_any_more(
    check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "SAMPLE_S", 0.01)
    monkeypatch.setattr(queue, "STUCK", queue.STUCK * 0)
    journal = SqliteJournal(tmp_path / "data" / "journal.sqlite3")
    journal.append([frame("misp_json_attribute", attribute_message("a"))] * 3)
    journal.close()
    verdict, reason, remedy = told(check("queue")["queue"])
    assert (verdict, reason.startswith("3 frames wait since")) == ("failed", True)
    assert "restart it" in remedy


def test_the_live_stream_swallows_the_frame(here: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a version of the dashboard would that knows no self-test."""
    monkeypatch.setattr("misp_dashboard.check.live.LIMIT_S", 0.5)
    monkeypatch.setattr("misp_dashboard.check.live.READ_S", 0.5)
    monkeypatch.setattr("misp_dashboard.check.live.body_of", lambda _: b'{"name": "another"}')
    verdict, reason, remedy = told(here("live")["live"])
    assert (verdict, "though it was taken from the journal" in reason) == ("failed", True)
    assert "restart the dashboard" in remedy


def test_lines_for_people_and_1_for_a_warning(dashboard: Dashboard) -> None:
    dashboard.data_dir.chmod(0o755)
    try:
        ran = run_check(dashboard)
    finally:
        dashboard.data_dir.chmod(0o700)
    assert ran.returncode == 1
    lines = ran.stdout.splitlines()
    assert f"         → chmod 700 {dashboard.data_dir}: what MISP sent is in it" in lines
    assert any(line.startswith("ok       frames (Here): ") for line in lines)
    assert lines[-1] == f"{len(NAMES)} links: {len(NAMES) - 1} ok, 1 warning"


def test_a_wrong_configuration_is_a_failure(dashboard: Dashboard) -> None:
    dashboard.environment["MISP_DASHBOARD_SERVER__PORT"] = "99999"
    try:
        ran = run_check(dashboard)
    finally:
        dashboard.environment["MISP_DASHBOARD_SERVER__PORT"] = str(dashboard.port)
    assert ran.returncode == 2
    assert ran.stdout.startswith("failed   configuration: ")
    assert "misp-dashboard config" in ran.stdout


def test_without_a_dashboard_the_store_is_opened_here(dashboard: Dashboard) -> None:
    """The last of these tests: it stops the dashboard."""
    assert dashboard.stop() == 0
    ran = run_check(dashboard, "--json")
    links = {one["link"]: one for one in json.loads(ran.stdout)["links"]}
    assert (ran.returncode, ran.stderr) == (0, "")
    assert links["store"]["reason"].startswith("written and read back; schema")
    assert {name for name, one in links.items() if one["verdict"] == "skipped"} == {
        "server", "queue", "live",
    }  # fmt: skip
