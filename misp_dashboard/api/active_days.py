"""GET /api/active-days: on which days each of the most active was active."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.most_active import EXCLUDE, TOP, excluded_tags
from misp_dashboard.api.running import Running
from misp_dashboard.query.active_days import ActiveDays, ByDay, active_days
from misp_dashboard.query.scope import Scope


@get("/active-days", operation_id="activeDays", summary="Active days", sync_to_thread=True)
def get_active_days(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    by: Annotated[ByDay, QueryParameter(description="What is ranked.")] = "event",
    top: Annotated[int, TOP] = 10,
    tz: Annotated[
        str,
        QueryParameter(
            description="The time zone whose days count: Europe/Luxembourg. Default UTC."
        ),
    ] = "",
    exclude: Annotated[list[str] | None, EXCLUDE] = None,
) -> ActiveDays:
    if exclude is None:
        exclude = excluded_tags(running) if by == "tag" else []
    return active_days(
        running.store, viewer, within, by=by, top=top, tz=tz,
        exclude=[pattern for pattern in exclude if pattern],
    )  # fmt: skip
