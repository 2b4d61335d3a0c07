"""GET /api/activity-over-time: how much happened when, stacked by one field."""

from typing import Annotated, Literal

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.running import Running
from misp_dashboard.query.activity_over_time import (
    MOST_SERIES,
    ActivityOverTime,
    activity_over_time,
)
from misp_dashboard.query.scope import Scope

By = Literal["category", "kind", "type", "instance", "org"]


@get(
    "/activity-over-time",
    operation_id="activityOverTime",
    summary="Activity over time",
    sync_to_thread=True,
)
def get_activity_over_time(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    by: Annotated[By, QueryParameter(description="What is stacked.")] = "category",
    top: Annotated[int, QueryParameter(ge=1, le=MOST_SERIES)] = 8,
) -> ActivityOverTime:
    return activity_over_time(running.store, viewer, within, by=by, top=top)
