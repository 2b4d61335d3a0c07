"""GET /api/contributors-over-time: the points of the first contributors of a month, by day."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.contributors import MONTH
from misp_dashboard.api.running import Running
from misp_dashboard.contribution.rules import rules_of
from misp_dashboard.query.contributors_over_time import (
    MOST,
    ContributorsOverTime,
    contributors_over_time,
)
from misp_dashboard.query.scope import Scope


@get(
    "/contributors-over-time",
    operation_id="contributorsOverTime",
    summary="Contributors over time",
    sync_to_thread=True,
)
def get_contributors_over_time(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    month: Annotated[str, MONTH] = "",
    top: Annotated[int, QueryParameter(ge=1, le=MOST, description="At most so many.")] = 5,
) -> ContributorsOverTime:
    rules = rules_of(running.config.contribution)
    return contributors_over_time(running.store, viewer, within, rules, month=month, top=top)
