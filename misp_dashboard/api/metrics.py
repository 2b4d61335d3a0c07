"""GET /metrics: figures for Prometheus."""

from litestar import Response, get
from litestar.di import NamedDependency
from prometheus_client import CONTENT_TYPE_LATEST

from misp_dashboard.api.running import Running


@get(
    "/metrics",
    operation_id="metrics",
    summary="Figures for Prometheus",
    include_in_schema=False,
    sync_to_thread=True,
)
def get_metrics(running: NamedDependency[Running]) -> Response[bytes]:
    # the answer adds the charset itself
    kind = CONTENT_TYPE_LATEST.partition("; charset=")[0]
    return Response(running.metrics(), media_type=kind)
