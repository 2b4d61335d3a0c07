"""A map style, and what it names on other hosts than the one the page may load from."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}

Ask = Callable[[str], bytes]


class NotStyle(Exception):
    """The message ends a sentence that began with the address."""


def origin_of(url: str) -> str:
    """As browsers compare it: without the scheme's own port. Where there is no host, the scheme."""
    parts = urlsplit(url)
    if parts.scheme not in DEFAULT_PORTS:
        return f"{parts.scheme}://"
    try:
        port = parts.port
    except ValueError:
        port = None
    suffix = f":{port}" if port and port != DEFAULT_PORTS[parts.scheme] else ""
    return f"{parts.scheme}://{parts.hostname or ''}{suffix}"


def elsewhere(url: str, allowed: set[str], ask: Ask) -> set[str]:
    """The origins that the style at `url`, or a TileJSON of it, names and that are not allowed; the
    page leaves them out as well (web/src/map/baseStyle.ts). Raises NotStyle, and what `ask` raises.
    """
    style = _json(url, ask)
    is_style = style.get("version") == 8 and isinstance(style.get("sources"), dict)
    if not is_style or not isinstance(style.get("layers"), list):
        raise NotStyle("is no map style (version 8 of the MapLibre style specification)")
    found = {origin_of(one) for one in _fonts_and_icons(style, url)}
    for source in style["sources"].values():
        if isinstance(source, dict):
            found |= _of_source(source, url, allowed, ask)
    return found - allowed


def _of_source(source: dict[str, Any], url: str, allowed: set[str], ask: Ask) -> set[str]:
    told, at = source, url
    named = {key: urljoin(url, one) for key in ("url", "data") if (one := _text(source, key))}
    origins = {origin_of(one) for one in named.values()}
    if "url" in named and source.get("type") != "image" and origins <= allowed:
        at = named["url"]
        told = {**_json(at, ask), **source}
    given = told.get("tiles")
    tiles = (
        {origin_of(urljoin(at, str(one))) for one in given} if isinstance(given, list) else set()
    )
    # of several hosts of the same tiles, the allowed one will do
    return origins if tiles & allowed else origins | tiles


def _fonts_and_icons(style: dict[str, Any], url: str) -> Iterator[str]:
    sprite = style.get("sprite")
    sprites = sprite if isinstance(sprite, list) else [{"url": sprite}]
    for one in (_text(style, "glyphs"), *(_text(each, "url") for each in sprites)):
        if one:
            yield urljoin(url, one)


def _json(url: str, ask: Ask) -> dict[str, Any]:
    try:
        answer = json.loads(ask(url))
    except ValueError as error:
        raise NotStyle("answers what is no JSON") from error
    if not isinstance(answer, dict):
        raise NotStyle("answers no JSON object")
    return answer


def _text(given: object, key: str) -> str:
    value = given.get(key) if isinstance(given, dict) else None
    return value if isinstance(value, str) else ""
