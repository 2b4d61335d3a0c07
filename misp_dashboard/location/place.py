"""A place is what a means of location knows of where a value points."""

from typing import Literal

import msgspec

Precision = Literal["city", "country"]


class Place(msgspec.Struct, frozen=True, gc=False):
    """`country` is ISO 3166 alpha-2 in capitals. Only a city-precise place has a name and
    coordinates: a country's middle is a point where nothing happened.
    """

    country: str
    name: str = ""
    latitude: float | None = None
    longitude: float | None = None

    @property
    def precision(self) -> Precision:
        return "country" if self.latitude is None else "city"
