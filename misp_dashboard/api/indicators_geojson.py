"""GET /api/indicators.geojson: the located indicators for a map elsewhere (RFC 7946)."""

from typing import Annotated, Literal

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.countries import OF
from misp_dashboard.api.indicators import ORDER, SORT
from misp_dashboard.api.indicators_csv import TOTAL, attachment
from misp_dashboard.api.running import Running
from misp_dashboard.query.indicator_order import Order, Sort
from misp_dashboard.query.indicators import MOST_EXPORTED, Indicator, indicators
from misp_dashboard.query.of import Of
from misp_dashboard.query.scope import Scope

MEDIA_TYPE = "application/geo+json"


class PointGeometry(msgspec.Struct, frozen=True):
    """`coordinates` are degrees east and north, in this order."""

    coordinates: tuple[float, float]
    type: Literal["Point"] = "Point"


class IndicatorFeature(msgspec.Struct, frozen=True):
    """What is known to a country alone has no geometry."""

    geometry: PointGeometry | None
    properties: Indicator
    type: Literal["Feature"] = "Feature"


class IndicatorFeatures(msgspec.Struct, frozen=True):
    """`total` is how many there are; `truncated` when more than are here."""

    features: list[IndicatorFeature]
    total: int
    truncated: bool
    type: Literal["FeatureCollection"] = "FeatureCollection"


@get(
    "/indicators.geojson",
    operation_id="indicatorsGeojson",
    summary="Located indicators as GeoJSON, at most 10,000",
    media_type=MEDIA_TYPE,
    sync_to_thread=True,
)
def get_indicators_geojson(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    of: Annotated[Of, OF] = "origin",
    sort: Annotated[Sort, SORT] = "hits",
    order: Annotated[Order, ORDER] = "desc",
) -> Response[IndicatorFeatures]:
    found = indicators(
        running.store, viewer, within, of=of, sort=sort, order=order, limit=MOST_EXPORTED
    )
    features = [IndicatorFeature(_point(one), one) for one in found.indicators]
    return Response(
        IndicatorFeatures(features, found.total, truncated=found.total > len(features)),
        media_type=MEDIA_TYPE,
        headers={TOTAL: str(found.total), "Content-Disposition": attachment("geojson")},
    )


def _point(one: Indicator) -> PointGeometry | None:
    if one.latitude is None or one.longitude is None:
        return None
    return PointGeometry((one.longitude, one.latitude))
