"""A proposal (MISP: ShadowAttribute) waits in a published event, new or beside its attribute."""

import msgspec

from misp_dashboard.message.number import Id, Seconds
from misp_dashboard.message.organisation import NamedOrganisation


class Proposal(msgspec.Struct, frozen=True, gc=False):
    id: Id = 0
    uuid: str = ""
    category: str = ""
    type: str = ""
    value: str = ""
    comment: str | None = None
    to_ids: bool = False
    org_id: Id = 0
    timestamp: Seconds = 0
    proposer: NamedOrganisation | None = msgspec.field(default=None, name="Org")
