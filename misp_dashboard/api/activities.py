"""GET /api/activities: the log, newest first, a page at a time."""

from typing import Annotated

import msgspec
from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.activity import ActivityAnswer
from misp_dashboard.api.running import Running
from misp_dashboard.query.activities import MOST, activities, cursor_from, next_cursor
from misp_dashboard.query.scope import Scope


class Activities(msgspec.Struct, frozen=True):
    """`next` is the `before` of the next page; `live_id` is where the live stream goes on."""

    activities: list[ActivityAnswer]
    next: str | None
    live_id: str


@get(
    "/activities",
    operation_id="activities",
    summary="Activities, newest first",
    sync_to_thread=True,
)
def get_activities(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    before: Annotated[str, QueryParameter(description="`next` of the page before.")] = "",
    limit: Annotated[int, QueryParameter(ge=1, le=MOST)] = 100,
    located: Annotated[bool, QueryParameter(description="Only those with a country.")] = False,
) -> Activities:
    # taken first: what is published while the store answers is sent again rather than missed
    live_id = running.live.position
    cursor = cursor_from(before)
    page = activities(running.store, viewer, within, before=cursor, limit=limit, located=located)
    follows = next_cursor(page, limit)
    return Activities(
        activities=[running.answer(activity) for activity in page],
        next=str(follows) if follows else None,
        live_id=live_id,
    )
