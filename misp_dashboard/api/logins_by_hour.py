"""GET /api/logins-by-hour: at which hours of the week people log in."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.running import Running
from misp_dashboard.query.logins_by_hour import LoginsByHour, logins_by_hour
from misp_dashboard.query.scope import Scope

TZ = QueryParameter(
    description="The IANA name of the viewer's time zone, whose hours and days count: "
    "Europe/Luxembourg. Default UTC."
)


@get(
    "/logins-by-hour",
    operation_id="loginsByHour",
    summary="Logins by hour of the week",
    sync_to_thread=True,
)
def get_logins_by_hour(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    tz: Annotated[str, TZ] = "",
    week: Annotated[
        str,
        QueryParameter(
            description="A week instead of the span: an ISO week, 2026-W47, or the first of its "
            "seven days, 2026-11-22."
        ),
    ] = "",
) -> LoginsByHour:
    return logins_by_hour(running.store, viewer, within, tz=tz, week=week)
