"""Frames received from a real MISP become exactly what one counts in them by hand."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from misp_dashboard.activity.row import NO_UUID, Activity
from misp_dashboard.handler.topics import decode, handle
from misp_dashboard.source.frame import Frame

Rows = Callable[..., list[Activity]]
Told = list[tuple[str, dict[str, Any]]]


def ids(rows: list[Activity], kind: str, *actions: str) -> set[int]:
    return {row.id for row in rows if row.kind == kind and (not actions or row.action in actions)}


def published_attributes(told: Told) -> Iterator[dict[str, Any]]:
    for topic, body in told:
        if topic == "misp_json":
            event = body["Event"]
            yield from event["Attribute"]
            for part in event["Object"]:
                yield from part["Attribute"]


def saved(told: Told, topic: str, name: str, removed: bool) -> Iterator[dict[str, Any]]:
    for its_topic, body in told:
        if its_topic == topic:
            gone = body.get("action") in ("delete", "soft-delete") or body[name]["deleted"]
            if gone == removed:
                yield body[name]


def test_nothing_that_misp_sent_is_rejected(captured: list[Frame]) -> None:
    assert len(captured) == 2375
    for frame in captured:
        handle(decode(frame), frame)


def test_the_same_frames_give_the_same_rows_again(
    captured: list[Frame], captured_rows: list[Activity]
) -> None:
    again = [row for frame in captured for row in handle(decode(frame), frame)]
    assert again == captured_rows


def test_each_version_of_an_attribute_counts_once_whichever_way_it_came(
    told: Told, captured_rows: list[Activity]
) -> None:
    alone = list(saved(told, "misp_json_attribute", "Attribute", removed=False))
    versions = {
        (attribute["uuid"], attribute["timestamp"])
        for attribute in [*alone, *published_attributes(told)]
    }
    assert len(versions) == len(ids(captured_rows, "attribute", "add", "edit"))


def test_what_was_published_after_it_was_added_is_the_same_version(
    told: Told, captured_rows: list[Activity]
) -> None:
    alone = {
        (attribute["uuid"], int(attribute["timestamp"]))
        for attribute in saved(told, "misp_json_attribute", "Attribute", removed=False)
    }
    again = {(a["uuid"], int(a["timestamp"])) for a in published_attributes(told)} & alone
    assert len(again) > 400
    by_topic = {
        topic: {
            row.id
            for row in captured_rows
            if row.kind == "attribute" and row.action != "delete" and row.topic == topic
        }
        for topic in ("misp_json", "misp_json_attribute")
    }
    assert len(by_topic["misp_json"] & by_topic["misp_json_attribute"]) == len(again)


def test_each_deleted_version_counts_once(told: Told, captured_rows: list[Activity]) -> None:
    versions = {
        (attribute["uuid"], attribute["timestamp"])
        for attribute in saved(told, "misp_json_attribute", "Attribute", removed=True)
    }
    assert len(versions) == len(ids(captured_rows, "attribute", "delete"))


def test_each_version_of_an_object_counts_once(told: Told, captured_rows: list[Activity]) -> None:
    versions = {
        (part["uuid"], part["timestamp"])
        for part in saved(told, "misp_json_object", "Object", removed=False)
    }
    for topic, body in told:
        if topic == "misp_json":
            versions |= {(part["uuid"], part["timestamp"]) for part in body["Event"]["Object"]}
    assert len(versions) == len(ids(captured_rows, "object", "add", "edit"))


def test_sightings_of_the_three_kinds_count_once(told: Told, captured_rows: list[Activity]) -> None:
    seen = {}
    for topic, body in told:
        if topic == "misp_json_sighting" and body["action"] == "add":
            seen[body["Sighting"]["uuid"]] = int(body["Sighting"]["type"])
    for attribute in published_attributes(told):
        for sighting in attribute.get("Sighting", []):
            seen[sighting["uuid"]] = int(sighting["type"])
    counted = {row.id: row.sighting_type for row in captured_rows if row.kind == "sighting"}
    assert set(Counter(seen.values())) == {0, 1, 2}
    removed = ids(captured_rows, "sighting", "delete")
    assert len(removed) == 1
    assert Counter(seen.values()) == Counter(
        kind for row_id, kind in counted.items() if row_id not in removed
    )


def test_events_are_added_published_edited_and_deleted_as_often_as_it_says(
    told: Told, captured_rows: list[Activity]
) -> None:
    saved_events = [body for topic, body in told if topic == "misp_json_event"]
    counted = Counter(
        action
        for action, _ in {
            (body["action"], body["Event"]["uuid"] + body["Event"]["timestamp"])
            for body in saved_events
            if isinstance(body["Event"], dict)
        }
    )
    published = {
        (body["Event"]["uuid"], body["Event"]["timestamp"])
        for topic, body in told
        if topic == "misp_json"
    }
    for action in ("add", "edit", "delete"):
        assert counted[action] == len(ids(captured_rows, "event", action)), action
    assert len(published) == len(ids(captured_rows, "event", "publish"))


def test_logins_are_told_twice_and_failures_once(told: Told, captured_rows: list[Activity]) -> None:
    by_user_topic = Counter(body["action"] for topic, body in told if topic == "misp_json_user")
    by_audit = Counter(
        body["Log"]["action"]
        for topic, body in told
        if topic == "misp_json_audit" and body.get("Log", {}).get("model") == "User"
    )
    rows = Counter((row.topic, row.action) for row in captured_rows if row.kind == "login")
    for action in ("login", "logout"):
        assert rows["misp_json_user", action] == by_user_topic[action]
        assert rows["misp_json_audit", action] == by_audit[action]
        assert by_user_topic[action] == by_audit[action]
    assert rows["misp_json_audit", "fail"] == by_audit["login_fail"] + by_audit["auth_fail"]
    assert rows["misp_json_audit", "api"] == by_audit["auth"]


def test_accounts_made_and_changed_are_not_swapped(
    told: Told, captured_rows: list[Activity]
) -> None:
    created = {
        body["User"]["id"]
        for topic, body in told
        if topic == "misp_json_user" and body["action"] == "edit"
    }
    assert len(created) == len(ids(captured_rows, "user", "add"))


def test_each_tag_is_attached_to_each_bearer_once(
    told: Told, captured_rows: list[Activity]
) -> None:
    attached: set[tuple[str, str, str]] = set()
    for topic, body in told:
        if topic == "misp_json_tag" and body["action"].startswith("attached to "):
            bearer = body["action"].removeprefix("attached to ")
            attached.add((bearer, body["Tag"][f"{bearer}_id"], body["Tag"]["name"]))
        if topic == "misp_json":
            event = body["Event"]
            attached |= {("event", event["id"], tag["name"]) for tag in event.get("Tag", [])}
        if topic == "misp_json_event":
            attached |= {
                ("event", wrapped["event_id"], wrapped["Tag"]["name"])
                for wrapped in body.get("EventTag", [])
            }
        if topic == "misp_json_attribute" and body["action"] in ("add", "edit"):
            attribute = body["Attribute"]
            attached |= {
                ("attribute", attribute["id"], tag["name"]) for tag in attribute.get("Tag", [])
            }
    for attribute in published_attributes(told):
        attached |= {
            ("attribute", attribute["id"], tag["name"]) for tag in attribute.get("Tag", [])
        }
    assert len(attached) == len(ids(captured_rows, "tag", "attach"))


def test_each_proposal_is_made_once_and_answered_once(
    told: Told, captured_rows: list[Activity]
) -> None:
    made: set[str] = set()
    answered: set[tuple[str, str]] = set()
    for topic, body in told:
        entry = body.get("Log") or body.get("AuditLog") or {}
        if topic == "misp_json_audit" and entry.get("model") == "ShadowAttribute":
            if entry["action"] == "add":
                made.add(entry["model_id"])
            if entry["action"] in ("accept", "discard"):
                answered.add((entry["model_id"], entry["action"]))
    assert len(made) == len(ids(captured_rows, "proposal", "add")) == 8
    assert len(answered) == len(ids(captured_rows, "proposal", "accept", "discard")) == 6


def test_a_row_names_a_person_as_its_user_alone(captured_rows: list[Activity]) -> None:
    about_people = [row for row in captured_rows if row.kind in ("login", "user")]
    unnamed = [msgspec.structs.replace(row, user="") for row in about_people]
    assert not [row for row in unnamed if "@" in repr(row)]
    others = [row for row in captured_rows if row.kind not in ("login", "user")]
    assert not [row for row in others if row.user]


def test_all_times_are_in_the_days_of_the_recording_or_given_by_a_user(
    captured: list[Frame], captured_rows: list[Activity]
) -> None:
    first, last = captured[0].received_at, captured[-1].received_at
    assert all(first <= row.received_at <= last for row in captured_rows)
    assert all(row.at <= last for row in captured_rows)


def test_real_event_files_are_read_whole(event_files: list[dict[str, Any]], rows: Rows) -> None:
    assert len(event_files) == 25
    for file in event_files:
        event = file["Event"]
        in_objects = [a for part in event.get("Object", []) for a in part["Attribute"]]
        attributes = [*event["Attribute"], *in_objects]
        told = rows("misp_json", file)
        by_kind = Counter(row.kind for row in told)
        assert by_kind["event"] == 1
        assert by_kind["attribute"] == len(attributes)
        assert by_kind["object"] == len(event.get("Object", []))
        assert ids(told, "attribute") == {
            row.id for row in told if row.kind == "attribute" and row.subject_uuid != NO_UUID
        }
        assert sorted(row.value for row in told if row.kind == "attribute") == sorted(
            attribute["value"] for attribute in attributes
        )
