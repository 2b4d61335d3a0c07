"""misp_json_object: an object was saved or deleted; its attributes come in frames of their own."""

from typing import Literal

import msgspec

from misp_dashboard.message.identity import require_identity
from misp_dashboard.message.number import INHERIT, Id, Level, Seconds


class Object(msgspec.Struct, frozen=True, gc=False):
    id: Id = 0
    uuid: str = ""
    event_id: Id = 0
    name: str = ""
    comment: str | None = None
    timestamp: Seconds = 0
    distribution: Level = INHERIT
    sharing_group_id: Id = 0
    deleted: bool = False


class ObjectMessage(msgspec.Struct, frozen=True, gc=False):
    object: Object = msgspec.field(name="Object")
    action: Literal["add", "edit", "soft-delete", "delete"] = "add"

    def __post_init__(self) -> None:
        require_identity("Object", self.object.id, self.object.uuid)
