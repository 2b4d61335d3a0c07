"""GET /api/borders: the administrator's own borders for the map."""

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException

from misp_dashboard.api.running import Running


@get(
    "/borders",
    operation_id="borders",
    summary="Own borders of the map",
    media_type="application/geo+json",
    sync_to_thread=False,
)
def get_borders(running: NamedDependency[Running]) -> Response[bytes]:
    """GeoJSON: a Polygon or MultiPolygon of each country, with `code` and `name`.

    404 when the configuration names none (`page.borders`).
    """
    if not running.borders:
        raise NotFoundException("no borders of its own are configured")
    return Response(running.borders, media_type="application/geo+json")
