"""A published event becomes its own row and one for each thing in it."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from misp_dashboard.activity.row import Activity, identify

Rows = Callable[..., list[Activity]]

TOPIC = "misp_json"


def uuid(number: int) -> str:
    return f"5e1f0c1a-0000-4000-8000-{number:012d}"


def attribute(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": str(number),
        "uuid": uuid(number),
        "type": "domain",
        "category": "Network activity",
        "to_ids": True,
        "timestamp": str(1700000000 + number),
        "distribution": "5",
        "value": f"host{number}.example.com",
        "object_relation": None,
        **changes,
    }


def event(**changes: Any) -> dict[str, Any]:
    return {
        "Event": {
            "id": "3",
            "orgc_id": "2",
            "org_id": "1",
            "threat_level_id": "1",
            "info": "Café 海",
            "published": False,
            "uuid": uuid(900),
            "analysis": "2",
            "timestamp": "1700000900",
            "distribution": "3",
            "publish_timestamp": "1600000000",
            "sharing_group_id": "0",
            "Org": {"id": "1", "name": "Host", "uuid": uuid(801)},
            "Orgc": {"id": "2", "name": "Example CERT", "uuid": uuid(802)},
            **changes,
        }
    }


def test_an_empty_event_is_one_row_done_by_its_creator(rows: Rows) -> None:
    (row,) = rows(TOPIC, event())
    assert row.id == identify("acme", "event", uuid(900), 1700000900, "publish")
    assert (row.kind, row.action, row.value) == ("event", "publish", "")
    assert (row.org, row.org_id, row.event_info) == ("Example CERT", 2, "Café 海")
    assert (row.threat_level, row.analysis, row.distribution) == (1, 2, 3)


def test_while_published_is_false_the_publication_happens_now(
    rows: Rows, received_at: datetime
) -> None:
    assert rows(TOPIC, event())[0].at == received_at


def test_when_published_is_true_the_publication_happened_when_it_says(rows: Rows) -> None:
    (row,) = rows(TOPIC, event(published=True))
    assert row.at == datetime.fromtimestamp(1600000000, UTC)


def test_published_the_first_time_there_is_no_publish_timestamp_yet(
    rows: Rows, received_at: datetime
) -> None:
    assert rows(TOPIC, event(published=True, publish_timestamp="0"))[0].at == received_at


def test_everything_in_it_is_a_row(rows: Rows) -> None:
    told = rows(
        TOPIC,
        event(
            Tag=[{"id": "1", "name": "tlp:white"}],
            Attribute=[
                attribute(1, Tag=[{"id": "1", "name": "tlp:white"}, {"id": "2", "name": "x:y"}]),
                attribute(
                    2,
                    Sighting=[{"id": "1", "uuid": uuid(501), "org_id": "2", "type": "0"}],
                    ShadowAttribute=[{"id": "11", "uuid": uuid(2), "value": "other.example"}],
                ),
            ],
            Object=[
                {
                    "id": "1",
                    "uuid": uuid(601),
                    "name": "file",
                    "timestamp": "1700000601",
                    "Attribute": [attribute(3, object_relation="filename")],
                    "ObjectReference": [
                        {"id": "1", "uuid": uuid(701), "relationship_type": "drops"},
                        {"id": "2", "uuid": uuid(702), "deleted": True},
                    ],
                }
            ],
            ShadowAttribute=[{"id": "10", "value": "new.example", "timestamp": "1700000001"}],
            EventReport=[
                {"id": "1", "uuid": uuid(751), "name": "What happened", "timestamp": "1700000751"},
                {"id": "2", "uuid": uuid(752), "name": "Draft", "deleted": True},
            ],
        ),
    )
    assert Counter((row.kind, row.action) for row in told) == {
        ("event", "publish"): 1,
        ("tag", "attach"): 3,
        ("attribute", "add"): 3,
        ("sighting", "add"): 1,
        ("proposal", "add"): 2,
        ("object", "add"): 1,
        ("reference", "add"): 1,
        ("reference", "delete"): 1,
        ("report", "add"): 1,
        ("report", "delete"): 1,
    }
    assert len({row.id for row in told}) == len(told)
    assert {row.event_uuid for row in told} == {uuid(900)}


def test_an_attribute_is_the_version_that_came_alone(rows: Rows) -> None:
    alone = {"Attribute": attribute(1), "Event": {"id": "3"}, "action": "add"}
    (before,) = rows("misp_json_attribute", alone)
    published = rows(TOPIC, event(Attribute=[attribute(1)]))[1]
    assert published.id == before.id


def test_an_object_is_the_version_that_came_alone(rows: Rows) -> None:
    part = {"id": "1", "uuid": uuid(601), "name": "file", "timestamp": "1700000601"}
    (before,) = rows("misp_json_object", {"Object": part, "action": "add"})
    assert rows(TOPIC, event(Object=[part]))[1].id == before.id


def test_a_tag_is_the_one_that_was_told_alone(rows: Rows) -> None:
    on_event = {"Tag": {"id": "1", "name": "tlp:white", "event_id": "3"}}
    on_attribute = {"Tag": {"id": "1", "name": "tlp:white", "event_id": "3", "attribute_id": "1"}}
    before = [
        *rows("misp_json_tag", {**on_event, "action": "attached to event"}),
        *rows("misp_json_tag", {**on_attribute, "action": "attached to attribute"}),
    ]
    tags = [{"id": "1", "name": "tlp:white"}]
    told = rows(TOPIC, event(Tag=tags, Attribute=[attribute(1, Tag=tags)]))
    assert [row.id for row in told if row.kind == "tag"] == [row.id for row in before]


def test_distribution_is_resolved_from_the_inside_out(rows: Rows) -> None:
    told = rows(
        TOPIC,
        event(
            distribution="4",
            sharing_group_id="8",
            Attribute=[attribute(1), attribute(2, distribution="0")],
            Object=[
                {"uuid": uuid(601), "distribution": "2", "Attribute": [attribute(3)]},
                {"uuid": uuid(602), "distribution": "5", "Attribute": [attribute(4)]},
            ],
        ),
    )
    shared = {row.subject_id: (row.distribution, row.sharing_group_id) for row in told if row.value}
    assert shared == {1: (4, 8), 2: (0, 0), 3: (2, 0), 4: (4, 8)}


def test_a_proposal_is_done_by_its_proposer(rows: Rows) -> None:
    proposal = {
        "id": "10",
        "org_id": "6",
        "category": "Network activity",
        "type": "domain",
        "value": "new.example",
        "timestamp": "1700000001",
        "Org": {"id": "6", "name": "Example Bank", "uuid": uuid(806)},
    }
    row = rows(TOPIC, event(ShadowAttribute=[proposal]))[1]
    assert row.id == identify("acme", "proposal", 10, "add")
    assert (row.org, row.org_id, row.value) == ("Example Bank", 6, "new.example")


def test_an_event_of_a_feed_has_no_ids(rows: Rows) -> None:
    bare = {"uuid": uuid(900), "info": "From a feed", "timestamp": 1700000900}
    tagged = attribute(1, Tag=[{"name": "tlp:red"}])
    del tagged["id"]
    _, row, tag = rows(TOPIC, {"Event": {**bare, "Attribute": [tagged]}})
    assert row.id == identify("acme", "attribute", uuid(1), 1700000001, "present")
    assert tag.id == identify("acme", "tag", "attribute", uuid(1), "tlp:red", "attached")


def test_what_php_writes_for_empty_and_gappy_lists_is_read(rows: Rows) -> None:
    told = rows(
        TOPIC,
        event(
            Orgc=[],
            Tag=None,
            Attribute={"0": attribute(1), "4": attribute(2, comment=None, deleted="")},
            Object=[],
            info="",
        ),
    )
    assert [row.kind for row in told] == ["event", "attribute", "attribute"]
    assert told[0].org_id == 2


def test_two_thousand_attributes_and_five_hundred_objects_are_one_frame(rows: Rows) -> None:
    parts = [
        {
            "id": str(n),
            "uuid": uuid(5000 + n),
            "name": "file",
            "timestamp": "1700000000",
            "Attribute": [attribute(10000 + n)],
        }
        for n in range(500)
    ]
    told = rows(TOPIC, event(Attribute=[attribute(n) for n in range(2000)], Object=parts))
    assert len({row.id for row in told}) == 1 + 2000 + 500 + 500
