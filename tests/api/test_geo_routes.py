"""The questions of the map over HTTP: their parameters, their answers, their mistakes."""

import httpx
import pytest
from build import attribute_message
from dashboard import Dashboard, send

from misp_dashboard.location.located_type import LOCATED
from misp_dashboard.location.region import REGIONS
from misp_dashboard.source.publisher import Publisher

BERLIN_PHONE = "+49 30 901820"


@pytest.fixture(scope="module")
def located(dashboard: Dashboard, publisher: Publisher) -> Dashboard:
    """It knows two activities: a domain, and a telephone number in Germany."""
    message = attribute_message(BERLIN_PHONE, type="phone-number")
    send(publisher, "misp_json_attribute", message)
    dashboard.wait_until(lambda: dashboard.total(type="phone-number") > 0)
    return dashboard


def test_countries_are_answered_with_the_span_before(located: Dashboard) -> None:
    assert located.ask("countries", compare="true") == {
        "countries": [{"country": "DE", "hits": 1, "previous": 0}],
        "regions": [],
        "located": 1,
        "total": 2,
        "previous_located": 0,
    }
    plain = located.ask("countries")
    assert plain["countries"] == [{"country": "DE", "hits": 1, "previous": None}]
    assert plain["previous_located"] is None
    assert located.ask("countries", of="target")["located"] == 0


def test_countries_over_time_are_answered_in_buckets(located: Dashboard) -> None:
    answer = located.ask("countries-over-time", span="24h")
    (series,) = answer["series"]
    assert series["country"] == "DE"
    assert series["counts"] == answer["totals"]
    assert sum(answer["totals"]) == 1
    assert len(answer["totals"]) <= 100
    assert located.ask("countries-over-time", of="target")["series"] == []


def test_places_say_what_is_known_to_the_country_alone(located: Dashboard) -> None:
    answer = located.ask("places")
    assert answer["places"] == []
    assert (answer["country_only"], answer["unlocated"], answer["total"]) == (1, 1, 2)
    around_berlin = located.ask("places", near="52.52,13.40,50", limit=5)
    assert around_berlin["total"] == 0
    assert around_berlin["touched"] == [{"country": "DE", "hits": 1}]


def test_coverage_is_told_by_means_and_type(located: Dashboard) -> None:
    answer = located.ask("coverage")
    assert (answer["total"], answer["located"], answer["ip_only"]) == (2, 1, 0)
    assert answer["by_means"] == [
        {"means": "phone", "of": "origin", "precision": "country", "hits": 1}
    ]
    assert {"type": "domain", "activities": 1, "located": 0, "targeted": 0} in answer["by_type"]


def test_every_region_that_can_be_asked_for_is_named(located: Dashboard) -> None:
    regions = located.ask("regions")["regions"]
    assert [one["code"] for one in regions] == list(REGIONS)
    (union,) = [one for one in regions if one["code"] == "eu"]
    assert union["kind"] == "union"
    assert len(union["countries"]) == 27
    for one in regions:
        located.ask("countries", region=one["code"])


def test_every_type_that_is_located_is_explained(located: Dashboard) -> None:
    types = located.ask("location-means")["types"]
    assert [one["type"] for one in types] == [row.type for row in LOCATED]
    (phone,) = [one for one in types if one["type"] == "phone-number"]
    assert (phone["means"], phone["of"], phone["precision"]) == ("phone", "origin", "country")
    assert phone["how"].endswith(".")


def test_places_are_found_by_name_and_by_coordinates(located: Dashboard) -> None:
    found = located.ask("find-place", match="luxemb", limit=2)["places"]
    assert [(one["country"], one["kind"]) for one in found] == [("LU", "country"), ("LU", "city")]
    (point,) = located.ask("find-place", match="49.61, 6.13")["places"]
    assert (point["latitude"], point["longitude"], point["kind"]) == (49.61, 6.13, "coordinates")
    assert located.ask("find-place", match="")["places"] == []


MISTAKES = [
    ("countries?of=both", "of"),
    ("countries?compare=perhaps", "compare"),
    ("countries?region=atlantis", "region"),
    ("countries-over-time?of=1", "of"),
    ("places?limit=0", "limit"),
    ("places?limit=5001", "limit"),
    ("places?near=49,6", "near"),
    ("coverage?tpye=domain", "tpye"),
    ("find-place?match=x&limit=1000", "limit"),
    (f"find-place?match={'x' * 101}", "match"),
]


@pytest.mark.parametrize(("path", "field"), MISTAKES)
def test_a_mistake_is_named_with_a_remedy(located: Dashboard, path: str, field: str) -> None:
    answer = httpx.get(f"{located.url}/api/{path}", timeout=30)
    problem = answer.json()
    assert answer.status_code == 400
    assert problem["field"] == field
    assert problem["message"]
    assert problem["remedy"]


def test_a_place_cannot_be_found_without_a_name(located: Dashboard) -> None:
    answer = httpx.get(f"{located.url}/api/find-place?text=trier", timeout=30)
    assert answer.status_code == 400
    assert "`match`" in answer.json()["message"].replace("'", "`")
