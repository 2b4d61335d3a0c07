"""A self-test's frame goes the way of MISP's frames, and only marks the live stream."""

import msgspec

from misp_dashboard.handler.topics import NotUnderstood
from misp_dashboard.source.frame import Frame

TOPIC = "misp_json_dashboard_self_test"
"""It begins as MISP's topics do, so that our own subscription takes it."""

OWN = ""
"""The instance of such a frame. Every MISP has a name, so none can send one."""


class SelfTest(msgspec.Struct, frozen=True):
    """`name` is chosen by who makes the test, to know it again."""

    name: str


_decoder = msgspec.json.Decoder(SelfTest)


def body_of(name: str) -> bytes:
    return msgspec.json.encode(SelfTest(name))


def is_self_test(frame: Frame) -> bool:
    return frame.topic == TOPIC and frame.instance == OWN


def name_of(frame: Frame) -> str:
    """Raises `NotUnderstood`."""
    try:
        return _decoder.decode(frame.body).name[:64]
    except msgspec.DecodeError as error:
        raise NotUnderstood(f"a self-test that cannot be read: {error}") from error
