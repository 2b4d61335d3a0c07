"""A tag message becomes one row: attached, detached, or the tag itself changed."""

from collections.abc import Iterable

from misp_dashboard.activity.row import Activity, identify
from misp_dashboard.handler.belonging import NOBODY, Belonging, belonging_to_id
from misp_dashboard.handler.distribution import NOT_TOLD, Distribution
from misp_dashboard.handler.moment import moment
from misp_dashboard.handler.subject import local_key_of, uuid_of
from misp_dashboard.message.attribute import Attribute
from misp_dashboard.message.event import SavedEvent
from misp_dashboard.message.tag import Tag, TagMessage
from misp_dashboard.source.frame import Frame

MOVES = {
    "attached to event": ("attach", "event"),
    "attached to attribute": ("attach", "attribute"),
    "detached from event": ("detach", "event"),
    "detached from attribute": ("detach", "attribute"),
}

SUBJECT_ID = {"event": "event_id", "attribute": "attribute_id", "definition": "id"}


def handle_tag(message: TagMessage, frame: Frame) -> list[Activity]:
    tag = message.tag
    action, subject = MOVES.get(message.action, (str(message.action), "definition"))
    subject_id = getattr(tag, SUBJECT_ID[subject])
    parts: tuple[str | int, ...]
    if subject == "definition":
        parts = (subject, subject_id, tag.name, tag.colour, action)
    else:
        parts = (subject, subject_id, tag.name, f"{action}ed")
    return [
        Activity(
            id=identify(frame.instance, "tag", *parts),
            at=frame.received_at,
            kind="tag",
            action=action,
            subject_id=subject_id,
            type=subject,
            value=tag.name,
            tags=(tag.name,),
            **belonging_to_id(frame, tag.event_id),
            **NOBODY,
            **NOT_TOLD,
        )
    ]


def event_tag_rows(
    tags: Iterable[Tag], event: SavedEvent, frame: Frame, about: Belonging, shared: Distribution
) -> list[Activity]:
    """The tags an event comes with, each as if its attaching had been told."""
    return [_attached("event", event, tag, frame, about, shared) for tag in tags if tag.name]


def attribute_tag_rows(
    attribute: Attribute, frame: Frame, about: Belonging, shared: Distribution
) -> list[Activity]:
    """The tags an attribute comes with, each as if its attaching had been told."""
    return [
        _attached("attribute", attribute, tag, frame, about, shared)
        for tag in attribute.tags
        if tag.name
    ]


def _attached(
    subject: str,
    bearer: Attribute | SavedEvent,
    tag: Tag,
    frame: Frame,
    about: Belonging,
    shared: Distribution,
) -> Activity:
    bearer_key = local_key_of(bearer.id, bearer.uuid)
    return Activity(
        id=identify(frame.instance, "tag", subject, bearer_key, tag.name, "attached"),
        at=moment(bearer.timestamp, frame),
        kind="tag",
        action="attach",
        subject_id=bearer.id,
        subject_uuid=uuid_of(bearer.uuid),
        type=subject,
        value=tag.name,
        tags=(tag.name,),
        **about,
        **NOBODY,
        **shared,
    )
