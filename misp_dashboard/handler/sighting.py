"""A sighting message becomes one sighting row, done by its reporter."""

from typing import Protocol

from misp_dashboard.activity.row import Activity, identify
from misp_dashboard.handler.belonging import Belonging, belonging, belonging_to_id, doer
from misp_dashboard.handler.distribution import NOT_TOLD, Distribution
from misp_dashboard.handler.moment import moment
from misp_dashboard.handler.subject import key_of, uuid_of
from misp_dashboard.message.sighting import SightedAttribute, Sighting, SightingMessage
from misp_dashboard.source.frame import Frame


class Sighted(Protocol):
    """The attribute, as the sighting topic or a published event has it."""

    @property
    def uuid(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def to_ids(self) -> bool: ...


def handle_sighting(message: SightingMessage, frame: Frame) -> list[Activity]:
    sighting = message.sighting
    if sighting.event is None:
        about = belonging_to_id(frame, sighting.event_id)
    else:
        about = belonging(frame, sighting.event)
    action = "delete" if message.action == "delete" else "add"
    sighted = sighting.attribute or SightedAttribute()
    return [sighting_row(sighting, sighted, action, frame, about, NOT_TOLD)]


def sighting_row(
    sighting: Sighting,
    sighted: Sighted,
    action: str,
    frame: Frame,
    about: Belonging,
    shared: Distribution,
) -> Activity:
    """`subject_id` is the sighting's, `subject_uuid` the attribute's, which rows are asked by."""
    removed = action == "delete"
    return Activity(
        id=identify(
            frame.instance,
            "sighting",
            key_of(sighting.uuid, sighting.id),
            "removed" if removed else "present",
        ),
        at=frame.received_at if removed else moment(sighting.date_sighting, frame),
        kind="sighting",
        action=action,
        subject_id=sighting.id,
        subject_uuid=uuid_of(sighted.uuid),
        category=sighted.category,
        type=sighted.type,
        value=sighted.value,
        to_ids=sighted.to_ids,
        sighting_type=sighting.type,
        **about,
        **doer(sighting.reporter, sighting.org_id),
        **shared,
    )
