"""misp_json_tag: a tag was attached, detached, or its definition changed."""

from typing import Literal

import msgspec

from misp_dashboard.message.number import Id

TagAction = Literal[
    "add",
    "edit",
    "delete",
    "attached to event",
    "attached to attribute",
    "detached from event",
    "detached from attribute",
]


class Tag(msgspec.Struct, frozen=True, gc=False):
    """A tag as it comes with what it is attached to."""

    id: Id = 0
    name: str = ""
    colour: str = ""
    is_galaxy: bool = False


class MovedTag(Tag, frozen=True, gc=False):
    """A tag with the local ids of what it was attached to or detached from."""

    event_id: Id = 0
    attribute_id: Id = 0


class EventTag(msgspec.Struct, frozen=True, gc=False):
    """How the event topic wraps an event's tag."""

    tag: Tag = msgspec.field(default=Tag(), name="Tag")


class TagMessage(msgspec.Struct, frozen=True, gc=False):
    tag: MovedTag = msgspec.field(name="Tag")
    action: TagAction

    def __post_init__(self) -> None:
        if not self.tag.name:
            raise ValueError("`Tag` has no `name`")
