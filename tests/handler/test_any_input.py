"""Whatever arrives becomes rows or a reason, never another exception."""

import json
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from misp_dashboard.handler.topics import IGNORED, TOPICS, NotUnderstood, decode, handle
from misp_dashboard.source.frame import Frame

MakeFrame = Callable[..., Frame]

NAMES = """Event Attribute Object ObjectReference Sighting Tag EventTag User Organisation Orgc
    Org Thread Post Log AuditLog ShadowAttribute EventReport SharingGroup SharingGroupOrg action id
    uuid type value timestamp deleted distribution published info name title model controller"""
ACTIONS = ["add", "edit", "delete", "soft-delete", "login", "attached to event", "accept", "log"]

names = st.sampled_from(sorted(NAMES.split()))
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(),
    st.sampled_from([*ACTIONS, "", "0", "1", "-1", "5", "1700000000", "99999999999999999999"]),
)
trees = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(names, inner, max_size=8)),
    max_leaves=40,
)
messages = st.dictionaries(names, trees, max_size=5)
topics = st.sampled_from(sorted([*TOPICS, *IGNORED, "", "misp_json_other"]))


def settle(frame: Frame) -> None:
    try:
        rows = handle(decode(frame), frame)
    except NotUnderstood:
        return
    for row in rows:
        assert 0 <= row.id < 2**64
        assert row.at.tzinfo is not None
        assert len(row.event_uuid) == len(row.subject_uuid) == len(row.org_uuid) == 36
        assert 0 <= row.distribution <= 255
        assert row.distribution != 5


@given(topic=topics, body=st.binary())
@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_bytes(frame: MakeFrame, topic: str, body: Any) -> None:
    settle(frame(topic, body))


@given(topic=topics, body=trees | messages)
@settings(max_examples=400, deadline=None)
def test_any_json(frame: MakeFrame, topic: str, body: Any) -> None:
    settle(frame(topic, json.dumps(body).encode()))


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_a_real_shape_with_one_value_changed(frame: MakeFrame, data: st.DataObject) -> None:
    attribute: dict[str, Any] = {
        "id": "1",
        "uuid": "u",
        "timestamp": "5",
        "Tag": [{"name": "t"}],
        "Sighting": [],
    }
    event: dict[str, Any] = {
        "id": "1",
        "Attribute": [attribute],
        "Orgc": {"id": "2"},
        "published": True,
    }
    target = data.draw(st.sampled_from([attribute, event]))
    target[data.draw(st.sampled_from(sorted(target)))] = data.draw(trees)
    settle(frame("misp_json", json.dumps({"Event": event}).encode()))
    body = {"Attribute": attribute, "Event": event, "action": "add"}
    settle(frame("misp_json_attribute", json.dumps(body).encode()))
