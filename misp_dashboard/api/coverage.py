"""GET /api/coverage: how much is on the map, by which means, and of which types."""

from litestar import get
from litestar.di import NamedDependency

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.running import Running
from misp_dashboard.query.coverage import Coverage, coverage
from misp_dashboard.query.scope import Scope


@get("/coverage", operation_id="coverage", summary="How much is located", sync_to_thread=True)
def get_coverage(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
) -> Coverage:
    return coverage(running.store, viewer, within)
