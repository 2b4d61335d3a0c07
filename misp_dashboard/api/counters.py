"""GET /api/counters: how much is going on."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.running import Running
from misp_dashboard.query.counters import Counters, counters
from misp_dashboard.query.filter import BadFilter
from misp_dashboard.query.scope import Scope


@get("/counters", operation_id="counters", summary="Counters", sync_to_thread=True)
def get_counters(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    day_start: Annotated[
        datetime | None,
        QueryParameter(description="Midnight where the viewer is. Default: midnight in UTC."),
    ] = None,
) -> Counters:
    now = datetime.now(UTC)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    start = midnight if day_start is None else day_start.replace(tzinfo=day_start.tzinfo or UTC)
    if not timedelta(0) <= now - start <= timedelta(hours=26):
        raise BadFilter("day_start", f"{start.isoformat()} is not today's midnight", "send today's")
    return counters(running.store, viewer, within, day_start=start)
