"""GET /api/check: every link of the chain is tested, for whoever runs the dashboard."""

from functools import cache
from typing import Annotated, Any

from anyio import CapacityLimiter, to_thread
from litestar import Request, get
from litestar.di import NamedDependency
from litestar.exceptions import PermissionDeniedException
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.running import CheckAnswer, Running

LOOPBACK = ("127.0.0.1", "::1")
FORWARDED = ("forwarded", "x-forwarded-for")


@get("/check", operation_id="check", summary="Test every link of the chain")
async def get_check(
    request: Request[Any, Any, Any],
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    link: Annotated[
        list[str] | None, QueryParameter(description="only these links; repeat for more")
    ] = None,
    instance: Annotated[str, QueryParameter(description="only this MISP")] = "",
) -> CheckAnswer:
    """May take a minute; asked again within seconds, it answers the same."""
    if not viewer.sees_all or not _is_near(request, running):
        raise PermissionDeniedException("The self-test is for who runs this dashboard.")
    # a thread of its own: the test asks this server, and must not wait for itself
    return await to_thread.run_sync(running.check, link or [], instance, limiter=_one_at_a_time())


def _is_near(request: Request[Any, Any, Any], running: Running) -> bool:
    """A dashboard that shows everything to everyone does not show its folders and settings."""
    if running.config.access.anonymous == "local":
        return True
    client = request.client.host if request.client else ""
    return client in LOOPBACK and not any(name in request.headers for name in FORWARDED)


@cache
def _one_at_a_time() -> CapacityLimiter:
    return CapacityLimiter(1)
