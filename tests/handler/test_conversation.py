"""A conversation message becomes one discussion row: opened, or written in."""

from collections.abc import Callable
from datetime import datetime

from misp_dashboard.activity.row import UNKNOWN, Activity, identify

Rows = Callable[..., list[Activity]]

TOPIC = "misp_json_conversation"

THREAD = {
    "date_created": "2026/01/02 03:04:05",
    "user_id": "2",
    "event_id": "3",
    "title": "About event 3",
    "distribution": "1",
    "sharing_group_id": "0",
    "post_count": 1,
    "org_id": "4",
    "org_name": "Example Bank",
    "user_email": "someone@example.com",
}
POST = {
    "date_created": "2026/01/02 03:04:05",
    "user_id": "2",
    "contents": "We see it too",
    "post_id": 0,
    "thread_id": "1",
    "org_id": "4",
    "org_name": "Example Bank",
    "user_email": "someone@example.com",
}


def test_a_thread_is_opened_by_the_organisation_it_names(rows: Rows, received_at: datetime) -> None:
    (row,) = rows(TOPIC, {"Thread": THREAD})
    parts = ("thread", "2026/01/02 03:04:05", 2, "About event 3")
    assert row.id == identify("acme", "discussion", *parts)
    assert (row.action, row.value, row.at) == ("open", "About event 3", received_at)
    assert (row.org, row.org_id, row.event_id, row.distribution) == ("Example Bank", 4, 3, 1)


def test_a_thread_of_no_event_has_numbers_for_ids(rows: Rows) -> None:
    (row,) = rows(TOPIC, {"Thread": {**THREAD, "event_id": 0, "distribution": 1}})
    assert row.event_id == 0


def test_a_post_does_not_say_whom_it_may_be_shown_to(rows: Rows) -> None:
    (row,) = rows(TOPIC, {"Post": POST})
    assert row.id == identify(
        "acme", "discussion", "post", 1, "2026/01/02 03:04:05", 2, "We see it too"
    )
    assert (row.action, row.value, row.distribution) == ("add", "We see it too", UNKNOWN)


def test_a_long_post_is_cut_in_the_row_but_not_in_its_id(rows: Rows) -> None:
    (one,) = rows(TOPIC, {"Post": {**POST, "contents": "x" * 500 + "1"}})
    (two,) = rows(TOPIC, {"Post": {**POST, "contents": "x" * 500 + "2"}})
    assert one.value == two.value == "x" * 500
    assert one.id != two.id


def test_no_address_of_a_person_is_kept(rows: Rows) -> None:
    for body in ({"Thread": THREAD}, {"Post": POST}):
        assert "someone@example.com" not in repr(rows(TOPIC, body))
