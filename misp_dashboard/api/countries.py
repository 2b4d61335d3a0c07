"""GET /api/countries: which countries the activities point to, or target."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.running import Running
from misp_dashboard.query.countries import Countries, countries
from misp_dashboard.query.of import Of
from misp_dashboard.query.scope import Scope

OF = QueryParameter(description="Where activities point (`origin`) or whom they target (`target`).")


@get("/countries", operation_id="countries", summary="Hits by country", sync_to_thread=True)
def get_countries(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    of: Annotated[Of, OF] = "origin",
    compare: Annotated[
        bool, QueryParameter(description="Count the equal span before as well, as `previous`.")
    ] = False,
) -> Countries:
    return countries(running.store, viewer, within, of=of, compare=compare)
