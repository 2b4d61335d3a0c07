"""GET /api/find-place: cities, countries and coordinates by what somebody types."""

from typing import Annotated

import msgspec
from litestar import get
from litestar.params import QueryParameter

from misp_dashboard.location.gazetteer import LONGEST, FoundPlace, find_places

MOST = 50


class FoundPlaces(msgspec.Struct, frozen=True):
    """Best first."""

    places: list[FoundPlace]


@get("/find-place", operation_id="findPlace", summary="Find a place by name", sync_to_thread=True)
def get_find_place(
    match: Annotated[
        str,
        QueryParameter(
            max_length=LONGEST, description="A name or the beginning of one, or `49.61, 6.13`."
        ),
    ],
    limit: Annotated[int, QueryParameter(ge=1, le=MOST)] = 10,
) -> FoundPlaces:
    """Takes no scope: what is found need not be where anything points."""
    return FoundPlaces(find_places(match, limit))
