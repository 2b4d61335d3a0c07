"""The questions of the page of trends over HTTP: what they take and answer, and mistakes."""

from collections.abc import Iterator

import httpx
import pytest
from build import attribute_message, uuid
from dashboard import Dashboard, send

from misp_dashboard.source.publisher import Publisher

APT = 'misp-galaxy:threat-actor="APT 28"'


@pytest.fixture(scope="module")
def tagged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """It knows one attribute with two tags and a galaxy, and leaves `tlp:*` out of the trends."""
    folder = tmp_path_factory.mktemp("trends")
    with Publisher() as publisher:
        one = Dashboard(
            folder, {"Here": publisher}, {"MISP_DASHBOARD_TRENDS__EXCLUDE_TAGS": "tlp:*, x"}
        ).start()
        publisher.wait_for_subscriber()
        tags = [{"name": "tlp:red", "colour": "#cc0033"}, {"name": "osint", "colour": "#112233"},
                {"name": APT, "colour": "#0088cc"}]  # fmt: skip
        message = attribute_message("first.example", Tag=tags)
        send(publisher, "misp_json_attribute", message)
        one.wait_until(lambda: one.total(tag="osint", kind="attribute") > 0)
        one.wait_for_empty_journal()
        yield one
        one.stop()


def test_the_most_active_are_answered_with_their_line(tagged: Dashboard) -> None:
    answer = tagged.ask("most-active", by="event", rank="trend", top=5)
    (event,) = answer["items"]
    assert (event["item"], event["label"]) == (uuid("event 7"), "Invented campaign")
    assert (event["state"], event["previous"], event["event_id"]) == ("new", 0, 7)
    assert sum(event["counts"]) == event["activities"] == answer["total"]
    assert tagged.total(event_uuid=event["item"]) == event["activities"]


def test_the_administrators_exclusions_hold_until_a_reader_chooses(tagged: Dashboard) -> None:
    def labels(**asked: str) -> list[str]:
        answer = tagged.ask("most-active", **asked)
        return sorted(one["label"] for one in answer["items"])

    assert labels(by="tag") == [APT, "osint"]
    assert tagged.ask("most-active", by="tag")["excluded"] == ["tlp:*", "x"]
    assert labels(by="tag", exclude="") == [APT, "osint", "tlp:red"]
    assert labels(by="tag", exclude="osint") == [APT, "tlp:red"]
    assert labels(by="galaxy", galaxy="threat-actor") == ["APT 28"]
    days = tagged.ask("active-days", by="tag")
    assert sorted(one["label"] for one in days["items"]) == [APT, "osint"]
    assert tagged.ask("most-active", by="type")["excluded"] == []


def test_a_machine_tag_is_answered_in_parts(tagged: Dashboard) -> None:
    (one,) = tagged.ask("most-active", by="tag", item=APT)["items"]
    assert (one["namespace"], one["predicate"], one["value"]) == (
        "misp-galaxy", "threat-actor", "APT 28",
    )  # fmt: skip
    (red,) = tagged.ask("most-active", by="tag", item="tlp:red")["items"]
    assert red["colour"] == "#cc0033"


def test_namespaces_and_days_are_answered(tagged: Dashboard) -> None:
    answer = tagged.ask("tag-namespaces")
    assert [(one["name"], one["tags"]) for one in answer["galaxies"]] == [("threat-actor", 1)]
    assert [(one["name"], one["tags"]) for one in answer["taxonomies"]] == [("tlp", 1)]
    (event,) = tagged.ask("active-days", by="event", tz="Europe/Luxembourg")["items"]
    assert (event["days"], event["label"]) == (1, "Invented campaign")
    assert event["spans"][0]["since"] == event["spans"][0]["until"]


def test_what_is_seen_discussed_and_how_severe_it_is_is_answered(tagged: Dashboard) -> None:
    assert tagged.ask("sightings")["sightings"]["total"] == 0
    assert tagged.ask("top-sighted", sort="false_positives")["values"] == []
    assert tagged.ask("sighting-surges")["surges"] == []
    assert tagged.ask("discussions")["threads"] == []
    for of, counted, expected in (
        ("threat", "events", {"medium": 1}),
        ("analysis", "events", {"ongoing": 1}),
        ("tlp", "activities", {"red": 1}),
        ("ids", "activities", {"ids": 1}),
    ):
        answer = tagged.ask("levels-over-time", of=of)
        told = {one["level"]: one["total"] for one in answer["series"] if one["total"]}
        assert (answer["counted"], told) == (counted, expected), of


MISTAKES = [
    ("most-active?by=value", "by"),
    ("most-active?rank=best", "rank"),
    ("most-active?top=51", "top"),
    ("most-active?top=0", "top"),
    (f"most-active?match={'x' * 201}", "match"),
    ("most-active?by=event&item=x", "item"),
    ("most-active?" + "&".join(f"item={n}" for n in range(6)), "item"),
    ("most-active?exclude=!tlp:*", "exclude"),
    ("most-active?by=galaxy&galaxy=a%22b", "galaxy"),
    ("active-days?by=org", "by"),
    ("active-days?tz=Mars", "tz"),
    ("tag-namespaces?tga=x", "tga"),
    ("top-sighted?sort=value", "sort"),
    ("top-sighted?top=51", "top"),
    ("sighting-surges?top=0", "top"),
    ("discussions?top=51", "top"),
    ("levels-over-time?of=distribution", "of"),
    ("sightings?tpo=3", "tpo"),
]


@pytest.mark.parametrize(("path", "field"), MISTAKES)
def test_a_mistake_is_named_with_a_remedy(tagged: Dashboard, path: str, field: str) -> None:
    answer = httpx.get(f"{tagged.url}/api/{path}", timeout=30)
    problem = answer.json()
    assert answer.status_code == 400
    assert problem["field"] == field
    assert problem["message"]
    assert problem["remedy"]
