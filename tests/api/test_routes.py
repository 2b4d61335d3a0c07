"""Every question is answered over HTTP, every mistake has one shape, every answer is guarded."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from dashboard import Dashboard

from misp_dashboard import __version__
from misp_dashboard.api.schema import openapi_document

ROOT = Path(__file__).parents[2]


def get(dashboard: Dashboard, path: str, **headers: str) -> httpx.Response:
    return httpx.get(f"{dashboard.url}{path}", headers=headers, timeout=30)


def test_an_activity_is_answered_with_what_is_known_of_it(dashboard: Dashboard) -> None:
    answer = dashboard.ask("activities", value="first.example")
    (row,) = answer["activities"]
    assert row["event_info"] == "Invented campaign"
    assert row["org"] == "Invented CERT"
    assert row["type"] == "domain"
    assert row["at"].endswith("Z")
    assert len(row["id"]) == 16
    assert row["distribution"] == 1
    assert "country" not in row
    assert answer["next"] is None


def test_the_page_learns_its_instances(dashboard: Dashboard) -> None:
    page = dashboard.ask("page")
    assert page["version"] == __version__
    assert page["instances"] == [{"name": "Here", "url": "https://misp.example"}]
    assert page["attribution"][0]["url"] == "https://db-ip.com"
    assert page["tiles"] is None
    assert page["people"] == "none"


def test_the_state_of_an_instance_is_told(dashboard: Dashboard) -> None:
    (here,) = dashboard.ask("instances")["instances"]
    assert (here["name"], here["state"]) == ("Here", "connected")
    assert here["frames"] >= 1
    assert here["bytes"] > 100


MISTAKES = [
    ("activities?span=3x", 400, "span"),
    ("activities?limit=0", 400, "limit"),
    ("activities?limit=abc", 400, "limit"),
    ("activities?before=zz", 400, "before"),
    ("activities?tga=tlp:red", 400, "tga"),
    ("activity-over-time?by=password", 400, "by"),
    ("counters?day_start=yesterday", 400, "day_start"),
    ("counters?day_start=1999-01-01T00:00:00Z", 400, "day_start"),
    ("countries?since=2026-02-30", 400, "since"),
    ("live?span=no", 400, "span"),
    ("nothing", 404, ""),
]


@pytest.mark.parametrize(("path", "status", "field"), MISTAKES)
def test_a_mistake_is_named_with_a_remedy(
    dashboard: Dashboard, path: str, status: int, field: str
) -> None:
    answer = get(dashboard, f"/api/{path}")
    problem = answer.json()
    assert answer.status_code == status
    assert problem["field"] == field
    assert problem["message"]
    assert problem["remedy"]
    assert "Traceback" not in answer.text


def test_a_misspelt_parameter_names_the_nearest(dashboard: Dashboard) -> None:
    assert "`tag`" in get(dashboard, "/api/activities?tga=x").json()["remedy"]


def test_a_value_that_would_be_sql_is_a_value(dashboard: Dashboard) -> None:
    evil = "') OR 1=1; DROP TABLE activity; --"
    assert dashboard.ask("activities", value=evil)["activities"] == []
    assert dashboard.ask("activities", text=f"*{evil}*")["activities"] == []
    assert dashboard.total() > 0


@pytest.mark.parametrize("path", ["/", "/api/page", "/api/nothing", "/some/page", "/api/live"])
def test_every_answer_is_guarded(dashboard: Dashboard, path: str) -> None:
    with httpx.stream("GET", f"{dashboard.url}{path}", timeout=30) as answer:
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert "default-src 'self'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "server" not in answer.headers


def test_another_name_for_this_machine_is_refused(dashboard: Dashboard) -> None:
    answer = get(dashboard, "/api/activities", Host="evil.example")
    assert answer.status_code == 421
    assert "server.url" in answer.json()["remedy"]


@pytest.mark.parametrize(
    "path", ["/assets/../app.py", "/assets/%2e%2e/%2e%2e/app.py", "/..%2fapp.py", "/%2e%2e/app.py"]
)
def test_no_file_beside_the_page_is_served(dashboard: Dashboard, path: str) -> None:
    request = httpx.Request("GET", dashboard.url)
    request.url = request.url.copy_with(raw_path=path.encode())
    with httpx.Client() as client:
        answer = client.send(request)
    assert "create_app" not in answer.text


def test_health_and_metrics_tell_what_goes_through(dashboard: Dashboard) -> None:
    assert get(dashboard, "/api/health").json() == {
        "live": True,
        "ready": True,
        "version": __version__,
        "reasons": [],
    }
    metrics = get(dashboard, "/metrics").text
    assert 'misp_dashboard_instance_up{instance="Here"} 1.0' in metrics
    assert "misp_dashboard_journal_frames_waiting 0.0" in metrics
    assert 'misp_dashboard_activities_total{action="add",kind="attribute"}' in metrics


def test_the_document_in_the_repository_is_the_one_served(dashboard: Dashboard) -> None:
    served: Any = get(dashboard, "/api/openapi.json").json()
    assert served == json.loads(openapi_document())
    stored = json.loads((ROOT / "openapi.json").read_text())
    assert served == stored, "run `make schema`"


def test_every_route_is_documented() -> None:
    paths = json.loads(openapi_document())["paths"]
    docs = (ROOT / "docs" / "api.md").read_text()
    assert [path for path in (*paths, "/metrics", "/api/docs") if f"{path}`" not in docs] == []


def test_every_parameter_of_the_scope_is_documented() -> None:
    docs = (ROOT / "docs" / "api.md").read_text()
    named = {
        one["name"]
        for one in json.loads(openapi_document())["paths"]["/api/countries"]["get"]["parameters"]
    }
    assert [name for name in named if f"`{name}`" not in docs] == []
