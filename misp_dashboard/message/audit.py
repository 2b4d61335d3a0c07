"""misp_json_audit: an entry of one of MISP's three logs."""

from typing import Any

import msgspec

from misp_dashboard.message.number import Id


class Log(msgspec.Struct, frozen=True, gc=False):
    """An entry of the old audit log, which also has every login. SYSTEM stands for nobody."""

    model: str = ""
    action: str = ""
    model_id: Id = 0
    title: str | None = None
    user_id: Id = 0
    org: str | None = None
    org_id: Id | None = None
    created: str = ""
    email: str | None = None
    ip: str | None = None
    change: Any = None


class AuditLog(msgspec.Struct, frozen=True, gc=False):
    """An entry of the new audit log: changes of content only."""

    model: str = ""
    action: str = ""
    model_id: Id = 0
    model_title: str | None = None
    event_id: Id | None = None
    user_id: Id = 0
    org_id: Id = 0
    created: str = ""


class AuditMessage(msgspec.Struct, frozen=True, gc=False):
    """The access log has its fields on the top level; `controller` is one that it always has."""

    log: Log | None = msgspec.field(default=None, name="Log")
    audit_log: AuditLog | None = msgspec.field(default=None, name="AuditLog")
    controller: str | None = None

    def __post_init__(self) -> None:
        if self.log is None and self.audit_log is None and self.controller is None:
            raise ValueError("Object missing `Log`, `AuditLog` and `controller`")
