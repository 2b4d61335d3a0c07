"""An object message becomes one object row."""

from misp_dashboard.activity.row import Activity, identify
from misp_dashboard.handler.belonging import NOBODY, Belonging, Doer, belonging_to_id
from misp_dashboard.handler.distribution import Distribution, effective
from misp_dashboard.handler.moment import moment
from misp_dashboard.handler.subject import key_of, uuid_of
from misp_dashboard.message.object import Object, ObjectMessage
from misp_dashboard.source.frame import Frame


def handle_object(message: ObjectMessage, frame: Frame) -> list[Activity]:
    part = message.object
    about = belonging_to_id(frame, part.event_id)
    return [object_row(part, message.action, frame, about, NOBODY, effective(part))]


def object_row(
    part: Object, action: str, frame: Frame, about: Belonging, who: Doer, shared: Distribution
) -> Activity:
    removed = part.deleted or action in ("soft-delete", "delete")
    # only a soft delete has a timestamp of its own
    at_s = part.timestamp if part.deleted or not removed else 0
    return Activity(
        id=identify(
            frame.instance,
            "object",
            key_of(part.uuid, part.id),
            part.timestamp,
            "removed" if removed else "present",
        ),
        at=moment(at_s, frame),
        kind="object",
        action="delete" if removed else action,
        subject_id=part.id,
        subject_uuid=uuid_of(part.uuid),
        object_name=part.name,
        comment=part.comment or "",
        **about,
        **who,
        **shared,
    )
