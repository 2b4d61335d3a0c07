"""An attribute message becomes one attribute row, with its sightings and tags beside it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from misp_dashboard.activity.row import NO_UUID, UNKNOWN, Activity, identify

Rows = Callable[..., list[Activity]]

TOPIC = "misp_json_attribute"
ATTRIBUTE = "5e1f0c1a-0000-4000-8000-0000000000a1"
EVENT = "5e1f0c1a-0000-4000-8000-0000000000e1"
ORG = "5e1f0c1a-0000-4000-8000-0000000000c1"
REPORTER = "5e1f0c1a-0000-4000-8000-0000000000c2"


def saved(action: str = "add", **changes: Any) -> dict[str, Any]:
    attribute: dict[str, Any] = {
        "id": "7",
        "event_id": "3",
        "object_id": "0",
        "object_relation": None,
        "category": "Network activity",
        "type": "ip-dst",
        "value": "192.0.2.1",
        "to_ids": True,
        "uuid": ATTRIBUTE,
        "timestamp": "1700000000",
        "distribution": "5",
        "sharing_group_id": "0",
        "comment": "seen in the proxy",
        "deleted": False,
        "Sighting": [],
    }
    event = {
        "id": "3",
        "info": "A wave of mails",
        "uuid": EVENT,
        "published": False,
        "analysis": "1",
        "threat_level_id": "2",
        "org_id": "9",
        "orgc_id": "2",
        "distribution": "1",
        "sharing_group_id": "0",
        "Orgc": {"id": "2", "uuid": ORG, "name": "Example CERT"},
    }
    return {"Attribute": {**attribute, **changes}, "Event": event, "action": action}


def test_a_saved_attribute_tells_itself_its_event_and_its_creator(
    rows: Rows, received_at: datetime
) -> None:
    (row,) = rows(TOPIC, saved())
    assert row.id == identify("acme", "attribute", ATTRIBUTE, 1700000000, "present")
    assert row.at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert row.received_at == received_at
    assert (row.instance, row.topic, row.kind, row.action) == ("acme", TOPIC, "attribute", "add")
    assert (row.org, row.org_uuid, row.org_id) == ("Example CERT", ORG, 2)
    assert (row.event_id, row.event_uuid, row.event_info) == (3, EVENT, "A wave of mails")
    assert (row.threat_level, row.analysis) == (2, 1)
    assert (row.subject_id, row.subject_uuid) == (7, ATTRIBUTE)
    assert (row.category, row.type, row.value) == ("Network activity", "ip-dst", "192.0.2.1")
    assert (row.comment, row.to_ids, row.distribution) == ("seen in the proxy", True, 1)


def test_an_edit_has_a_new_timestamp_and_so_another_id(rows: Rows) -> None:
    (add,) = rows(TOPIC, saved())
    (edit,) = rows(TOPIC, saved("edit", timestamp="1700000001"))
    assert edit.action == "edit"
    assert edit.id != add.id


def test_a_soft_delete_happened_at_its_timestamp_and_counts_once(rows: Rows) -> None:
    once = rows(TOPIC, saved("soft-delete", deleted=True))
    again = rows(TOPIC, saved("soft-delete", deleted=True))
    assert [row.id for row in once] == [row.id for row in again]
    assert once[0].action == "delete"
    assert once[0].id == identify("acme", "attribute", ATTRIBUTE, 1700000000, "removed")
    assert once[0].at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


@pytest.mark.parametrize("deleted", [False, "0", 0])
def test_a_hard_delete_happened_when_it_was_received(
    rows: Rows, received_at: datetime, deleted: Any
) -> None:
    body = saved("delete", deleted=deleted)
    del body["Event"]
    (row,) = rows(TOPIC, body)
    assert (row.action, row.at) == ("delete", received_at)
    assert (row.event_id, row.event_uuid, row.org) == (3, NO_UUID, "")
    assert row.distribution == UNKNOWN


def test_a_deleted_attribute_that_comes_as_edit_is_a_delete(rows: Rows) -> None:
    assert rows(TOPIC, saved("edit", deleted="1"))[0].action == "delete"


def test_an_undelete_is_an_edit(rows: Rows) -> None:
    assert rows(TOPIC, saved("edit", deleted=False, timestamp="1700000005"))[0].action == "edit"


def test_an_attribute_of_an_object_names_it_and_inherits_from_it(rows: Rows) -> None:
    body = saved(object_id="4", object_relation="ip")
    body["Object"] = {"id": "4", "name": "domain-ip", "distribution": "0"}
    (row,) = rows(TOPIC, body)
    assert (row.object_name, row.object_relation, row.distribution) == ("domain-ip", "ip", 0)


def test_an_object_that_inherits_passes_on_what_the_event_has(rows: Rows) -> None:
    body = saved(object_id="4")
    body["Object"] = {"id": "4", "name": "file", "distribution": "5"}
    assert rows(TOPIC, body)[0].distribution == 1


def test_what_inherits_from_an_object_that_is_not_told_stays_unknown(rows: Rows) -> None:
    assert rows(TOPIC, saved(object_id="4"))[0].distribution == UNKNOWN


def test_a_sharing_group_counts_only_with_its_distribution(rows: Rows) -> None:
    (to_group,) = rows(TOPIC, saved(distribution="4", sharing_group_id="12"))
    (to_all,) = rows(TOPIC, saved(distribution="3", sharing_group_id="12"))
    assert (to_group.distribution, to_group.sharing_group_id) == (4, 12)
    assert (to_all.distribution, to_all.sharing_group_id) == (3, 0)


def test_a_distribution_that_misp_does_not_have_is_unknown(rows: Rows) -> None:
    assert rows(TOPIC, saved(distribution="6"))[0].distribution == UNKNOWN


def test_its_tags_are_on_the_row_and_rows_of_their_own(rows: Rows) -> None:
    tags = [{"id": "1", "name": "tlp:green"}, {"id": "2", "name": 'estimative:x="low"'}]
    attribute, *attached = rows(TOPIC, saved("edit", Tag=tags))
    assert attribute.tags == ("tlp:green", 'estimative:x="low"')
    assert [(row.kind, row.action, row.value) for row in attached] == [
        ("tag", "attach", "tlp:green"),
        ("tag", "attach", 'estimative:x="low"'),
    ]
    assert attached[0].id == identify("acme", "tag", "attribute", 7, "tlp:green", "attached")


def test_the_tags_of_a_deleted_attribute_are_not_attached_again(rows: Rows) -> None:
    body = saved("soft-delete", deleted=True, Tag=[{"id": "1", "name": "tlp:green"}])
    assert [row.kind for row in rows(TOPIC, body)] == ["attribute"]


def test_its_sightings_are_those_of_the_sighting_topic(rows: Rows) -> None:
    sighting = {
        "id": "5",
        "uuid": "5e1f0c1a-0000-4000-8000-0000000000f5",
        "org_id": "6",
        "date_sighting": "1690000000",
        "type": "1",
        "Organisation": {"id": "6", "uuid": REPORTER, "name": "Example Bank"},
    }
    _, inside = rows(TOPIC, saved("edit", Sighting=[sighting]))
    alone_body = {
        "Sighting": {
            **{name: value for name, value in sighting.items() if name != "Organisation"},
            "Attribute": {"uuid": ATTRIBUTE, "type": "ip-dst", "value": "192.0.2.1"},
        },
        "action": "add",
    }
    (alone,) = rows("misp_json_sighting", alone_body)
    assert inside.id == alone.id
    assert (inside.org, inside.org_uuid, inside.org_id) == ("Example Bank", REPORTER, 6)
    assert (inside.sighting_type, inside.value) == (1, "192.0.2.1")
    assert inside.at == datetime.fromtimestamp(1690000000, UTC)


def test_a_value_in_two_halves_is_put_together(rows: Rows) -> None:
    body = saved(value=None, value1="198.51.100.2", value2="443", type="ip-dst|port")
    assert rows(TOPIC, body)[0].value == "198.51.100.2|443"


def test_several_attributes_in_one_frame_are_several_rows(rows: Rows) -> None:
    body = saved()
    one = body["Attribute"]
    body["Attribute"] = [one, {**one, "id": "8", "uuid": ATTRIBUTE.replace("a1", "a2")}]
    assert [row.subject_id for row in rows(TOPIC, body)] == [7, 8]


@pytest.mark.parametrize("timestamp", ["0", None, "", "17000000000000", "-5"])
def test_a_time_that_cannot_be_true_is_the_time_of_receipt(
    rows: Rows, received_at: datetime, timestamp: Any
) -> None:
    assert rows(TOPIC, saved(timestamp=timestamp))[0].at == received_at


def test_a_uuid_that_is_none_is_left_out_but_still_tells_apart(rows: Rows) -> None:
    (one,) = rows(TOPIC, saved(uuid="one"))
    (two,) = rows(TOPIC, saved(uuid="two"))
    assert one.subject_uuid == two.subject_uuid == NO_UUID
    assert one.id != two.id


def test_upper_case_makes_no_other_uuid(rows: Rows) -> None:
    (upper,) = rows(TOPIC, saved(uuid=ATTRIBUTE.upper()))
    assert (upper.subject_uuid, upper.id) == (ATTRIBUTE, rows(TOPIC, saved())[0].id)
