"""An organisation message becomes one organisation row."""

from collections.abc import Callable
from datetime import datetime

from misp_dashboard.activity.row import Activity, identify

Rows = Callable[..., list[Activity]]

TOPIC = "misp_json_organisation"
ORG = "5e1f0c1a-0000-4000-8000-0000000000c1"
NEW = {
    "id": "2",
    "name": "Example CERT",
    "uuid": ORG,
    "local": True,
    "date_created": "2026-01-02 03:04:05",
    "date_modified": "2026-01-02 03:04:05",
}


def test_one_with_a_date_of_creation_is_new(rows: Rows, received_at: datetime) -> None:
    (row,) = rows(TOPIC, {"Organisation": NEW})
    assert row.id == identify("acme", "organisation", ORG, "2026-01-02 03:04:05")
    assert (row.action, row.value, row.subject_uuid) == ("add", "Example CERT", ORG)
    assert row.at == received_at


def test_one_without_was_changed(rows: Rows) -> None:
    changed = {name: value for name, value in NEW.items() if name != "date_created"}
    assert rows(TOPIC, {"Organisation": {**changed, "local": 0}})[0].action == "edit"


def test_one_that_an_import_brought_comes_as_creator(rows: Rows) -> None:
    assert rows(TOPIC, {"Orgc": {**NEW, "local": 0}})[0].value == "Example CERT"
