"""Topic and body come apart at the first space, and nothing of a message is lost."""

import pytest

from misp_dashboard.source.framing import join, split


@pytest.mark.parametrize(
    ("message", "topic", "body"),
    [
        (b'misp_json {"a": 1}', "misp_json", b'{"a": 1}'),
        ("misp_json_é {}".encode(), "misp_json_é", b"{}"),
        (b"misp_json ", "misp_json", b""),
        (b"misp_json", "", b"misp_json"),
        (b" {}", "", b" {}"),
        (b"misp_json\xff {}", "", b"misp_json\xff {}"),
        (b"", "", b""),
    ],
)
def test_a_message_splits_at_its_first_space_and_joins_again(
    message: bytes, topic: str, body: bytes
) -> None:
    assert split(message) == (topic, body)
    assert join(topic, body) == message
