"""GET /metrics: figures for Prometheus."""

from anyio import to_thread
from litestar import Response, get
from litestar.di import NamedDependency
from prometheus_client import CONTENT_TYPE_LATEST

from misp_dashboard.api.own_thread import own_thread
from misp_dashboard.api.running import Running


@get(
    "/metrics",
    operation_id="metrics",
    summary="Figures for Prometheus",
    include_in_schema=False,
)
async def get_metrics(running: NamedDependency[Running]) -> Response[bytes]:
    # the answer adds the charset itself
    kind = CONTENT_TYPE_LATEST.partition("; charset=")[0]
    figures = await to_thread.run_sync(running.metrics, limiter=own_thread())
    return Response(figures, media_type=kind)
