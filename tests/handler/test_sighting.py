"""A sighting message becomes one sighting row, done by its reporter."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from misp_dashboard.activity.row import Activity, identify

Rows = Callable[..., list[Activity]]

TOPIC = "misp_json_sighting"
SIGHTING = "5e1f0c1a-0000-4000-8000-0000000000f1"
ATTRIBUTE = "5e1f0c1a-0000-4000-8000-0000000000a1"


def told(action: str = "add", **changes: Any) -> dict[str, Any]:
    sighting = {
        "id": "5",
        "attribute_id": "7",
        "event_id": "3",
        "org_id": "6",
        "date_sighting": "1690000000",
        "uuid": SIGHTING,
        "source": "",
        "type": "0",
        "Event": {"id": "3", "orgc_id": "2", "info": "A wave", "Orgc": {"name": "Example CERT"}},
        "Attribute": {
            "id": "7",
            "uuid": ATTRIBUTE,
            "type": "domain",
            "category": "Network activity",
            "to_ids": True,
            "value": "seen.example.com",
        },
    }
    return {"Sighting": {**sighting, **changes}, "action": action}


def test_the_reporter_did_it_not_the_creator_who_is_named(rows: Rows) -> None:
    (row,) = rows(TOPIC, told())
    assert (row.org, row.org_id) == ("", 6)


def test_it_tells_what_was_seen_where_and_when(rows: Rows) -> None:
    (row,) = rows(TOPIC, told())
    assert row.id == identify("acme", "sighting", SIGHTING, "present")
    assert row.at == datetime.fromtimestamp(1690000000, UTC)
    assert (row.subject_id, row.subject_uuid) == (5, ATTRIBUTE)
    assert (row.category, row.type, row.value) == ("Network activity", "domain", "seen.example.com")
    assert (row.event_id, row.event_info) == (3, "A wave")


@pytest.mark.parametrize("kind", [0, 1, 2])
def test_the_three_kinds_are_kept_apart(rows: Rows, kind: Any) -> None:
    assert rows(TOPIC, told(type=str(kind)))[0].sighting_type == kind


def test_a_deleted_sighting_is_another_happening(rows: Rows, received_at: datetime) -> None:
    (row,) = rows(TOPIC, told("delete"))
    assert row.id == identify("acme", "sighting", SIGHTING, "removed")
    assert (row.action, row.at) == ("delete", received_at)
