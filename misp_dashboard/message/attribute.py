"""misp_json_attribute: an attribute was saved or deleted."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from misp_dashboard.message.event import EventHead
from misp_dashboard.message.identity import require_identity
from misp_dashboard.message.number import INHERIT, Id, Level, Seconds
from misp_dashboard.message.object import Object
from misp_dashboard.message.proposal import Proposal
from misp_dashboard.message.sharing_group import SharingGroup
from misp_dashboard.message.sighting import Sighting
from misp_dashboard.message.tag import Tag


class Attribute(msgspec.Struct, frozen=True, gc=False):
    """The same alone and inside a published event, where `deleted` may be absent.

    Alone it also has the two halves of its value, which older versions send without `value`.
    """

    id: Id = 0
    uuid: str = ""
    event_id: Id = 0
    object_id: Id = 0
    object_relation: str | None = None
    category: str = ""
    type: str = ""
    value: str = ""
    value1: str = ""
    value2: str = ""
    comment: str | None = None
    to_ids: bool = False
    timestamp: Seconds = 0
    distribution: Level = INHERIT
    sharing_group_id: Id = 0
    deleted: bool = False
    tags: tuple[Tag, ...] = msgspec.field(default=(), name="Tag")
    sightings: tuple[Sighting, ...] = msgspec.field(default=(), name="Sighting")
    proposals: tuple[Proposal, ...] = msgspec.field(default=(), name="ShadowAttribute")
    sharing_group: SharingGroup | None = msgspec.field(default=None, name="SharingGroup")


class AttributeMessage(msgspec.Struct, frozen=True, gc=False):
    """A hard delete says nothing of the event but its id. Some versions send several at once."""

    attribute: Attribute | Annotated[tuple[Attribute, ...], Meta(min_length=1)] = msgspec.field(
        name="Attribute"
    )
    event: EventHead | None = msgspec.field(default=None, name="Event")
    object: Object | None = msgspec.field(default=None, name="Object")
    action: Literal["add", "edit", "soft-delete", "delete"] = "add"

    def __post_init__(self) -> None:
        told = self.attribute
        for attribute in told if isinstance(told, tuple) else (told,):
            require_identity("Attribute", attribute.id, attribute.uuid)
