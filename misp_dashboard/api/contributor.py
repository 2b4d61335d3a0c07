"""GET /api/contributor: how one organisation stands, and what earned what."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.contributors import MODEL, MONTH, model_of
from misp_dashboard.api.running import Running
from misp_dashboard.contribution.rules import Model, rules_of
from misp_dashboard.query.contributor import ContributorDetail, contributor
from misp_dashboard.query.scope import Scope


@get("/contributor", operation_id="contributor", summary="One contributor", sync_to_thread=True)
def get_contributor(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    name: Annotated[
        str,
        QueryParameter(
            min_length=1, max_length=300, description="The organisation, exactly (`org` filters)."
        ),
    ],
    month: Annotated[str, MONTH] = "",
    model: Annotated[Model | None, MODEL] = None,
) -> ContributorDetail:
    rules = rules_of(running.config.contribution)
    return contributor(
        running.store, viewer, within, rules, name, month=month, model=model_of(running, model)
    )
