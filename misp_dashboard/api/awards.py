"""GET /api/awards: the awards that were earned within the span."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.running import Running
from misp_dashboard.contribution.rules import rules_of
from misp_dashboard.query.awards import MOST, Awards, awards
from misp_dashboard.query.scope import Scope


@get("/awards", operation_id="awards", summary="Awards", sync_to_thread=True)
def get_awards(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    name: Annotated[
        str,
        QueryParameter(max_length=300, description="Only those of this organisation, exactly."),
    ] = "",
    limit: Annotated[int, QueryParameter(ge=1, le=MOST, description="At most so many.")] = 100,
) -> Awards:
    rules = rules_of(running.config.contribution)
    return awards(running.store, viewer, within, rules, name=name, limit=limit)
