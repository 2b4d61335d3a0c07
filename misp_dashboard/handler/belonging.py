"""The columns that rows of one frame have in common: where it came from, which event, who."""

from datetime import datetime
from functools import lru_cache
from typing import TypedDict

from misp_dashboard.activity.row import NO_UUID, UNKNOWN
from misp_dashboard.handler.subject import uuid_of
from misp_dashboard.message.event import EventHead
from misp_dashboard.message.organisation import NamedOrganisation
from misp_dashboard.source.frame import Frame


class Origin(TypedDict):
    instance: str
    topic: str
    received_at: datetime


class Belonging(Origin):
    """The origin of a row together with its event."""

    event_id: int
    event_uuid: str
    event_info: str
    threat_level: int
    analysis: int


class Doer(TypedDict):
    org: str
    org_uuid: str
    org_id: int


NOBODY = Doer(org="", org_uuid=NO_UUID, org_id=0)


# Frame after frame names the same events and organisations.
_uuid_again = lru_cache(maxsize=4096)(uuid_of)


def origin(frame: Frame) -> Origin:
    return Origin(instance=frame.instance, topic=frame.topic, received_at=frame.received_at)


def belonging(frame: Frame, event: EventHead) -> Belonging:
    return Belonging(
        instance=frame.instance,
        topic=frame.topic,
        received_at=frame.received_at,
        event_id=event.id,
        event_uuid=_uuid_again(event.uuid),
        event_info=event.info,
        threat_level=event.threat_level_id,
        analysis=event.analysis,
    )


def belonging_to_id(frame: Frame, event_id: int) -> Belonging:
    """Where the frame names the event by its local id alone."""
    return Belonging(
        instance=frame.instance,
        topic=frame.topic,
        received_at=frame.received_at,
        event_id=event_id,
        event_uuid=NO_UUID,
        event_info="",
        threat_level=UNKNOWN,
        analysis=UNKNOWN,
    )


@lru_cache(maxsize=4096)
def doer(organisation: NamedOrganisation | None, org_id: int = 0) -> Doer:
    """`org_id` is what the frame says elsewhere; it stands where the organisation has no id.

    The answer is shared: it is spread into rows and never changed.
    """
    if organisation is None:
        return Doer(org="", org_uuid=NO_UUID, org_id=org_id)
    return Doer(
        org=organisation.name,
        org_uuid=uuid_of(organisation.uuid),
        org_id=organisation.id or org_id,
    )
