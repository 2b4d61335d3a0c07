"""Every topic MISP publishes, and our own two, with what makes rows of them."""

from collections.abc import Callable
from typing import Any

import msgspec

from misp_dashboard.activity.row import Activity
from misp_dashboard.handler.attribute import handle_attribute
from misp_dashboard.handler.audit import handle_audit
from misp_dashboard.handler.conversation import handle_conversation
from misp_dashboard.handler.event import handle_event
from misp_dashboard.handler.fetched_event import handle_fetched_event
from misp_dashboard.handler.names import handle_names
from misp_dashboard.handler.object import handle_object
from misp_dashboard.handler.object_reference import handle_object_reference
from misp_dashboard.handler.organisation import handle_organisation
from misp_dashboard.handler.published_event import handle_published_event
from misp_dashboard.handler.reason import NotUnderstood, not_understood, shown, wrong_shape
from misp_dashboard.handler.sighting import handle_sighting
from misp_dashboard.handler.tag import handle_tag
from misp_dashboard.handler.user import handle_user
from misp_dashboard.message.attribute import AttributeMessage
from misp_dashboard.message.audit import AuditMessage
from misp_dashboard.message.conversation import ConversationMessage
from misp_dashboard.message.event import EventMessage
from misp_dashboard.message.fetched_event import FetchedEventMessage
from misp_dashboard.message.names import NamesMessage
from misp_dashboard.message.object import ObjectMessage
from misp_dashboard.message.object_reference import ObjectReferenceMessage
from misp_dashboard.message.organisation import OrganisationMessage
from misp_dashboard.message.published_event import PublishedEventMessage
from misp_dashboard.message.second_reading import forgive
from misp_dashboard.message.sighting import SightingMessage
from misp_dashboard.message.tag import TagMessage
from misp_dashboard.message.user import UserMessage
from misp_dashboard.source.frame import Frame

__all__ = ["IGNORED", "MAX_BODY_BYTES", "TOPICS", "NotUnderstood", "Topic", "decode", "handle"]

MAX_BODY_BYTES = 64 << 20
"""The largest event seen has 230 kB; with attachments one may have tens of MB."""


class Topic(msgspec.Struct, frozen=True):
    """What a topic's body is read as, and the pure function that makes rows of it."""

    message: type[msgspec.Struct]
    handle: Callable[[Any, Frame], list[Activity]]


TOPICS: dict[str, Topic] = {
    "misp_json": Topic(PublishedEventMessage, handle_published_event),
    "misp_json_event": Topic(EventMessage, handle_event),
    "misp_json_attribute": Topic(AttributeMessage, handle_attribute),
    "misp_json_object": Topic(ObjectMessage, handle_object),
    "misp_json_object_reference": Topic(ObjectReferenceMessage, handle_object_reference),
    "misp_json_sighting": Topic(SightingMessage, handle_sighting),
    "misp_json_conversation": Topic(ConversationMessage, handle_conversation),
    "misp_json_tag": Topic(TagMessage, handle_tag),
    "misp_json_organisation": Topic(OrganisationMessage, handle_organisation),
    "misp_json_user": Topic(UserMessage, handle_user),
    "misp_json_audit": Topic(AuditMessage, handle_audit),
    # what is fetched over REST and no topic of MISP says
    "rest_event": Topic(FetchedEventMessage, handle_fetched_event),
    "rest_names": Topic(NamesMessage, handle_names),
}

IGNORED: dict[str, str] = {
    "misp_json_warninglist": "changes what MISP flags, not what people share",
    "misp_json_workflow": "repeats to a workflow what the other topics have told",
    "misp_json_self": "says that MISP's publisher lives, which the state of the instance shows",
}

_decoders = {
    name: msgspec.json.Decoder(topic.message, strict=False) for name, topic in TOPICS.items()
}


def decode(frame: Frame) -> msgspec.Struct | None:
    """The frame's message; `None` when its topic is ignored. Raises `NotUnderstood`."""
    if frame.topic in IGNORED:
        return None
    if frame.topic not in TOPICS:
        raise _unknown(frame)
    if len(frame.body) > MAX_BODY_BYTES:
        raise not_understood(frame, _too_large(len(frame.body)))
    try:
        return _read(frame)
    except UnicodeDecodeError as error:
        byte = frame.body[error.start]
        why = f"byte {byte:#04x} at position {error.start} is not UTF-8"
        raise not_understood(frame, why) from error
    except msgspec.DecodeError as error:
        raise not_understood(frame, f"not JSON: {error}") from error
    except RecursionError as error:
        raise not_understood(frame, "the JSON is nested too deeply") from error


def handle(message: msgspec.Struct | None, frame: Frame) -> list[Activity]:
    """The rows of a decoded message; the same message and frame always give the same rows."""
    return [] if message is None else TOPICS[frame.topic].handle(message, frame)


def _read(frame: Frame) -> msgspec.Struct:
    # what is skipped while decoding is not checked, and rows must not come from half a text
    if not frame.body.isascii():
        frame.body.decode()
    try:
        message: msgspec.Struct = _decoders[frame.topic].decode(frame.body)
    except msgspec.ValidationError:
        return _read_again(frame)
    return message


def _read_again(frame: Frame) -> msgspec.Struct:
    plain = forgive(msgspec.json.decode(frame.body))
    try:
        return msgspec.convert(plain, TOPICS[frame.topic].message, strict=False)
    except msgspec.ValidationError as error:
        raise not_understood(frame, wrong_shape(error, frame, plain)) from error


def _unknown(frame: Frame) -> NotUnderstood:
    if frame.topic:
        return not_understood(frame, "a topic that this version does not know")
    start = shown(frame.body[:200].decode("utf-8", "replace"))
    return NotUnderstood(f"no space between topic and JSON in what {frame.instance} sent: {start}")


def _too_large(body_bytes: int) -> str:
    limit_mib = MAX_BODY_BYTES >> 20
    return f"{body_bytes / 2**20:.1f} MiB, and at most {limit_mib} MiB are read"
