"""GET /api/countries: which countries the activities point to."""

from litestar import get
from litestar.di import NamedDependency

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.running import Running
from misp_dashboard.query.countries import Countries, countries
from misp_dashboard.query.scope import Scope


@get("/countries", operation_id="countries", summary="Hits by country", sync_to_thread=True)
def get_countries(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
) -> Countries:
    return countries(running.store, viewer, within)
