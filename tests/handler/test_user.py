"""A user message becomes one login row, or a row that an account is new or changed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from misp_dashboard.activity.row import Activity, identify

Rows = Callable[..., list[Activity]]

TOPIC = "misp_json_user"


def told(action: str) -> dict[str, Any]:
    return {
        "User": {"id": "12", "email": "someone@example.com", "last_login": "0", "org_id": "2"},
        "Organisation": {"id": "2", "name": "Example CERT"},
        "action": action,
    }


@pytest.mark.parametrize("action", ["login", "logout"])
def test_signing_in_and_out_are_logins(rows: Rows, received_at: datetime, action: Any) -> None:
    (row,) = rows(TOPIC, told(action))
    assert row.id == identify("acme", "login", action, 12, received_at.isoformat())
    assert (row.kind, row.action, row.subject_id) == ("login", action, 12)
    assert (row.org, row.org_id, row.at) == ("Example CERT", 2, received_at)


def test_misps_edit_is_a_new_account(rows: Rows) -> None:
    (row,) = rows(TOPIC, told("edit"))
    assert (row.kind, row.action) == ("user", "add")
    assert row.id == identify("acme", "user", 12, "add")


def test_misps_add_is_a_changed_account_each_time(rows: Rows, received_at: datetime) -> None:
    (now,) = rows(TOPIC, told("add"))
    (later,) = rows(TOPIC, told("add"), received_at=received_at + timedelta(seconds=1))
    assert (now.kind, now.action) == ("user", "edit")
    assert now.id != later.id


def test_an_account_is_disabled_when_it_was_saved_as_such(rows: Rows) -> None:
    body = told("add")
    for disabled, action in ((True, "disable"), ("1", "disable"), (False, "edit"), (None, "edit")):
        body["User"]["disabled"] = disabled
        (row,) = rows(TOPIC, body)
        assert (row.kind, row.action) == ("user", action)


def test_the_address_is_told_as_the_user_alone(rows: Rows) -> None:
    for action in ("login", "add", "edit"):
        (row,) = rows(TOPIC, told(action))
        assert row.user == "someone@example.com"
        assert repr(row).count("someone@example.com") == 1
