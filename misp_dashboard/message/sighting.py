"""misp_json_sighting: somebody saw an attribute's value, or says it is false or expired."""

from typing import Literal

import msgspec

from misp_dashboard.message.event import EventHead
from misp_dashboard.message.identity import require_identity
from misp_dashboard.message.number import Id, Level, Seconds
from misp_dashboard.message.organisation import NamedOrganisation


class SightedAttribute(msgspec.Struct, frozen=True, gc=False):
    id: Id = 0
    uuid: str = ""
    type: str = ""
    category: str = ""
    to_ids: bool = False
    value: str = ""


class Sighting(msgspec.Struct, frozen=True, gc=False):
    """Under an attribute it names its reporter; alone it has only the reporter's id (`org_id`),
    and the organisation under `event` is the event's creator."""

    id: Id = 0
    uuid: str = ""
    event_id: Id = 0
    attribute_id: Id = 0
    org_id: Id = 0
    date_sighting: Seconds = 0
    type: Level = 0
    reporter: NamedOrganisation | None = msgspec.field(default=None, name="Organisation")
    event: EventHead | None = msgspec.field(default=None, name="Event")
    attribute: SightedAttribute | None = msgspec.field(default=None, name="Attribute")


class SightingMessage(msgspec.Struct, frozen=True, gc=False):
    sighting: Sighting = msgspec.field(name="Sighting")
    action: Literal["add", "edit", "delete"] = "add"

    def __post_init__(self) -> None:
        require_identity("Sighting", self.sighting.id, self.sighting.uuid)
