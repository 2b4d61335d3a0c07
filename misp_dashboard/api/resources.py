"""GET /api/resources: what waits in the journal, and how much disk and memory there is."""

from litestar import get
from litestar.di import NamedDependency

from misp_dashboard.api.own_work import Resources
from misp_dashboard.api.running import Running


@get("/resources", operation_id="resources", summary="Journal, disk, memory", sync_to_thread=True)
def get_resources(running: NamedDependency[Running]) -> Resources:
    return running.resources()
