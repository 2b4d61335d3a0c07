"""GET /api/contributors-by-category: what each organisation contributes to each category."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.contributors import MATCH, TOP
from misp_dashboard.api.running import Running
from misp_dashboard.contribution.rules import rules_of
from misp_dashboard.query.contributors_by_category import (
    ContributorsByCategory,
    contributors_by_category,
)
from misp_dashboard.query.scope import Scope

MONTH = QueryParameter(
    description="A month of the calendar in UTC: 2026-11. Default all time. The span of the scope "
    "does not count."
)


@get(
    "/contributors-by-category",
    operation_id="contributorsByCategory",
    summary="Contributors by category",
    sync_to_thread=True,
)
def get_contributors_by_category(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    month: Annotated[str, MONTH] = "",
    top: Annotated[int, TOP] = 100,
    match: Annotated[str, MATCH] = "",
) -> ContributorsByCategory:
    return contributors_by_category(
        running.store, viewer, within, rules_of(running.config.contribution),
        month=month, top=top, match=match,
    )  # fmt: skip
