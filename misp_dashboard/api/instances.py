"""GET /api/instances: whether each MISP is heard, and why not."""

from litestar import get
from litestar.di import NamedDependency

from misp_dashboard.api.running import Instances, Running


@get("/instances", operation_id="instances", summary="State of the instances", sync_to_thread=True)
def get_instances(running: NamedDependency[Running]) -> Instances:
    return running.instances()
