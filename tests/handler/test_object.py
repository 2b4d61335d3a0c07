"""An object message becomes one object row, a reference message one reference row."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from misp_dashboard.activity.row import UNKNOWN, Activity, identify

Rows = Callable[..., list[Activity]]

OBJECT = "5e1f0c1a-0000-4000-8000-0000000000b1"


def saved(action: str, **changes: Any) -> dict[str, Any]:
    part = {
        "id": "4",
        "name": "file",
        "event_id": "3",
        "uuid": OBJECT,
        "timestamp": "1700000000",
        "distribution": "5",
        "comment": "dropped",
        "deleted": False,
    }
    return {"Object": {**part, **changes}, "action": action}


def test_a_saved_object_names_its_event_by_id_alone(rows: Rows) -> None:
    (row,) = rows("misp_json_object", saved("add"))
    assert row.id == identify("acme", "object", OBJECT, 1700000000, "present")
    assert (row.object_name, row.comment, row.event_id) == ("file", "dropped", 3)
    assert (row.org, row.org_id, row.value, row.distribution) == ("", 0, "", UNKNOWN)


def test_an_object_with_a_distribution_of_its_own_keeps_it(rows: Rows) -> None:
    assert rows("misp_json_object", saved("add", distribution="0"))[0].distribution == 0


def test_soft_and_hard_deletes_of_one_version_are_one(rows: Rows, received_at: datetime) -> None:
    (soft,) = rows("misp_json_object", saved("soft-delete", deleted=True))
    (hard,) = rows("misp_json_object", saved("delete"))
    assert (soft.action, hard.action) == ("delete", "delete")
    assert soft.id == hard.id == identify("acme", "object", OBJECT, 1700000000, "removed")
    assert (soft.at, hard.at) == (datetime.fromtimestamp(1700000000, UTC), received_at)


@pytest.mark.parametrize(
    ("action", "deleted", "told", "state"),
    [("add", False, "add", "present"), ("soft-delete", True, "delete", "removed")],
)
def test_a_reference_tells_how_it_relates(
    rows: Rows, action: Any, deleted: Any, told: str, state: Any
) -> None:
    reference = {
        "id": "1",
        "uuid": OBJECT,
        "timestamp": "1700000000",
        "event_id": "3",
        "relationship_type": "connects-to",
        "comment": None,
        "deleted": deleted,
    }
    (row,) = rows("misp_json_object_reference", {"ObjectReference": reference, "action": action})
    assert row.id == identify("acme", "reference", OBJECT, 1700000000, state)
    assert (row.kind, row.action, row.value) == ("reference", told, "connects-to")
