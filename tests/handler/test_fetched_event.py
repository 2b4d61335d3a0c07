"""A fetched event becomes the rows its parts would have become, each with the same id."""

from collections.abc import Callable
from typing import Any

from build import attribute_message, frame, published_message

from misp_dashboard.activity.row import Activity
from misp_dashboard.directory.fact import OrganisationFact, TagFact
from misp_dashboard.directory.learn import learn
from misp_dashboard.handler.topics import decode, handle

Rows = Callable[..., list[Activity]]


def rows_of(topic: str, message: Any) -> list[Activity]:
    told = frame(topic, message)
    return handle(decode(told), told)


def test_its_attributes_have_the_ids_they_have_alone_and_published() -> None:
    alone = {row.id for row in rows_of("misp_json_attribute", attribute_message("one"))}
    published = rows_of("misp_json", published_message("one"))
    fetched = rows_of("rest_event", published_message("one"))
    assert alone == {row.id for row in fetched if row.kind == "attribute"}
    assert {row.id for row in published if row.kind != "event"} <= {row.id for row in fetched}


def test_only_what_is_published_was_published() -> None:
    def actions(is_published: bool) -> list[str]:
        message = published_message("one")
        message["Event"]["published"] = is_published
        return [row.action for row in rows_of("rest_event", message) if row.kind == "event"]

    assert (actions(False), actions(True)) == (["add"], ["add", "publish"])


def test_a_continuation_adds_no_event() -> None:
    rows = rows_of("rest_event", {**published_message("one"), "continued": True})
    assert {row.kind for row in rows} == {"attribute"}


def test_names_are_learned_and_are_no_rows() -> None:
    names = {
        "Organisation": [{"id": "3", "name": "Invented CERT"}],
        "Tag": [{"id": "1", "name": "tlp:red", "colour": "#ff0000"}],
    }
    told = frame("rest_names", names)
    assert handle(decode(told), told) == []
    assert learn(decode(told), "Here") == [
        OrganisationFact(instance="Here", id=3, name="Invented CERT"),
        TagFact(instance="Here", name="tlp:red", colour="#ff0000"),
    ]
