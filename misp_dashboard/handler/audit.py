"""An audit message becomes a row where no other topic tells: logins and proposals."""

import re

from misp_dashboard.activity.row import NO_UUID, Activity, identify
from misp_dashboard.handler.belonging import Doer, belonging_to_id, origin
from misp_dashboard.handler.distribution import NOT_TOLD
from misp_dashboard.handler.login_source import signed_in_from
from misp_dashboard.message.audit import AuditLog, AuditMessage, Log
from misp_dashboard.source.frame import Frame

LOGINS = {
    "login": "login",
    "logout": "logout",
    "login_fail": "fail",
    "auth_fail": "fail",
    "auth": "api",
}

PROPOSALS = ("add", "accept", "discard")

NOBODY_IN_LOGS = "SYSTEM"

_read_proposal = re.compile(
    r"Proposal \(\d+\)(?: of \d+|:)?"
    r"(?: to(?: Attribute \(\d+\) of)? Event ?\((?P<event_id>\d{1,9})\))?"
    r"(?: accepted| discarded)?"
    r"(?:(?::| -) (?P<content>.*))?",
    re.DOTALL,
).match
"""`Proposal (3) of 4 to Attribute (2) of Event (1) accepted - Network activity/ip-src 192.0.2.1`"""


def handle_audit(message: AuditMessage, frame: Frame) -> list[Activity]:
    if message.log is not None:
        return _handle_log(message.log, frame)
    if message.audit_log is not None:
        return _handle_audit_log(message.audit_log, frame)
    # the access log tells of requests, which are nothing that happened to anybody's content
    return []


def _handle_log(log: Log, frame: Frame) -> list[Activity]:
    if log.model == "User" and log.action in LOGINS:
        return [_login(log, frame)]
    if log.model == "ShadowAttribute" and log.action in PROPOSALS:
        read = _read_proposal(log.title or "")
        event_id, content = (read["event_id"], read["content"]) if read else (None, None)
        return [_proposal(log.model_id, log.action, int(event_id or 0), content, _doer(log), frame)]
    return []


def _handle_audit_log(log: AuditLog, frame: Frame) -> list[Activity]:
    # accepting and discarding come as `Log` in this mode too, besides a soft_delete here
    if log.model != "ShadowAttribute" or log.action != "add":
        return []
    who = Doer(org="", org_uuid=NO_UUID, org_id=log.org_id)
    return [_proposal(log.model_id, "add", log.event_id or 0, log.model_title, who, frame)]


def _login(log: Log, frame: Frame) -> Activity:
    return Activity(
        id=identify(frame.instance, "login", log.action, log.user_id, log.created, log.title or ""),
        at=frame.received_at,
        kind="login",
        action=LOGINS[log.action],
        subject_id=log.user_id,
        user="" if log.email in (None, NOBODY_IN_LOGS) else str(log.email),
        value=signed_in_from(log) if LOGINS[log.action] == "fail" else "",
        **origin(frame),
        **_doer(log),
    )


def _proposal(
    proposal_id: int, action: str, event_id: int, content: str | None, who: Doer, frame: Frame
) -> Activity:
    category, type_, value = _split(content or "")
    return Activity(
        id=identify(frame.instance, "proposal", proposal_id, action),
        at=frame.received_at,
        kind="proposal",
        action=action,
        subject_id=proposal_id,
        category=category,
        type=type_,
        value=value,
        **belonging_to_id(frame, event_id),
        **who,
        **NOT_TOLD,
    )


def _split(content: str) -> tuple[str, str, str]:
    """`Network activity/ip-src 192.0.2.1` into its three parts."""
    category, slash, rest = content.partition("/")
    type_, _, value = rest.partition(" ")
    return (category, type_, value) if slash else ("", "", content)


def _doer(log: Log) -> Doer:
    org = "" if log.org in (None, NOBODY_IN_LOGS) else str(log.org)
    return Doer(org=org, org_uuid=NO_UUID, org_id=log.org_id or 0)
