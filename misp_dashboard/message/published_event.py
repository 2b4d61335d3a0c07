"""misp_json: an event was published, with everything in it."""

import msgspec

from misp_dashboard.message.attribute import Attribute
from misp_dashboard.message.event import SavedEvent
from misp_dashboard.message.identity import require_identity
from misp_dashboard.message.number import Seconds
from misp_dashboard.message.object import Object
from misp_dashboard.message.object_reference import ObjectReference
from misp_dashboard.message.organisation import NamedOrganisation
from misp_dashboard.message.proposal import Proposal
from misp_dashboard.message.report import Report
from misp_dashboard.message.sharing_group import SharingGroup
from misp_dashboard.message.tag import Tag


class PublishedObject(Object, frozen=True, gc=False):
    attributes: tuple[Attribute, ...] = msgspec.field(default=(), name="Attribute")
    references: tuple[ObjectReference, ...] = msgspec.field(default=(), name="ObjectReference")


class PublishedEvent(SavedEvent, frozen=True, gc=False):
    """`published` is usually still false here, and `publish_timestamp` the previous one."""

    publish_timestamp: Seconds = 0
    owner: NamedOrganisation | None = msgspec.field(default=None, name="Org")
    tags: tuple[Tag, ...] = msgspec.field(default=(), name="Tag")
    attributes: tuple[Attribute, ...] = msgspec.field(default=(), name="Attribute")
    objects: tuple[PublishedObject, ...] = msgspec.field(default=(), name="Object")
    proposals: tuple[Proposal, ...] = msgspec.field(default=(), name="ShadowAttribute")
    reports: tuple[Report, ...] = msgspec.field(default=(), name="EventReport")
    sharing_group: SharingGroup | None = msgspec.field(default=None, name="SharingGroup")


class PublishedEventMessage(msgspec.Struct, frozen=True, gc=False):
    event: PublishedEvent = msgspec.field(name="Event")

    def __post_init__(self) -> None:
        require_identity("Event", self.event.id, self.event.uuid)
