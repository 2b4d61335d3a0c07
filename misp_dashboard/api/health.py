"""GET /api/health: alive, ready, and what is wrong if not."""

from litestar import Response, get
from litestar.di import NamedDependency

from misp_dashboard.api.running import Health, Running


@get("/health", operation_id="health", summary="Liveness and readiness", sync_to_thread=False)
def get_health(running: NamedDependency[Running]) -> Response[Health]:
    health = running.health()
    return Response(health, status_code=200 if health.ready else 503)
