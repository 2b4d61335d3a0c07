"""GET /api/suggestions: what a field can be narrowed to, while someone types."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.running import Running
from misp_dashboard.query.scope import Scope
from misp_dashboard.query.suggestions import (
    FIELDS,
    LONGEST_MATCH,
    MOST,
    Suggestions,
    suggestions,
)


@get(
    "/suggestions",
    operation_id="suggestions",
    summary="Values of a field within the scope",
    sync_to_thread=True,
)
def get_suggestions(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    field: Annotated[str, QueryParameter(description=f"One of {', '.join(FIELDS)}.")],
    match: Annotated[
        str,
        QueryParameter(
            max_length=LONGEST_MATCH,
            description="What was typed; anywhere in the value, in either case. Values of "
            "attributes need two characters.",
        ),
    ] = "",
    limit: Annotated[int, QueryParameter(ge=1, le=MOST)] = 20,
) -> Suggestions:
    return suggestions(running.store, viewer, within, field=field, match=match, limit=limit)
