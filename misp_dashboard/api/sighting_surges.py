"""GET /api/sighting-surges: values that are sighted more than they used to be."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.running import Running
from misp_dashboard.api.top_sighted import MOST
from misp_dashboard.query.scope import Scope
from misp_dashboard.query.sighting_surges import SightingSurges, sighting_surges


@get(
    "/sighting-surges",
    operation_id="sightingSurges",
    summary="Surges of sightings",
    sync_to_thread=True,
)
def get_sighting_surges(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    top: Annotated[int, QueryParameter(ge=1, le=MOST, description="At most so many.")] = 10,
) -> SightingSurges:
    return sighting_surges(running.store, viewer, within, top=top)
