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


def log_frames(rest: Rest, window: Span) -> Iterator[list[Frame]]:
    """Entries of MISP's log, as MISP sends them. One has the time of MISP's clock, so it counts as
    received then.

    MISP gives the entries in no order that one could rely on from page to page, so a window with
    more than a page of them is halved.
    """
    for model, actions in ENTRIES:
        asked = {"limit": PAGE, "model": model, "action": list(actions)}
        yield from _within(rest, asked, window.since_s, window.until_s)


def _within(rest: Rest, asked: dict[str, Any], since_s: int, until_s: int) -> Iterator[list[Frame]]:
    entries = _page(rest, asked, since_s, until_s, 1)
    if len(entries) < PAGE or since_s >= until_s:
        page = 1
        while entries:
            yield [_frame(rest, one["Log"]) for one in entries]
            page += 1
            entries = _page(rest, asked, since_s, until_s, page) if len(entries) == PAGE else []
        return
    middle_s = (since_s + until_s) // 2
    yield from _within(rest, asked, since_s, middle_s)
    yield from _within(rest, asked, middle_s + 1, until_s)


def _page(
    rest: Rest, asked: dict[str, Any], since_s: int, until_s: int, page: int
) -> list[dict[str, Any]]:
    here = {**asked, "created": [since_s, until_s], "page": page}
    told = rest.list("its log", lambda misp: misp.search_logs(**here))
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
