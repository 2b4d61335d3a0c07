"""GET /api/places: the places with coordinates, and what is known less exactly."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.running import Running
from misp_dashboard.query.places import MOST, Places, places
from misp_dashboard.query.scope import Scope


@get("/places", operation_id="places", summary="Hits by place", sync_to_thread=True)
def get_places(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    limit: Annotated[int, QueryParameter(ge=1, le=MOST)] = 500,
) -> Places:
    return places(running.store, viewer, within, limit=limit)
