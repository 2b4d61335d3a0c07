"""GET /api/countries-over-time: how often each country was hit in each step of the span."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.countries import OF
from misp_dashboard.api.running import Running
from misp_dashboard.query.countries_over_time import CountriesOverTime, countries_over_time
from misp_dashboard.query.of import Of
from misp_dashboard.query.scope import Scope


@get(
    "/countries-over-time",
    operation_id="countriesOverTime",
    summary="Hits by country over time",
    sync_to_thread=True,
)
def get_countries_over_time(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    of: Annotated[Of, OF] = "origin",
) -> CountriesOverTime:
    return countries_over_time(running.store, viewer, within, of=of)
