"""GET /api/contributors: who contributed most in a month."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.running import Running
from misp_dashboard.contribution.rules import Model, rules_of
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


MODEL = QueryParameter(
    description="Which points count: `classic`, for each contribution, or `quality`, for what it "
    "is worth to others. Default as the setting `contribution.model` says."
)


def model_of(running: Running, model: Model | None) -> Model:
    """The one that was chosen, or else that of the configuration."""
    return model or running.config.contribution.model


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
    model: Annotated[Model | None, MODEL] = None,
) -> Contributors:
    return contributors(
        running.store, viewer, within, rules_of(running.config.contribution),
        month=month, top=top, match=match, model=model_of(running, model),
    )  # fmt: skip
