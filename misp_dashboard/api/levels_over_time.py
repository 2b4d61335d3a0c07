"""GET /api/levels-over-time: threat levels, analysis, TLP or the IDS flag over time."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.running import Running
from misp_dashboard.query.levels_over_time import LevelsOverTime, OfLevels, levels_over_time
from misp_dashboard.query.scope import Scope


@get(
    "/levels-over-time",
    operation_id="levelsOverTime",
    summary="Levels over time",
    sync_to_thread=True,
)
def get_levels_over_time(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    of: Annotated[OfLevels, QueryParameter(description="Which levels.")] = "threat",
) -> LevelsOverTime:
    return levels_over_time(running.store, viewer, within, of=of)
