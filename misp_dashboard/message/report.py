"""An event report comes only inside a published event, also when it is deleted."""

import msgspec

from misp_dashboard.message.number import INHERIT, Id, Level, Seconds


class Report(msgspec.Struct, frozen=True, gc=False):
    id: Id = 0
    uuid: str = ""
    name: str = ""
    timestamp: Seconds = 0
    distribution: Level = INHERIT
    sharing_group_id: Id = 0
    deleted: bool = False
