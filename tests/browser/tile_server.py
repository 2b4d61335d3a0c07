"""A tile server of one's own: a map style, its TileJSON, and one vector tile for everywhere."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

FAR = "far.example.net"
CREDIT = '<a href="https://tiles.example">&copy; Somebody</a><img src=x onerror="window.hacked=1">'


def field(number: int, content: bytes | int) -> bytes:
    """Protocol buffers: a number, or bytes with their length; all small here."""
    if isinstance(content, int):
        return varint(number << 3) + varint(content)
    return varint(number << 3 | 2) + varint(len(content)) + content


def varint(number: int) -> bytes:
    more = number >> 7
    return bytes([number & 127 | 128]) + varint(more) if more else bytes([number])


def vector_tile() -> bytes:
    """A layer `all` with one square, the whole tile (the Mapbox Vector Tile specification, 4.3)."""
    side = 4096
    ring = (9, 0, 0, 26, 2 * side, 0, 0, 2 * side, 2 * side - 1, 0, 15)
    square = field(3, 3) + field(4, b"".join(map(varint, ring)))
    return field(3, field(15, 2) + field(1, b"all") + field(2, square) + field(5, side))


class TileServer:
    """`asked` is what was asked for; with `broken`, tiles are answered by an error."""

    def __init__(self, server: ThreadingHTTPServer, asked: list[str]) -> None:
        self.broken = False
        self.origin = f"http://127.0.0.1:{server.server_port}"
        self.host = f"127.0.0.1:{server.server_port}"
        self.asked = asked

    def tiles(self) -> list[str]:
        return [path for path in self.asked if path.endswith(".pbf")]


def style(colour: str) -> dict[str, Any]:
    """The square in a colour; a layer and a font of another host; one layer that is not right."""
    far = f"https://{FAR}"
    return {
        "version": 8,
        "glyphs": f"{far}/{{fontstack}}/{{range}}.pbf",
        "sources": {
            "map": {"type": "vector", "url": "/map.json"},
            "far": {"type": "raster", "tiles": [f"{far}/{{z}}/{{x}}/{{y}}.png"]},
        },
        "layers": [
            {"id": "sea", "type": "background", "paint": {"background-color": "#000000"}},
            {"id": "far", "type": "raster", "source": "far"},
            {"id": "wrong", "type": "fill", "source": "map", "source-layer": "all", "paint": 7},
            {
                "id": "land",
                "type": "fill",
                "source": "map",
                "source-layer": "all",
                "paint": {"fill-color": colour, "fill-antialias": False},
            },
        ],
    }


@contextmanager
def tile_server(styles: dict[str, str]) -> Iterator[TileServer]:
    """`styles` are the colour of the square in each style."""
    asked: list[str] = []
    tile_json = {"tiles": ["tiles/{z}/{x}/{y}.pbf"], "maxzoom": 2, "attribution": CREDIT}
    files = {f"/{name}.json": json.dumps(style(colour)).encode() for name, colour in styles.items()}
    files["/map.json"] = json.dumps(tile_json).encode()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            asked.append(path)
            content = vector_tile() if path.endswith(".pbf") else files.get(path)
            self.send_response(500 if one.broken else 200 if content else 404)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(b"" if one.broken else content or b"")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    one = TileServer(server, asked)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield one
    finally:
        server.shutdown()
        server.server_close()
