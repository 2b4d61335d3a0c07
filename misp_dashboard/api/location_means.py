"""GET /api/location-means: how each type is located, from the table that locates it."""

import msgspec
from litestar import get

from misp_dashboard.location.located_type import LOCATED, Of


class LocatedType(msgspec.Struct, frozen=True):
    """`type` is MISP's attribute type, `object/relation` for a text within an object (`*` is any
    object), or what a tag begins with; `precision` is the best there is."""

    type: str
    means: str
    of: Of
    precision: str
    how: str


class LocationMeans(msgspec.Struct, frozen=True):
    """Every type that can be located."""

    types: list[LocatedType]


ALL = LocationMeans(
    [LocatedType(row.type, row.means, row.of, row.precision, row.how) for row in LOCATED]
)


@get(
    "/location-means",
    operation_id="locationMeans",
    summary="How each type is located",
    sync_to_thread=False,
)
def get_location_means() -> LocationMeans:
    return ALL
