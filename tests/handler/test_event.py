"""An event message becomes one event row, with the tags it comes with beside it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from misp_dashboard.activity.row import Activity, identify

Rows = Callable[..., list[Activity]]

TOPIC = "misp_json_event"
EVENT = "5e1f0c1a-0000-4000-8000-0000000000e1"


def saved(action: str, **changes: Any) -> dict[str, Any]:
    return {
        "Event": {
            "id": "3",
            "info": "A wave",
            "uuid": EVENT,
            "published": False,
            "analysis": "0",
            "orgc_id": "2",
            "timestamp": "1700000000",
            "distribution": "1",
            "threat_level_id": "4",
            **changes,
        },
        "Orgc": {"id": "2", "uuid": EVENT.replace("e1", "c1"), "name": "Example CERT"},
        "EventTag": [],
        "action": action,
    }


def test_a_new_event_is_added_at_its_timestamp_by_the_creator_beside_it(rows: Rows) -> None:
    (row,) = rows(TOPIC, saved("add"))
    assert row.id == identify("acme", "event", EVENT, "add")
    assert row.at == datetime.fromtimestamp(1700000000, UTC)
    assert (row.action, row.org, row.org_id, row.subject_uuid) == ("add", "Example CERT", 2, EVENT)


def test_two_identical_edits_count_once_and_a_later_one_again(rows: Rows) -> None:
    ids = [
        rows(TOPIC, saved("edit", timestamp=timestamp))[0].id
        for timestamp in ("1700000001", "1700000001", "1700000002")
    ]
    assert ids[0] == ids[1] != ids[2]
    assert ids[0] == identify("acme", "event", EVENT, 1700000001, "present")


def test_an_edit_tells_the_tags_of_the_event(rows: Rows) -> None:
    body = saved("edit")
    body["EventTag"] = [{"id": "1", "Tag": {"id": "1", "name": "tlp:amber"}}]
    event, tag = rows(TOPIC, body)
    assert event.tags == ("tlp:amber",)
    assert tag.id == identify("acme", "tag", "event", 3, "tlp:amber", "attached")


def test_a_delete_happened_when_received_and_names_the_creator_by_id(
    rows: Rows, received_at: datetime
) -> None:
    body = saved("delete")
    del body["Orgc"], body["EventTag"]
    (row,) = rows(TOPIC, body)
    assert row.id == identify("acme", "event", EVENT, 1700000000, "removed")
    assert (row.action, row.at, row.org, row.org_id) == ("delete", received_at, "", 2)


def test_the_note_that_an_event_was_pulled_tells_nothing_new(rows: Rows) -> None:
    for action in ("add_from_connected_server", "edit_from_connected_server"):
        assert rows(TOPIC, {"Event": EVENT, "Server": "1", "action": action}) == []
