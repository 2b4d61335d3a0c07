"""An area on the map is a circle or a box; only what has coordinates can lie in it."""

from collections.abc import Sequence
from math import asin, cos, isfinite, radians, sin, sqrt
from typing import Any

import msgspec

from misp_dashboard.query.bad_filter import BadFilter
from misp_dashboard.store.given import given

EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""

FARTHEST_KM = 20_020
"""Beyond it a circle is the whole Earth."""

MOST = 10

NEAR_SAMPLE = "write latitude, longitude and kilometres: 49.61,6.13,100"
BOX_SAMPLE = "write west, south, east and north in degrees: 5.7,49.4,6.6,50.2"


class Circle(msgspec.Struct, frozen=True, gc=False, tag="circle"):
    """Everything at most `km` from a point, measured along the Earth's surface."""

    latitude: float
    longitude: float
    km: float

    def contains(self, latitude: float, longitude: float) -> bool:
        return distance_km(self.latitude, self.longitude, latitude, longitude) <= self.km


class Box(msgspec.Struct, frozen=True, gc=False, tag="box"):
    """Between two meridians and two parallels, in degrees; over the date line when west > east."""

    west: float
    south: float
    east: float
    north: float

    def contains(self, latitude: float, longitude: float) -> bool:
        if not self.south <= latitude <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= longitude <= self.east
        return longitude >= self.west or longitude <= self.east


Area = Circle | Box


def distance_km(
    latitude: float, longitude: float, to_latitude: float, to_longitude: float
) -> float:
    """Along the great circle, by the haversine formula on a sphere of `EARTH_KM`."""
    half = (
        sin(radians(to_latitude - latitude) / 2) ** 2
        + cos(radians(latitude))
        * cos(radians(to_latitude))
        * sin(radians(to_longitude - longitude) / 2) ** 2
    )
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def areas_from(near: Sequence[str], box: Sequence[str]) -> tuple[Area, ...]:
    """The areas that a URL names. Raises `BadFilter`."""
    if len(near) + len(box) > MOST:
        field = "near" if near else "box"
        raise BadFilter(field, f"{len(near) + len(box)} areas", f"give at most {MOST}")
    return (*map(_circle, near), *map(_box, box))


def _circle(text: str) -> Circle:
    latitude, longitude, km = _numbers("near", text, 3, NEAR_SAMPLE)
    _require(-90 <= latitude <= 90, "near", text, "the latitude is between -90 and 90")
    _require(-180 <= longitude <= 180, "near", text, "the longitude is between -180 and 180")
    _require(0 < km <= FARTHEST_KM, "near", text, f"the radius is at most {FARTHEST_KM} km")
    return Circle(latitude, longitude, km)


def _box(text: str) -> Box:
    west, south, east, north = _numbers("box", text, 4, BOX_SAMPLE)
    _require(-90 <= south <= north <= 90, "box", text, "south and north are -90 to 90, in order")
    _require(abs(west) <= 180 and abs(east) <= 180, "box", text, "west and east are -180 to 180")
    # 180° and -180° are one meridian, and a point on it may be written either way
    if east == 180 and west > -180:
        east = -180.0
    elif west == -180 and east < 180:
        west = 180.0
    return Box(west, south, east, north)


def _numbers(field: str, text: str, count: int, sample: str) -> list[float]:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != count or not all(map(isfinite, numbers)):
        raise BadFilter(field, f"`{text[:60]}` is no area", sample)
    return numbers


def _require(holds: bool, field: str, text: str, rule: str) -> None:
    if not holds:
        raise BadFilter(field, f"`{text[:60]}` is no area", rule)


_WITHIN = f"""latitude BETWEEN {{areas_south:Float64}} AND {{areas_north:Float64}}
    AND (arrayExists((lat, lon, km) -> 2 * {EARTH_KM} * asin(least(1., sqrt(
                pow(sin(radians(assumeNotNull(latitude) - lat) / 2), 2)
                + cos(radians(lat)) * cos(radians(assumeNotNull(latitude)))
                * pow(sin(radians(assumeNotNull(longitude) - lon) / 2), 2)))) <= km,
                {{near_latitude:Array(Float64)}}, {{near_longitude:Array(Float64)}},
                {{near_km:Array(Float64)}})
        OR arrayExists((west, south, east, north) ->
                assumeNotNull(latitude) BETWEEN south AND north
                AND if(west <= east, assumeNotNull(longitude) BETWEEN west AND east,
                    assumeNotNull(longitude) >= west OR assumeNotNull(longitude) <= east),
                {{box_west:Array(Float64)}}, {{box_south:Array(Float64)}},
                {{box_east:Array(Float64)}}, {{box_north:Array(Float64)}}))"""
"""The band of latitudes is a condition of its own: what is outside is dropped before its distance
is computed, which makes a circle three times as fast."""

CONDITION = f"(true {given('areas', f'AND {_WITHIN}')})"
"""Its values come from `parameters`; without areas it holds for every row and reads no column."""


def parameters(areas: Sequence[Area]) -> dict[str, Any]:
    """The values bound into `CONDITION`."""
    circles = [area for area in areas if isinstance(area, Circle)]
    boxes = [area for area in areas if isinstance(area, Box)]
    bands = [_band(area) for area in areas] or [(0.0, 0.0)]
    return {
        "areas": bool(areas),
        "near_latitude": [one.latitude for one in circles],
        "near_longitude": [one.longitude for one in circles],
        "near_km": [one.km for one in circles],
        "box_west": [one.west for one in boxes],
        "box_south": [one.south for one in boxes],
        "box_east": [one.east for one in boxes],
        "box_north": [one.north for one in boxes],
        "areas_south": min(south for south, _ in bands),
        "areas_north": max(north for _, north in bands),
    }


def _band(area: Area) -> tuple[float, float]:
    if isinstance(area, Box):
        return area.south, area.north
    # a little wider than the circle: rounding must not cost its edge
    reach = area.km / EARTH_KM / radians(1) + 0.001
    return area.latitude - reach, area.latitude + reach


def in_areas(areas: Sequence[Area], latitude: float | None, longitude: float | None) -> bool:
    """What `CONDITION` says, of one point."""
    if not areas:
        return True
    if latitude is None or longitude is None:
        return False
    return any(area.contains(latitude, longitude) for area in areas)
