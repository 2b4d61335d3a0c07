"""GET /api/instances: whether each MISP is heard, and why not."""

from anyio import to_thread
from litestar import get
from litestar.di import NamedDependency

from misp_dashboard.api.own_thread import own_thread
from misp_dashboard.api.running import Instances, Running


@get("/instances", operation_id="instances", summary="State of the instances")
async def get_instances(running: NamedDependency[Running]) -> Instances:
    return await to_thread.run_sync(running.instances, limiter=own_thread())
