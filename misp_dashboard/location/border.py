"""Which country a point is in, and which ones a circle or a box on the globe touches.

The borders are Natural Earth's 1:10m ones (public domain), simplified to about a kilometre by
`npm run geo` (web/geo/borders.mjs). They are read when they are first asked for.
"""

import gzip
from functools import lru_cache
from math import asin, atan2, cos, degrees, pi, radians, sin
from pathlib import Path
from threading import Lock

import numpy as np
import shapely
from shapely import Geometry, Polygon
from shapely.affinity import translate
from shapely.strtree import STRtree

BORDERS = Path(__file__).with_name("borders.wkb.gz")

OFFSHORE_KM = 20.0
"""How far from the simplified shore a point may be and still count for the nearest country:
harbours, piers and small islands lie there, and territorial waters reach 22 km."""

EARTH_KM = 6371.0

NO_COUNTRY = "-1"
"""Land that no agreed country has; points in it are in none."""

CORNERS = 180
"""Of the polygon that stands for a circle: its sides leave the circle by less than 0.02 %."""

WORLD = shapely.box(-180, -90, 180, 90)


class Borders:
    """Polygons of countries, one by one, in a tree; they do not cross the date line."""

    def __init__(self, file: Path = BORDERS) -> None:
        codes: list[str] = []
        shapes: list[Geometry] = []
        with gzip.open(file, "rt", encoding="ascii") as lines:
            for line in lines:
                code, _, hexadecimal = line.rstrip().partition(" ")
                for shape in shapely.get_parts(shapely.from_wkb(hexadecimal)):
                    codes.append(code)
                    shapes.append(shape)
        self._codes = codes
        self._shapes = np.array(shapes, dtype=object)
        self._tree = STRtree(shapes)

    def touched(self, area: Geometry) -> list[int]:
        """The indices of the polygons that an area within ±180° touches."""
        found: list[int] = self._tree.query(area, predicate="intersects").tolist()
        return found

    def code(self, index: int) -> str:
        return self._codes[index]

    def size(self, index: int) -> float:
        return float(shapely.area(self._shapes[index]))

    def distance_km(self, index: int, latitude: float, longitude: float, within: Geometry) -> float:
        """To the part of a polygon within a small area, on a plane that touches the globe here."""
        near = shapely.intersection(self._shapes[index], within)
        narrowing = cos(radians(latitude))
        plane = shapely.transform(near, lambda p: (p - (longitude, latitude)) * (narrowing, 1.0))
        return radians(float(shapely.distance(plane, shapely.Point(0, 0)))) * EARTH_KM


_loading = Lock()
_loaded: list[Borders] = []


def _borders() -> Borders:
    with _loading:
        if not _loaded:
            _loaded.append(Borders())
        return _loaded[0]


@lru_cache(maxsize=4096)
def country_at(latitude: float, longitude: float) -> str | None:
    """The country of a point, or the nearest one not more than OFFSHORE_KM away; None at sea.

    Where outlines overlap (a small country keeps more detail than its neighbour) the smaller
    polygon has it.
    """
    borders = _borders()
    inside = borders.touched(shapely.Point(longitude, latitude))
    if inside:
        code = borders.code(min(inside, key=borders.size))
        return None if code == NO_COUNTRY else code
    nearest: tuple[float, str] | None = None
    for piece, turn in _on_the_map(_disk(latitude, longitude, OFFSHORE_KM)):
        for index in borders.touched(piece):
            distance = borders.distance_km(index, latitude, longitude + turn, piece)
            if nearest is None or distance < nearest[0]:
                nearest = distance, borders.code(index)
    return nearest[1] if nearest and nearest[1] != NO_COUNTRY else None


def countries_touching_circle(latitude: float, longitude: float, km: float) -> frozenset[str]:
    """The countries of which some land is not more than `km` away along the globe."""
    half = pi * EARTH_KM
    if km >= half:
        return _touched_by([WORLD])
    if km > half / 2:
        # all but the circle around the other side of the globe
        opposite = _disk(-latitude, (longitude + 360) % 360 - 180, half - km)
        return _touched_by([shapely.difference(WORLD, _whole(opposite))])
    return _touched_by([_whole(_disk(latitude, longitude, km))])


def countries_touching_box(west: float, south: float, east: float, north: float) -> frozenset[str]:
    """The countries that have land between these meridians and parallels, the edges included.

    A box whose west is greater than its east goes over the date line.
    """
    if west <= east:
        return _touched_by([shapely.box(west, south, east, north)])
    return _touched_by(
        [shapely.box(west, south, 180, north), shapely.box(-180, south, east, north)]
    )


def _touched_by(areas: list[Geometry]) -> frozenset[str]:
    borders = _borders()
    codes = {borders.code(index) for area in areas for index in borders.touched(area)}
    return frozenset(codes - {NO_COUNTRY})


def _whole(shape: Polygon) -> Geometry:
    return shapely.union_all([piece for piece, _ in _on_the_map(shape)])


def _on_the_map(shape: Polygon) -> list[tuple[Geometry, int]]:
    """The pieces of a shape that may go on past ±180°, each moved onto the map by whole turns."""
    pieces: list[tuple[Geometry, int]] = []
    for turn in (-360, 0, 360):
        piece = shapely.intersection(translate(shape, turn), WORLD)
        if not piece.is_empty:
            pieces.append((piece, turn))
    return pieces


def _disk(latitude: float, longitude: float, km: float) -> Polygon:
    """At most a quarter of the way around the globe; its longitudes may go on past ±180°."""
    edge = [
        _at(latitude, longitude, 2 * pi * corner / CORNERS, km / EARTH_KM)
        for corner in range(CORNERS)
    ]
    pole = 90.0 if latitude >= 0 else -90.0
    if abs(pole - latitude) > degrees(km / EARTH_KM):
        return Polygon(edge)
    # around a pole, the edge is a line from one side of the map to the other
    line = sorted(((lon + 180) % 360 - 180, lat) for lon, lat in edge)
    (first, first_lat), (last, last_lat) = line[0], line[-1]
    seam = (first_lat + last_lat) / 2
    if first > -180:
        line.insert(0, (-180.0, seam))
    if last < 180:
        line.append((180.0, seam))
    return Polygon([(-180.0, pole), *line, (180.0, pole)])


def _at(latitude: float, longitude: float, bearing: float, angle: float) -> tuple[float, float]:
    """Longitude and latitude of where one comes to, going that far in that direction."""
    start = radians(latitude)
    height = sin(start) * cos(angle) + cos(start) * sin(angle) * cos(bearing)
    step = atan2(sin(bearing) * sin(angle) * cos(start), cos(angle) - sin(start) * height)
    return longitude + degrees(step), degrees(asin(max(-1.0, min(1.0, height))))
