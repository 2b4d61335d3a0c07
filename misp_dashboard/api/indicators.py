"""GET /api/indicators: the located indicators, a page at a time."""

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.activity import TagAnswer
from misp_dashboard.api.countries import OF
from misp_dashboard.api.running import Running
from misp_dashboard.query.indicator_order import Order, Sort
from misp_dashboard.query.indicators import FARTHEST, MOST, Indicator, indicators
from misp_dashboard.query.of import Of
from misp_dashboard.query.scope import Scope

SORT = QueryParameter(
    description="What comes first; of those with as many hits the latest comes first."
)
ORDER = QueryParameter(description="Most, latest or last letters first (`desc`), or the reverse.")


class IndicatorAnswer(msgspec.Struct, frozen=True, gc=False):
    """A type and value. Category, event, organisation and place are those of its latest activity;
    `tags` are its most frequent ones; `events` and `orgs` say how many different ones there are.
    What is known to a country alone has no coordinates.
    """

    value: str
    type: str
    category: str
    event_info: str
    event_uuid: str
    event_id: int
    instance: str
    events: int
    org: str
    orgs: int
    tags: list[TagAnswer]
    first_seen: datetime
    last_seen: datetime
    hits: int
    country: str
    place: str
    latitude: float | None
    longitude: float | None
    precision: str
    located_by: str
    targets: list[str]
    to_ids: bool


class IndicatorsAnswer(msgspec.Struct, frozen=True):
    """A page of the `total` different indicators, which have `hits` activities together."""

    indicators: list[IndicatorAnswer]
    total: int
    hits: int


@get(
    "/indicators",
    operation_id="indicators",
    summary="Located indicators, each once",
    sync_to_thread=True,
)
def get_indicators(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    of: Annotated[Of, OF] = "origin",
    sort: Annotated[Sort, SORT] = "hits",
    order: Annotated[Order, ORDER] = "desc",
    limit: Annotated[int, QueryParameter(ge=1, le=MOST)] = 50,
    offset: Annotated[int, QueryParameter(ge=0, le=FARTHEST, description="How many to skip.")] = 0,
) -> IndicatorsAnswer:
    found = indicators(
        running.store, viewer, within, of=of, sort=sort, order=order, limit=limit, offset=offset
    )
    return IndicatorsAnswer(
        [_answer(one, running) for one in found.indicators], found.total, found.hits
    )


_SAME = tuple(name for name in IndicatorAnswer.__struct_fields__ if name != "tags")


def _answer(one: Indicator, running: Running) -> IndicatorAnswer:
    return IndicatorAnswer(
        tags=[TagAnswer(tag, running.colour(one.instance, tag)) for tag in one.tags],
        **{name: getattr(one, name) for name in _SAME},
    )
