"""An event message becomes one event row, with the tags it comes with beside it."""

from misp_dashboard.activity.row import Activity, identify
from misp_dashboard.handler.belonging import belonging, doer
from misp_dashboard.handler.distribution import effective
from misp_dashboard.handler.moment import moment
from misp_dashboard.handler.subject import key_of, uuid_of
from misp_dashboard.handler.tag import event_tag_rows
from misp_dashboard.message.event import EventMessage, SavedEvent
from misp_dashboard.source.frame import Frame


def handle_event(message: EventMessage, frame: Frame) -> list[Activity]:
    event, action = message.event, message.action
    if isinstance(event, str) or action not in ("add", "edit", "delete"):
        # a pulled event has been told by the normal frames before
        return []
    tags = [wrapped.tag for wrapped in message.tags if wrapped.tag.name]
    about, shared = belonging(frame, event), effective(event)
    row = Activity(
        id=identify(frame.instance, "event", *_version(event, action)),
        at=frame.received_at if action == "delete" else moment(event.timestamp, frame),
        kind="event",
        action=action,
        subject_id=event.id,
        subject_uuid=uuid_of(event.uuid),
        tags=tuple(tag.name for tag in tags),
        **about,
        **doer(message.creator or event.creator, event.orgc_id),
        **shared,
    )
    if action == "delete":
        return [row]
    return [row, *event_tag_rows(tags, event, frame, about, shared)]


def _version(event: SavedEvent, action: str) -> tuple[str | int, ...]:
    key = key_of(event.uuid, event.id)
    if action == "add":
        return key, "add"
    return key, event.timestamp, "removed" if action == "delete" else "present"
