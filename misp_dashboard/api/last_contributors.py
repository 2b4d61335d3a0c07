"""GET /api/last-contributors: who contributed last, within the span."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.running import Running
from misp_dashboard.contribution.rules import rules_of
from misp_dashboard.query.last_contributors import MOST, LastContributors, last_contributors
from misp_dashboard.query.scope import Scope


@get(
    "/last-contributors",
    operation_id="lastContributors",
    summary="Last contributors",
    sync_to_thread=True,
)
def get_last_contributors(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    top: Annotated[int, QueryParameter(ge=1, le=MOST, description="At most so many.")] = 10,
) -> LastContributors:
    rules = rules_of(running.config.contribution)
    return last_contributors(running.store, viewer, within, rules, top=top)
