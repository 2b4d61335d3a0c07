"""Builds logins and contributions for tests of the questions about how MISP is used."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from build import activity

from misp_dashboard.activity.row import Activity

_number = count()


def at(text: str) -> datetime:
    """A moment of 2025, in UTC: `11-03 09:10`."""
    return datetime.fromisoformat(f"2025-{text}").replace(tzinfo=UTC)


def happened(text: str, kind: str, action: str, org: str = "CERT", **fields: Any) -> Activity:
    moment = at(text)
    return activity(
        f"{kind} {next(_number)}",
        **{"at": moment, "received_at": moment, "kind": kind, "action": action, "org": org,
           "value": "", **fields},
    )  # fmt: skip


def login(text: str, org: str = "CERT", **fields: Any) -> Activity:
    return happened(text, "login", "login", org, **fields)


def added(text: str, org: str = "CERT", **fields: Any) -> Activity:
    return happened(text, "attribute", "add", org, **fields)
