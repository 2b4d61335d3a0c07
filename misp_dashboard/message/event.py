"""misp_json_event: an event was saved or deleted."""

from typing import Literal

import msgspec

from misp_dashboard.message.identity import require_identity
from misp_dashboard.message.number import UNKNOWN, Id, Level, Seconds
from misp_dashboard.message.organisation import NamedOrganisation
from misp_dashboard.message.tag import EventTag

EventAction = Literal[
    "add", "edit", "delete", "add_from_connected_server", "edit_from_connected_server"
]


class EventHead(msgspec.Struct, frozen=True, gc=False):
    """What other messages say of the event they belong to."""

    id: Id = 0
    uuid: str = ""
    info: str = ""
    orgc_id: Id = 0
    threat_level_id: Level = UNKNOWN
    analysis: Level = UNKNOWN
    distribution: Level = UNKNOWN
    sharing_group_id: Id = 0
    creator: NamedOrganisation | None = msgspec.field(default=None, name="Orgc")


class SavedEvent(EventHead, frozen=True, gc=False):
    timestamp: Seconds = 0
    published: bool | None = None


class EventMessage(msgspec.Struct, frozen=True, gc=False):
    """The creator and the tags are beside the event here. From a connected server only the
    event's uuid comes, after the frames that say everything."""

    event: SavedEvent | str = msgspec.field(name="Event")
    action: EventAction
    creator: NamedOrganisation | None = msgspec.field(default=None, name="Orgc")
    tags: tuple[EventTag, ...] = msgspec.field(default=(), name="EventTag")

    def __post_init__(self) -> None:
        if isinstance(self.event, SavedEvent):
            require_identity("Event", self.event.id, self.event.uuid)
