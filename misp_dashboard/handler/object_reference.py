"""An object reference message becomes one reference row."""

from misp_dashboard.activity.row import Activity, identify
from misp_dashboard.handler.belonging import NOBODY, Belonging, Doer, belonging_to_id
from misp_dashboard.handler.distribution import NOT_TOLD, Distribution
from misp_dashboard.handler.moment import moment
from misp_dashboard.handler.subject import key_of, uuid_of
from misp_dashboard.message.object_reference import ObjectReference, ObjectReferenceMessage
from misp_dashboard.source.frame import Frame


def handle_object_reference(message: ObjectReferenceMessage, frame: Frame) -> list[Activity]:
    reference = message.reference
    about = belonging_to_id(frame, reference.event_id)
    return [reference_row(reference, message.action, "", frame, about, NOBODY, NOT_TOLD)]


def reference_row(
    reference: ObjectReference,
    action: str,
    object_name: str,
    frame: Frame,
    about: Belonging,
    who: Doer,
    shared: Distribution,
) -> Activity:
    """`object_name` is the object that points, where the frame tells."""
    removed = reference.deleted or action in ("soft-delete", "delete")
    return Activity(
        id=identify(
            frame.instance,
            "reference",
            key_of(reference.uuid, reference.id),
            reference.timestamp,
            "removed" if removed else "present",
        ),
        at=moment(reference.timestamp, frame),
        kind="reference",
        action="delete" if removed else "add",
        subject_id=reference.id,
        subject_uuid=uuid_of(reference.uuid),
        object_name=object_name,
        value=reference.relationship_type or "",
        comment=reference.comment or "",
        **about,
        **who,
        **shared,
    )
