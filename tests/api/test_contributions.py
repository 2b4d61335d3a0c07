"""The questions about contributors over HTTP: their parameters, answers and mistakes."""

import httpx
import pytest
from build import attribute_message
from dashboard import Dashboard, send

from misp_dashboard.source.publisher import Publisher

ORG = "Invented CERT"


@pytest.fixture(scope="module")
def contributed(dashboard: Dashboard, publisher: Publisher) -> Dashboard:
    """Invented CERT added two attributes and edited none."""
    send(publisher, "misp_json_attribute", attribute_message("second.example"))
    dashboard.wait_until(lambda: dashboard.total(kind="attribute") == 2)
    return dashboard


def test_contributors_of_a_month_are_answered(contributed: Dashboard) -> None:
    answer = contributed.ask("contributors")
    (one,) = answer["contributors"]
    assert (one["org"], one["place"], one["points"], one["rank"]) == (ORG, 1, 2, 1)
    assert one["contributions"]["attributes"] == 2
    assert (one["previous_place"], one["previous_points"], one["to_next"]) == (None, 0, 2)
    assert contributed.ask("contributors", month="2020-01")["contributors"] == []
    assert contributed.ask("contributors", match="nobody")["total"] == 0


def test_one_contributor_is_answered(contributed: Dashboard) -> None:
    answer = contributed.ask("contributor", name=ORG)
    assert answer["in_month"]["points"] == answer["points_in_all"] == 2
    assert (answer["contribution_rank"], len(answer["requirements"])) == (0, 16)
    second = answer["requirements"][1]
    assert (second["done"], second["points_missing"], second["fulfilled"]) == (1, 2, False)
    assert answer["earned"] == [
        {"kind": "attribute", "category": "Network activity", "action": "add",
         "contributions": 2, "each": 1, "points": 2},
    ]  # fmt: skip
    (trophy,) = answer["trophies"]
    assert (trophy["category"], trophy["level"]) == ("Network activity", 12)


def test_the_other_questions_are_answered(contributed: Dashboard) -> None:
    by_category = contributed.ask("contributors-by-category")
    assert by_category["contributors"][0]["categories"][0]["contributions"] == 2
    assert len(by_category["categories"]) == 16
    (line,) = contributed.ask("contributors-over-time")["contributors"]
    assert sum(line["points"]) == line["points_in_all"] == 2
    (last,) = contributed.ask("last-contributors")["contributors"]
    assert (last["org"], last["contributions"], last["kind"]) == (ORG, 2, "attribute")
    fame = contributed.ask("hall-of-fame")
    assert fame["all_time"] == [{"org": ORG, "place": 1, "points": 2}]
    awards = contributed.ask("awards", name=ORG)
    assert awards["total"] == len(awards["awards"])


@pytest.mark.parametrize("path", ["contributors", "contributor", "hall-of-fame"])
def test_the_model_is_that_of_the_configuration_or_the_readers(
    contributed: Dashboard, path: str
) -> None:
    asked = {"name": ORG} if path == "contributor" else {}
    assert contributed.ask(path, **asked)["model"] == "classic"
    assert contributed.ask(path, model="quality", **asked)["model"] == "quality"
    answer = httpx.get(f"{contributed.url}/api/{path}", params={**asked, "model": "best"})
    assert (answer.status_code, answer.json()["field"]) == (400, "model")


@pytest.mark.parametrize(
    ("path", "given", "field"),
    [
        ("contributors", {"month": "last"}, "month"),
        ("contributors", {"top": "0"}, "top"),
        ("contributor", {"name": "A", "month": "2026-13"}, "month"),
        ("contributor", {"name": ""}, "name"),
        ("contributors-by-category", {"month": "x"}, "month"),
        ("contributors-over-time", {"top": "21"}, "top"),
        ("last-contributors", {"top": "101"}, "top"),
        ("hall-of-fame", {"month": "0000-00"}, "month"),
        ("awards", {"limit": "1001"}, "limit"),
        ("awards", {"span": "3x"}, "span"),
    ],
)
def test_a_mistake_is_told(
    contributed: Dashboard, path: str, given: dict[str, str], field: str
) -> None:
    answer = httpx.get(f"{contributed.url}/api/{path}", params=given, timeout=30)
    assert (answer.status_code, answer.json()["field"]) == (400, field)
