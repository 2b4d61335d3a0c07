"""Logins and what became of proposals are fetched from MISP's log, if the key may read it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from misp_dashboard.source.frame import Frame
from misp_dashboard.source.history.rest import Rest
from misp_dashboard.source.history.span import Span
from misp_dashboard.source.redact import redact

TOPIC = "misp_json_audit"

PAGE = 500

ENTRIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("User", ("login", "logout", "login_fail", "auth_fail", "auth")),
    ("ShadowAttribute", ("add", "accept", "discard")),
)
"""Models and actions of the entries that become rows; the others are told by the content."""


def log_frames(rest: Rest, span: Span) -> Iterator[list[Frame]]:
    """Page by page, the newest first, as MISP sends entries of its log. An entry has the time of
    MISP's clock, so it counts as received then."""
    for model, actions in ENTRIES:
        page = 1
        while entries := _page(rest, span, model, actions, page):
            yield [_frame(rest, one["Log"]) for one in entries]
            if len(entries) < PAGE:
                break
            page += 1


def _page(
    rest: Rest, span: Span, model: str, actions: tuple[str, ...], page: int
) -> list[dict[str, Any]]:
    asked: dict[str, Any] = {
        "limit": PAGE,
        "page": page,
        "model": model,
        "action": list(actions),
        "created": [span.since_s, span.until_s],
    }
    told = rest.list("its log", lambda misp: misp.search_logs(**asked))
    return [one for one in told if "Log" in one]


def _frame(rest: Rest, entry: dict[str, Any]) -> Frame:
    body = msgspec.json.encode({"Log": entry, "action": "log"})
    at = moment_in(str(entry.get("created")), rest.access.zone)
    return Frame(rest.access.instance, at, TOPIC, redact(TOPIC, body))


def moment_in(created: str, zone: ZoneInfo) -> datetime:
    try:
        local = datetime.strptime(created, "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007 - zone follows
    except ValueError:
        return datetime.now(UTC)
    return local.replace(tzinfo=zone).astimezone(UTC)
