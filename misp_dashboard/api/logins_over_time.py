"""GET /api/logins-over-time: how often people log in, and how much they contribute."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.logins_by_hour import TZ
from misp_dashboard.api.running import Running
from misp_dashboard.query.logins_over_time import LoginsOverTime, logins_over_time
from misp_dashboard.query.scope import Scope


@get(
    "/logins-over-time",
    operation_id="loginsOverTime",
    summary="Logins and contributions over time",
    sync_to_thread=True,
)
def get_logins_over_time(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    tz: Annotated[str, TZ] = "",
    top: Annotated[
        int, QueryParameter(ge=1, le=200, description="How many organisations to show apart.")
    ] = 20,
) -> LoginsOverTime:
    return logins_over_time(running.store, viewer, within, tz=tz, top=top)
