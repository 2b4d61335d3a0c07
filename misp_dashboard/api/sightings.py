"""GET /api/sightings: sightings, false positives and expirations over time."""

from litestar import get
from litestar.di import NamedDependency

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.running import Running
from misp_dashboard.query.scope import Scope
from misp_dashboard.query.sightings import Sightings, sightings


@get("/sightings", operation_id="sightings", summary="Sightings over time", sync_to_thread=True)
def get_sightings(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
) -> Sightings:
    return sightings(running.store, viewer, within)
