"""GET /api/gaps: spans in which a MISP was not heard, and whether they were filled."""

from litestar import get
from litestar.di import NamedDependency

from misp_dashboard.api.running import Gaps, Running
from misp_dashboard.query.scope import Scope


@get(
    "/gaps",
    operation_id="gaps",
    summary="Spans in which an instance was not heard",
    sync_to_thread=True,
)
def get_gaps(running: NamedDependency[Running], within: NamedDependency[Scope]) -> Gaps:
    """Those that touch the span, of the instances in the scope; its other filters say nothing of
    gaps."""
    return running.gaps(within)
