"""Which activities are there, newest first, a page at a time?"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.activity.row import COLUMNS, Activity
from misp_dashboard.query.filter import BadFilter
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.store.connect import Store

MOST = 1000

SQL = f"""
SELECT {", ".join(f"`{column}`" for column in COLUMNS)}
FROM activity
WHERE {IN_SCOPE}
    AND ({{located:Bool}} = false OR country != '')
    AND ({{before_id:UInt64}} = 0
        OR (at, id) < ({{before_at:DateTime64(3, 'UTC')}}, {{before_id:UInt64}}))
ORDER BY at DESC, id DESC
LIMIT {{limit:UInt32}}
"""  # noqa: S608 - the parts are constants: the row's columns and the scope's condition


class Cursor(msgspec.Struct, frozen=True):
    """The activity a page ended with: its moment in ms since 1970, and its id."""

    at_ms: int
    id: int

    def __str__(self) -> str:
        return f"{self.at_ms}-{self.id:016x}"


def cursor_from(text: str) -> Cursor | None:
    """None for ""; raises `BadFilter` for what no page has answered."""
    if not text:
        return None
    at_ms, _, id = text.partition("-")
    try:
        cursor = Cursor(int(at_ms), int(id, 16))
        datetime.fromtimestamp(cursor.at_ms / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        cursor = Cursor(0, 0)
    if not 0 < cursor.id < 2**64:
        raise BadFilter("before", f"`{text[:40]}` is no cursor", "use `next` of the page before")
    return cursor


def activities(
    store: Store,
    viewer: Viewer,
    scope: Scope,
    *,
    before: Cursor | None = None,
    limit: int = 100,
    located: bool = False,
) -> list[Activity]:
    """At most `limit` activities, those before the cursor."""
    values: dict[str, Any] = {
        **parameters(scope, viewer),
        "located": located,
        "before_id": before.id if before else 0,
        "before_at": datetime.fromtimestamp((before.at_ms if before else 0) / 1000, UTC),
        "limit": limit,
    }
    return store.ask(SQL, _activity, values)


def next_cursor(page: Sequence[Activity], limit: int) -> Cursor | None:
    """Where the next page begins; None after the last."""
    if len(page) < limit:
        return None
    return Cursor(round(page[-1].at.timestamp() * 1000), page[-1].id)


def _activity(*columns: Any) -> Activity:
    return Activity(**dict(zip(COLUMNS, columns, strict=True)))
