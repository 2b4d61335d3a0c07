"""misp_json_object_reference: an object points to another object or to an attribute."""

from typing import Literal

import msgspec

from misp_dashboard.message.identity import require_identity
from misp_dashboard.message.number import Id, Seconds


class ObjectReference(msgspec.Struct, frozen=True, gc=False):
    id: Id = 0
    uuid: str = ""
    event_id: Id = 0
    timestamp: Seconds = 0
    relationship_type: str | None = None
    comment: str | None = None
    deleted: bool = False


class ObjectReferenceMessage(msgspec.Struct, frozen=True, gc=False):
    reference: ObjectReference = msgspec.field(name="ObjectReference")
    action: Literal["add", "edit", "soft-delete", "delete"] = "add"

    def __post_init__(self) -> None:
        require_identity("ObjectReference", self.reference.id, self.reference.uuid)
