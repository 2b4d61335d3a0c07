"""GET /api/hall-of-fame: the first of the month before, and of all time."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.contributors import MODEL, MONTH, model_of
from misp_dashboard.api.running import Running
from misp_dashboard.contribution.rules import Model, rules_of
from misp_dashboard.query.hall_of_fame import MOST, HallOfFame, hall_of_fame
from misp_dashboard.query.scope import Scope


@get("/hall-of-fame", operation_id="hallOfFame", summary="Hall of fame", sync_to_thread=True)
def get_hall_of_fame(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    month: Annotated[str, MONTH] = "",
    top: Annotated[int, QueryParameter(ge=1, le=MOST, description="At most so many.")] = 10,
    model: Annotated[Model | None, MODEL] = None,
) -> HallOfFame:
    rules = rules_of(running.config.contribution)
    return hall_of_fame(
        running.store, viewer, within, rules, month=month, top=top, model=model_of(running, model)
    )
