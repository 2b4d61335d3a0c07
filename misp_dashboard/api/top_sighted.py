"""GET /api/top-sighted: the values that are sighted most, and who sights."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.running import Running
from misp_dashboard.query.scope import Scope
from misp_dashboard.query.top_sighted import SortSighted, TopSighted, top_sighted

MOST = 50


@get("/top-sighted", operation_id="topSighted", summary="Top sighted", sync_to_thread=True)
def get_top_sighted(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    sort: Annotated[SortSighted, QueryParameter(description="What is ranked by.")] = "sightings",
    top: Annotated[
        int, QueryParameter(ge=1, le=MOST, description="At most so many values, and organisations.")
    ] = 10,
) -> TopSighted:
    return top_sighted(running.store, viewer, within, sort=sort, top=top)
