"""Every topic of MISP is known, and a frame that is not understood says why."""

from collections.abc import Callable
from typing import Any

import pytest

from misp_dashboard.activity.row import Activity
from misp_dashboard.handler.topics import (
    IGNORED,
    MAX_BODY_BYTES,
    TOPICS,
    NotUnderstood,
    decode,
    handle,
)
from misp_dashboard.source.frame import Frame

Rows = Callable[..., list[Activity]]
MakeFrame = Callable[..., Frame]
Reason = Callable[[str, Any], str]

KEY = "Zx9" * 13 + "Q"

NAMES = """event attribute object object_reference sighting conversation tag organisation user
    audit warninglist workflow self"""

ALL_OF_MISP = {"misp_json", *(f"misp_json_{name}" for name in NAMES.split())}


OF_OUR_OWN = {"rest_event", "rest_names"}


@pytest.fixture
def reason(frame: MakeFrame) -> Reason:
    """Why a frame is not understood."""

    def build(topic: str, body: Any) -> str:
        told = frame(topic, body)
        with pytest.raises(NotUnderstood) as caught:
            handle(decode(told), told)
        return str(caught.value)

    return build


def test_each_topic_is_read_or_ignored_and_none_both() -> None:
    assert set(TOPICS) | set(IGNORED) == ALL_OF_MISP | OF_OUR_OWN
    assert not set(TOPICS) & set(IGNORED)


@pytest.mark.parametrize("topic", sorted(IGNORED))
def test_an_ignored_topic_is_no_row_whatever_it_says(rows: Rows, topic: str) -> None:
    assert rows(topic, b"\xff no JSON") == []


def test_an_unknown_topic_is_named(reason: Reason) -> None:
    assert reason("misp_json_weather", {}) == (
        '"misp_json_weather" from acme: a topic that this version does not know'
    )


def test_a_frame_without_a_space_shows_how_it_starts(reason: Reason) -> None:
    assert reason("", b'misp_json{"Event":1}') == (
        'no space between topic and JSON in what acme sent: "misp_json{"Event":1}"'
    )


@pytest.mark.parametrize(
    ("topic", "body", "why"),
    [
        ("misp_json", b'{"Event":{"info":"\xff"}}', "byte 0xff at position 18 is not UTF-8"),
        ("misp_json", b'{"Event":{"skipped":"\xc3"}}', "byte 0xc3 at position 21 is not UTF-8"),
        ("misp_json", b"", "not JSON: Input data was truncated"),
        (
            "misp_json",
            b'{"Event":{"id":1}} {',
            "not JSON: JSON is malformed: trailing characters (byte 20)",
        ),
        ("misp_json", b"[1]", "expected an object, got a list at $"),
        ("misp_json", b"{}", "object missing required field Event at $"),
        ("misp_json", b'{"Event":{"info":"x"}}', "Event has neither id nor uuid at $"),
        (
            "misp_json",
            b'{"Event":{"id":1,"Attribute":[{"id":2},{"id":"2x"}]}}',
            'expected a whole number, got text at $.Event.Attribute[1].id, which is "2x"',
        ),
        (
            "misp_json_event",
            b'{"Event":{"id":1},"action":"sing"}',
            'not one of the values known here at $.action, which is "sing"',
        ),
        (
            "misp_json_attribute",
            b'{"Attribute":[]}',
            "object missing required field Attribute at $",
        ),
        ("misp_json_conversation", b"{}", "object missing both Thread and Post at $"),
        ("misp_json_tag", b'{"Tag":{"id":1},"action":"add"}', "Tag has no name at $"),
        (
            "misp_json_sighting",
            b'{"Sighting":{"id":1,"type":"300"}}',
            'expected a whole number <= 255 at $.Sighting.type, which is "300"',
        ),
        (
            "misp_json_audit",
            b'{"Log":{"model_id":"hunter2"}}',
            "expected a whole number, got text at $.Log.model_id",
        ),
    ],
)
def test_a_reason_names_the_value_and_the_place(
    reason: Reason, topic: str, body: Any, why: Any
) -> None:
    assert reason(topic, body) == f'"{topic}" from acme: {why}'


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
@pytest.mark.parametrize("depth", [2_000, 1_000_000])
def test_too_deep_nesting_is_told_as_that(reason: Reason, opening: Any, depth: Any) -> None:
    body = b'{"Event":{"id":1,"x":' + opening * depth
    assert reason("misp_json", body) == '"misp_json" from acme: the JSON is nested too deeply'


def test_a_body_that_needs_the_second_reading_may_be_too_deep_for_it(reason: Reason) -> None:
    body = b'{"Event":{"id":"","x":' + b"[" * 990 + b"1" + b"]" * 990 + b"}}"
    assert reason("misp_json", body).endswith("the JSON is nested too deeply")


def test_a_body_that_is_too_large_is_told_with_both_sizes(reason: Reason) -> None:
    assert reason("misp_json", bytes(MAX_BODY_BYTES + (36 << 20))) == (
        '"misp_json" from acme: 100.0 MiB, and at most 64 MiB are read'
    )


@pytest.mark.parametrize(
    ("topic", "body"),
    [
        (KEY, b"{}"),
        ("", b"misp_json_audit" + KEY.encode()),
        ("", b"x" * 45 + b"-" + KEY.encode()),
        ("misp_json_audit", b'{"Log":{"model_id":"' + KEY.encode() + b'"}}'),
        ("misp_json_event", b'{"Event":{"id":"' + KEY.encode() + b'"},"action":"add"}'),
        ("misp_json_event", b'{"Event":{"id":1},"action":"' + KEY.encode() + b'"}'),
        ("misp_json_user", b'{"User":{"id":"' + KEY.encode() + b'"},"action":"login"}'),
    ],
)
def test_a_reason_holds_no_key_nor_the_start_of_one(reason: Reason, topic: str, body: Any) -> None:
    assert KEY[:8] not in reason(topic, body)


def test_a_reason_is_one_short_line(reason: Reason) -> None:
    why = reason("misp_json", {"Event": {"id": "\n" + "<b>é" * 5000}})
    assert "\n" not in why
    assert len(why) < 200


def test_numbers_where_text_belongs_are_text(rows: Rows) -> None:
    body = {"Attribute": {"id": 1, "value": 443, "type": "port", "comment": True}}
    (row,) = rows("misp_json_attribute", body)
    assert (row.value, row.comment) == ("443", "1")
