"""A tag message becomes one row: attached, detached, or the tag itself changed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from misp_dashboard.activity.row import Activity, identify

Rows = Callable[..., list[Activity]]

TOPIC = "misp_json_tag"


def told(action: str, **ids: Any) -> dict[str, Any]:
    tag = {"id": "20", "name": "tlp:amber", "colour": "#FFC000", "is_galaxy": False}
    return {"Tag": {**tag, **ids}, "action": action}


@pytest.mark.parametrize(
    ("action", "ids", "parts", "told_action"),
    [
        ("attached to event", {"event_id": "3"}, ("event", 3), "attach"),
        ("detached from event", {"event_id": "3"}, ("event", 3), "detach"),
        (
            "attached to attribute",
            {"event_id": "3", "attribute_id": "7"},
            ("attribute", 7),
            "attach",
        ),
        (
            "detached from attribute",
            {"event_id": "3", "attribute_id": "7"},
            ("attribute", 7),
            "detach",
        ),
    ],
)
def test_a_tag_comes_to_or_leaves_its_bearer(
    rows: Rows, received_at: datetime, action: Any, ids: Any, parts: Any, told_action: Any
) -> None:
    (row,) = rows(TOPIC, told(action, **ids))
    assert row.id == identify("acme", "tag", *parts, "tlp:amber", f"{told_action}ed")
    assert (row.kind, row.action, row.value, row.tags) == (
        "tag",
        told_action,
        "tlp:amber",
        ("tlp:amber",),
    )
    assert (row.type, row.subject_id, row.event_id) == (*parts, 3)
    assert (row.at, row.org) == (received_at, "")


@pytest.mark.parametrize("action", ["add", "edit", "delete"])
def test_a_definition_is_its_id_name_and_colour(rows: Rows, action: Any) -> None:
    (row,) = rows(TOPIC, told(action))
    assert row.id == identify("acme", "tag", "definition", 20, "tlp:amber", "#FFC000", action)
    assert (row.action, row.type, row.event_id) == (action, "definition", 0)
