"""An audit message becomes a row where no other topic tells: logins and proposals."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from misp_dashboard.activity.row import UNKNOWN, Activity, identify

Rows = Callable[..., list[Activity]]

TOPIC = "misp_json_audit"


def log(action: str, model: str = "User", **changes: Any) -> dict[str, Any]:
    entry = {
        "model": model,
        "model_id": "12",
        "action": action,
        "title": "User (12): someone@example.com",
        "change": "",
        "created": "2026-01-02 03:04:05",
        "user_id": "12",
        "email": "someone@example.com",
        "org": "Example CERT",
        "ip": "",
        "request_is_rest": None,
    }
    return {"Log": {**entry, **changes}, "action": "log"}


@pytest.mark.parametrize(
    ("action", "told"),
    [
        ("login", "login"),
        ("logout", "logout"),
        ("login_fail", "fail"),
        ("auth_fail", "fail"),
        ("auth", "api"),
    ],
)
def test_the_ways_of_signing_in_are_logins(
    rows: Rows, received_at: datetime, action: Any, told: str
) -> None:
    (row,) = rows(TOPIC, log(action))
    title = "User (12): someone@example.com"
    assert row.id == identify("acme", "login", action, 12, "2026-01-02 03:04:05", title)
    assert (row.kind, row.action, row.subject_id, row.org) == ("login", told, 12, "Example CERT")
    assert (row.at, row.value) == (received_at, "")


def test_a_bad_key_that_is_reported_twice_counts_once(rows: Rows) -> None:
    body = log("auth_fail", title="Failed API authentication.", user_id=0, org="SYSTEM", model_id=0)
    (once,), (again,) = rows(TOPIC, body), rows(TOPIC, body)
    assert once.id == again.id
    assert once.org == ""


@pytest.mark.parametrize("action", ["add", "edit", "delete", "reset_auth_key", "request"])
def test_what_other_topics_tell_or_nobody_shares_is_no_row(rows: Rows, action: Any) -> None:
    assert rows(TOPIC, log(action)) == []
    assert rows(TOPIC, log(action, model="Attribute")) == []


def test_only_a_user_logs_in(rows: Rows) -> None:
    assert rows(TOPIC, log("login", model="Server")) == []


def test_a_proposal_tells_its_event_and_value_in_its_title(rows: Rows) -> None:
    title = "Proposal (5): to Event (3): Network activity/ip-dst|port 192.0.2.1|80"
    (row,) = rows(TOPIC, log("add", "ShadowAttribute", model_id="5", title=title))
    assert row.id == identify("acme", "proposal", 5, "add")
    assert (row.event_id, row.category, row.type, row.value) == (
        3,
        "Network activity",
        "ip-dst|port",
        "192.0.2.1|80",
    )
    assert (row.org, row.distribution) == ("Example CERT", UNKNOWN)


@pytest.mark.parametrize(
    ("action", "title", "event_id", "value"),
    [
        ("accept", "Proposal (5) of 4 to Event(3) accepted", 3, ""),
        (
            "accept",
            "Proposal (5) of 4 to Attribute (7) of Event (3) accepted - External analysis/text a/b",
            3,
            "a/b",
        ),
        (
            "discard",
            "Proposal (5) of 4 discarded - Network activity/uri /x Event (9)",
            0,
            "/x Event (9)",
        ),
        ("discard", "something else altogether", 0, ""),
        ("discard", None, 0, ""),
    ],
)
def test_a_proposal_is_accepted_or_discarded(
    rows: Rows, action: Any, title: Any, event_id: Any, value: Any
) -> None:
    body = log(action, "ShadowAttribute", model_id="5", title=title, org="SYSTEM", org_id="2")
    (row,) = rows(TOPIC, body)
    assert row.id == identify("acme", "proposal", 5, action)
    assert (row.action, row.event_id, row.value) == (action, event_id, value)
    assert (row.org, row.org_id) == ("", 2)


def audit_log(action: str) -> dict[str, Any]:
    entry = {
        "action": action,
        "model": "ShadowAttribute",
        "model_id": "5",
        "model_title": "Network activity/domain new.example.com",
        "event_id": "3",
        "change": {"deleted": [0, 1]},
        "created": "2026-01-02 03:04:05",
        "user_id": "12",
        "org_id": "2",
    }
    return {"AuditLog": entry, "action": "log"}


def test_the_new_audit_log_tells_a_proposal_the_same_way(rows: Rows) -> None:
    (row,) = rows(TOPIC, audit_log("add"))
    assert row.id == identify("acme", "proposal", 5, "add")
    assert (row.event_id, row.org_id, row.value) == (3, 2, "new.example.com")


def test_its_soft_delete_is_both_accepting_and_discarding_and_so_neither(rows: Rows) -> None:
    assert rows(TOPIC, audit_log("soft_delete")) == []


def test_the_access_log_is_no_row(rows: Rows) -> None:
    body = {"created": "2026-01-02", "user_id": 2, "controller": "users", "action": "log"}
    assert rows(TOPIC, body) == []


def test_the_address_is_told_as_the_user_alone(rows: Rows) -> None:
    (row,) = rows(TOPIC, log("login"))
    assert row.user == "someone@example.com"
    assert repr(row).count("someone@example.com") == 1


def test_who_is_not_known_is_nobody(rows: Rows) -> None:
    title = "Failed login attempt using username nobody@example.org from IP: 192.0.2.1."
    body = log("login_fail", title=title, user_id=0, model_id=0, org="SYSTEM", email="SYSTEM")
    (row,) = rows(TOPIC, body)
    assert (row.user, row.org, row.value) == ("", "", "192.0.2.1")
    assert "nobody@example.org" not in repr(row)


FAILED = "Failed login attempt using username a from IP: 192.0.2.1 from IP: {}."


@pytest.mark.parametrize(
    ("entry", "source"),
    [
        ({"title": FAILED.format("198.51.100.7")}, "198.51.100.7"),
        ({"title": FAILED.format("198.51.100.7") + " Blocked."}, "198.51.100.7"),
        ({"title": FAILED.format("2001:db8::1")}, "2001:db8::1"),
        ({"title": "Login attempt by disabled user."}, ""),
        ({"title": None, "change": '{"ip":"203.0.113.9"}'}, "203.0.113.9"),
        ({"title": None, "change": "no JSON", "ip": "203.0.113.8"}, "203.0.113.8"),
        ({"title": "from IP: someone@example.com", "ip": "no address"}, ""),
    ],
)
def test_a_failed_sign_in_tells_where_it_came_from(
    rows: Rows, entry: dict[str, Any], source: str
) -> None:
    (row,) = rows(TOPIC, log("login_fail", **entry))
    assert row.value == source
    (row,) = rows(TOPIC, log("login", **entry))
    assert row.value == ""
