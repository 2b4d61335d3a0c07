"""Suggestions over HTTP."""

import httpx
import pytest
from dashboard import Dashboard


def test_the_values_of_a_field_are_suggested(dashboard: Dashboard) -> None:
    answer = dashboard.ask("suggestions", field="value", match="first.EX", span="30d")
    assert answer["suggestions"] == [
        {
            "pattern": "first.example",
            "label": "first.example",
            "activities": 1,
            "kind": "value",
        }
    ]


def test_the_scope_holds(dashboard: Dashboard) -> None:
    assert dashboard.ask("suggestions", field="type", instance="There")["suggestions"] == []
    (one,) = dashboard.ask("suggestions", field="instance", instance="There")["suggestions"]
    assert one["label"] == "Here"


def test_what_would_be_sql_is_text(dashboard: Dashboard) -> None:
    for match in ("' OR 1=1 --", "{match:String}", "\\", "%"):
        assert dashboard.ask("suggestions", field="org", match=match)["suggestions"] == []


@pytest.mark.parametrize(
    ("path", "field", "remedy"),
    [
        ("suggestions?field=tags", "field", "`tag`"),
        ("suggestions?field=zzzz", "field", "instance"),
        ("suggestions?field=org&limit=101", "limit", ""),
        (f"suggestions?field=org&match={'x' * 201}", "match", ""),
        ("suggestions?field=org&macth=x", "macth", "`match`"),
    ],
)
def test_a_mistake_is_named(dashboard: Dashboard, path: str, field: str, remedy: str) -> None:
    answer = httpx.get(f"{dashboard.url}/api/{path}", timeout=30)
    problem = answer.json()
    assert answer.status_code == 400
    assert (problem["error"], problem["field"]) == ("bad_parameter", field)
    assert remedy in problem["remedy"]


def test_the_field_must_be_named(dashboard: Dashboard) -> None:
    answer = httpx.get(f"{dashboard.url}/api/suggestions", timeout=30)
    assert answer.status_code == 400
    assert "'field'" in answer.json()["message"]
