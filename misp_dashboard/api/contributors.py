"""GET /api/contributors: who contributed most in a month."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.running import Running
from misp_dashboard.contribution.rules import rules_of
from misp_dashboard.query.contributors import MOST, Contributors, contributors
from misp_dashboard.query.most_active import LONGEST_MATCH
from misp_dashboard.query.scope import Scope

MONTH = QueryParameter(
    description="A month of the calendar in UTC: 2026-11. Default this one. The span of the scope "
    "does not count."
)

TOP = QueryParameter(ge=1, le=MOST, description="At most so many.")

MATCH = QueryParameter(
    max_length=LONGEST_MATCH, description="Text within the organisation's name, in either case."
)


@get(
    "/contributors",
    operation_id="contributors",
    summary="Contributors of a month",
    sync_to_thread=True,
)
def get_contributors(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    month: Annotated[str, MONTH] = "",
    top: Annotated[int, TOP] = 100,
    match: Annotated[str, MATCH] = "",
) -> Contributors:
    return contributors(
        running.store, viewer, within, rules_of(running.config.contribution),
        month=month, top=top, match=match,
    )  # fmt: skip
