"""The administrator's own borders: a GeoJSON file of countries, checked, stripped to its shapes."""

import re
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

MOST_BYTES = 30_000_000
MOST_FEATURES = 2_000
NO_COUNTRY = "-1"
"""Land that belongs to no agreed country: it is drawn and cannot be chosen."""

CODES = ("code", "iso_a2", "ISO_A2", "ISO_A2_EH")
NAMES = ("name", "NAME")

Position = Annotated[list[float], Meta(min_length=2)]
Ring = Annotated[list[Position], Meta(min_length=4)]


class BordersUnusable(Exception):
    """The file cannot be used; the text says why, where, and how to mend it."""


class Polygon(msgspec.Struct, frozen=True, tag="Polygon"):
    coordinates: Annotated[list[Ring], Meta(min_length=1)]


class MultiPolygon(msgspec.Struct, frozen=True, tag="MultiPolygon"):
    coordinates: Annotated[list[Annotated[list[Ring], Meta(min_length=1)]], Meta(min_length=1)]


class BorderCountry(msgspec.Struct, frozen=True):
    """Its ISO 3166 code of two letters, and what it is called."""

    code: str
    name: str


class Border(msgspec.Struct, frozen=True, tag="Feature"):
    properties: BorderCountry
    geometry: Polygon | MultiPolygon


class Borders(msgspec.Struct, frozen=True, tag="FeatureCollection"):
    """GeoJSON as the page takes it."""

    features: list[Border]


class _Collection(msgspec.Struct, frozen=True, tag="FeatureCollection"):
    features: Annotated[list[msgspec.Raw], Meta(min_length=1, max_length=MOST_FEATURES)]


class _Named(msgspec.Struct, frozen=True):
    properties: dict[str, Any] | None = None
    id: Any = None


class _Drawn(msgspec.Struct, frozen=True, tag="Feature"):
    geometry: Polygon | MultiPolygon


def own_borders(file: str) -> bytes:
    """The file as the page takes it, `b""` without one. Raises BordersUnusable."""
    return msgspec.json.encode(read_borders(Path(file))) if file else b""


def read_borders(file: Path) -> Borders:
    """Raises BordersUnusable, with the number and the name of the feature that is wrong."""
    try:
        size = file.stat().st_size
        if size > MOST_BYTES:
            raise BordersUnusable(
                f"page.borders: {file} has {size / 1e6:.0f} MB, more than {MOST_BYTES / 1e6:.0f}: "
                "simplify its shapes (mapshaper does)."
            )
        collection = msgspec.json.decode(file.read_bytes(), type=_Collection)
        return Borders([_border(raw, number) for number, raw in enumerate(collection.features, 1)])
    except OSError as error:
        raise BordersUnusable(f"page.borders: {file} cannot be read: {error.strerror}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BordersUnusable(
            f"page.borders: {file} is no GeoJSON FeatureCollection: {error}."
        ) from error
    except _Wrong as error:
        raise BordersUnusable(f"page.borders: {file}: {error}.") from error


class _Wrong(Exception):
    pass


def _border(raw: msgspec.Raw, number: int) -> Border:
    which = f"feature {number}"
    try:
        named = msgspec.json.decode(raw, type=_Named)
        properties = named.properties or {}
        name = next((str(properties[one]) for one in NAMES if properties.get(one)), "")
        which = f"feature {number} ({name[:60]})" if name else which
        code = _code(properties, named.id, which)
        if not name:
            raise _Wrong(f"{which} ({code}) has no `name` among its properties")
        geometry = msgspec.json.decode(raw, type=_Drawn).geometry
    except msgspec.ValidationError as error:
        raise _Wrong(f"{which} is no Polygon or MultiPolygon: {error}") from error
    _check_places(geometry, which)
    return Border(BorderCountry(code, name), geometry)


def _code(properties: dict[str, Any], own_id: Any, which: str) -> str:
    given = [properties.get(one) for one in CODES] + [properties.get("id"), own_id]
    texts = [str(one).strip().upper() for one in given if one is not None]
    for text in texts:
        if re.fullmatch(r"[A-Z]{2}", text) or text == NO_COUNTRY:
            return text
    told = f'has "{texts[0][:20]}"' if texts else "has nothing"
    raise _Wrong(
        f"{which} {told} for its country: set the property `code` to two letters of ISO 3166 such "
        f'as LU, or to "{NO_COUNTRY}" for land of no agreed country'
    )


def _check_places(geometry: Polygon | MultiPolygon, which: str) -> None:
    polygons = [geometry.coordinates] if isinstance(geometry, Polygon) else geometry.coordinates
    for ring in (ring for polygon in polygons for ring in polygon):
        for longitude, latitude, *_ in ring:
            if abs(longitude) > 180 or abs(latitude) > 90:
                raise _Wrong(
                    f"{which} has a point at {longitude}, {latitude}: write degrees, longitude "
                    "first (WGS 84)"
                )
        if ring[0] != ring[-1]:
            raise _Wrong(f"{which} has a ring that does not end where it begins")
