"""What a message says of events, organisations and tags is learned from every frame that has it."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from misp_dashboard.activity.row import NO_UUID, UNKNOWN
from misp_dashboard.directory.fact import EventFact, OrganisationFact, TagFact
from misp_dashboard.directory.learn import learn
from misp_dashboard.handler.topics import decode
from misp_dashboard.source.frame import Frame

EVENT = "5e1f0c1a-0000-4000-8000-0000000000e1"
CREATOR = "5e1f0c1a-0000-4000-8000-0000000000c1"
OTHER = "5e1f0c1a-0000-4000-8000-0000000000c2"


def learned(topic: str, body: Any) -> Any:
    frame = Frame("acme", datetime(2026, 1, 1, tzinfo=UTC), topic, json.dumps(body).encode())
    return learn(decode(frame), "acme")


def organisation(id: int, name: str, uuid: str = NO_UUID) -> OrganisationFact:
    return OrganisationFact(instance="acme", id=id, uuid=uuid, name=name)


def head(**changes: Any) -> dict[str, Any]:
    return {
        "id": "3",
        "uuid": EVENT,
        "info": "A wave",
        "orgc_id": "2",
        "org_id": "1",
        "analysis": "1",
        "threat_level_id": "2",
        "distribution": "4",
        "sharing_group_id": "8",
        "Orgc": {"id": "2", "uuid": CREATOR, "name": "Example CERT"},
        **changes,
    }


WHOLE = EventFact(
    instance="acme",
    id=3,
    uuid=EVENT,
    info="A wave",
    org_id=2,
    org_uuid=CREATOR,
    org="Example CERT",
    distribution=4,
    sharing_group_id=8,
    threat_level=2,
    analysis=1,
    published=True,
    timestamp=1700000000,
)


def test_a_published_event_is_published_though_it_says_no() -> None:
    facts = learned("misp_json", {"Event": head(published=False, timestamp="1700000000")})
    assert facts == [WHOLE, organisation(2, "Example CERT", CREATOR)]


def test_a_published_event_names_everybody_in_it_once() -> None:
    other = {"id": "6", "uuid": OTHER, "name": "Example Bank"}
    sighting = {"id": "1", "Organisation": other}
    event = head(
        Org={"id": "1", "name": "Host"},
        SharingGroup={
            "Organisation": {"id": "2", "uuid": CREATOR, "name": "Example CERT"},
            "SharingGroupOrg": [{"Organisation": {"id": "7", "name": "Member"}}],
        },
        ShadowAttribute=[{"id": "1", "Org": {"id": "8", "name": "Proposer"}}],
        Attribute=[{"id": "1", "Sighting": [sighting, sighting]}],
        Object=[{"id": "1", "Attribute": [{"id": "2", "Sighting": [sighting]}]}],
    )
    facts = [fact for fact in learned("misp_json", {"Event": event}) if fact.instance == "acme"]
    assert facts[1:] == [
        organisation(2, "Example CERT", CREATOR),
        organisation(1, "Host"),
        organisation(7, "Member"),
        organisation(8, "Proposer"),
        organisation(6, "Example Bank", OTHER),
    ]


def test_tags_come_with_their_colours_and_galaxies_are_told_by_name() -> None:
    galaxy = 'misp-galaxy:tool="x"'
    event = head(
        Tag=[{"name": "tlp:red", "colour": "#ff0000"}, {"name": galaxy, "colour": "#0088cc"}],
        Attribute=[{"id": "1", "Tag": [{"name": "tlp:red", "colour": "#ff0000"}]}],
    )
    facts = learned("misp_json", {"Event": event})
    assert [fact for fact in facts if isinstance(fact, TagFact)] == [
        TagFact(instance="acme", name="tlp:red", colour="#ff0000"),
        TagFact(instance="acme", name=galaxy, colour="#0088cc", is_galaxy=True),
    ]


def test_a_saved_event_has_its_creator_beside_it() -> None:
    body = {
        "Event": head(published=False, timestamp="1700000000", Orgc=None),
        "Orgc": {"id": "2", "uuid": CREATOR, "name": "Example CERT"},
        "EventTag": [{"Tag": {"name": "tlp:red", "colour": "#ff0000"}}],
        "action": "edit",
    }
    facts = learned("misp_json_event", body)
    assert facts[0].published is False
    assert facts[0].org == "Example CERT"
    assert facts[2] == TagFact(instance="acme", name="tlp:red", colour="#ff0000")


def test_an_attribute_does_not_say_whether_its_event_is_published() -> None:
    body = {"Attribute": {"id": "1"}, "Event": head(published=True), "action": "add"}
    event, creator = learned("misp_json_attribute", body)
    assert (event.published, event.timestamp, event.info) == (None, 0, "A wave")
    assert creator == organisation(2, "Example CERT", CREATOR)


def test_a_hard_deleted_attribute_tells_nothing() -> None:
    assert learned("misp_json_attribute", {"Attribute": {"id": "1"}, "action": "delete"}) == []


def test_a_sighting_names_its_event_and_the_events_creator_only() -> None:
    sighting = {
        "id": "1",
        "org_id": "6",
        "Event": {
            "id": "3",
            "uuid": EVENT,
            "info": "A wave",
            "orgc_id": "2",
            "Orgc": {"name": "Example CERT"},
        },
    }
    event, creator = learned("misp_json_sighting", {"Sighting": sighting, "action": "add"})
    assert (event.org_id, event.org, event.distribution) == (2, "Example CERT", UNKNOWN)
    assert creator == organisation(2, "Example CERT")


@pytest.mark.parametrize(
    ("topic", "body"),
    [
        ("misp_json_organisation", {"Organisation": {"id": "6", "uuid": OTHER, "name": "Bank"}}),
        ("misp_json_organisation", {"Orgc": {"id": "6", "uuid": OTHER, "name": "Bank"}}),
        (
            "misp_json_user",
            {
                "User": {"id": "1"},
                "Organisation": {"id": "6", "uuid": OTHER, "name": "Bank"},
                "action": "login",
            },
        ),
    ],
)
def test_an_organisation_is_learned_where_it_stands(topic: str, body: Any) -> None:
    assert learned(topic, body) == [organisation(6, "Bank", OTHER)]


def test_whoever_writes_is_learned_without_a_uuid() -> None:
    body = {"Post": {"thread_id": "1", "contents": "x", "org_id": "6", "org_name": "Bank"}}
    assert learned("misp_json_conversation", body) == [organisation(6, "Bank")]


def test_a_tag_topic_teaches_the_tag() -> None:
    body = {"Tag": {"id": "1", "name": "a:b", "colour": "#000000"}, "action": "delete"}
    assert learned("misp_json_tag", body) == [
        TagFact(instance="acme", name="a:b", colour="#000000")
    ]


@pytest.mark.parametrize(
    ("topic", "body"),
    [
        ("misp_json_object", {"Object": {"id": "1", "event_id": "3"}, "action": "add"}),
        ("misp_json_audit", {"Log": {"org": "Example CERT", "user_id": "1"}}),
        ("misp_json_event", {"Event": EVENT, "action": "add_from_connected_server"}),
        ("misp_json_self", {"status": "alive"}),
    ],
)
def test_what_names_nothing_teaches_nothing(topic: str, body: Any) -> None:
    assert learned(topic, body) == []


def test_an_event_without_id_and_uuid_is_none() -> None:
    body = {"Attribute": {"id": "1"}, "Event": {"info": "A wave"}, "action": "add"}
    assert learned("misp_json_attribute", body) == []


def test_a_name_without_id_or_uuid_is_nobody() -> None:
    event = head(Orgc={"name": "Somebody"}, orgc_id="0")
    assert len(learned("misp_json", {"Event": event})) == 1


def test_a_uuid_that_is_none_is_left_out() -> None:
    (event, creator) = learned(
        "misp_json", {"Event": head(uuid="x", Orgc={"id": 2, "uuid": "y", "name": "Z"})}
    )
    assert (event.uuid, creator.uuid) == (NO_UUID, NO_UUID)
