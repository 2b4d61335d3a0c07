"""An attribute message becomes one attribute row, with its sightings and tags beside it."""

from misp_dashboard.activity.row import NO_UUID, Activity, identify
from misp_dashboard.handler.belonging import Belonging, Doer, belonging, belonging_to_id, doer
from misp_dashboard.handler.distribution import Distribution, effective
from misp_dashboard.handler.moment import moment
from misp_dashboard.handler.sighting import sighting_row
from misp_dashboard.handler.subject import key_of, uuid_of
from misp_dashboard.handler.tag import attribute_tag_rows
from misp_dashboard.message.attribute import Attribute, AttributeMessage
from misp_dashboard.message.object import Object
from misp_dashboard.source.frame import Frame


def handle_attribute(message: AttributeMessage, frame: Frame) -> list[Activity]:
    told = message.attribute
    rows: list[Activity] = []
    for attribute in told if isinstance(told, tuple) else (told,):
        rows += _rows_of_one(attribute, message, frame)
    return rows


def _rows_of_one(attribute: Attribute, message: AttributeMessage, frame: Frame) -> list[Activity]:
    event = message.event
    if event is None:
        about, who = belonging_to_id(frame, attribute.event_id), doer(None)
    else:
        about, who = belonging(frame, event), doer(event.creator, event.orgc_id)
    # a hard delete leaves the object out, and what inherits from it is not known then
    objects = (message.object,) if attribute.object_id or message.object else ()
    shared = effective(attribute, *objects, event)
    return attribute_rows(attribute, message.object, message.action, frame, about, who, shared)


def attribute_rows(
    attribute: Attribute,
    part_of: Object | None,
    action: str,
    frame: Frame,
    about: Belonging,
    who: Doer,
    shared: Distribution,
) -> list[Activity]:
    """The row of the attribute itself, then its sightings, then its tags."""
    removed = attribute.deleted or action in ("soft-delete", "delete")
    rows = [_row(attribute, part_of, action, removed, frame, about, who, shared)]
    for sighting in attribute.sightings:
        rows.append(sighting_row(sighting, attribute, "add", frame, about, shared))
    if not removed:
        rows += attribute_tag_rows(attribute, frame, about, shared)
    return rows


def _row(
    attribute: Attribute,
    part_of: Object | None,
    action: str,
    removed: bool,
    frame: Frame,
    about: Belonging,
    who: Doer,
    shared: Distribution,
) -> Activity:
    # only a soft delete has a timestamp of its own
    at_s = attribute.timestamp if attribute.deleted or not removed else 0
    return Activity(
        id=identify(
            frame.instance,
            "attribute",
            key_of(attribute.uuid, attribute.id),
            attribute.timestamp,
            "removed" if removed else "present",
        ),
        at=moment(at_s, frame),
        kind="attribute",
        action="delete" if removed else action,
        subject_id=attribute.id,
        subject_uuid=uuid_of(attribute.uuid),
        object_uuid=uuid_of(part_of.uuid) if part_of else NO_UUID,
        object_name=part_of.name if part_of else "",
        object_relation=attribute.object_relation or "",
        category=attribute.category,
        type=attribute.type,
        value=value_of(attribute),
        comment=attribute.comment or "",
        to_ids=attribute.to_ids,
        tags=tuple(tag.name for tag in attribute.tags if tag.name),
        **about,
        **who,
        **shared,
    )


def value_of(attribute: Attribute) -> str:
    if attribute.value or not attribute.value1:
        return attribute.value
    halves = (attribute.value1, attribute.value2)
    return "|".join(half for half in halves if half)
