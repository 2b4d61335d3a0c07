"""Faults of the administrator's map tiles are found by the check, each with its remedy."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from misp_dashboard.check.finding import Result
from misp_dashboard.check.map_style import elsewhere, origin_of

Check = Callable[..., dict[str, Result]]

STYLE: dict[str, Any] = {"version": 8, "sources": {}, "layers": []}
KEY = "hunter2"


class Server:
    """Answers `files`, each a content or a status; any page may read them."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.files: dict[str, object] = {}
        self.allowed = "*"


@pytest.fixture
def server() -> Iterator[Server]:
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = one.files.get(self.path.partition("?")[0], 404)
            status = content if isinstance(content, int) else 302 if content == "away" else 200
            self.send_response(status)
            if content == "away":
                self.send_header("Location", one.origin.replace("127.0.0.1", "localhost"))
            if one.allowed:
                self.send_header("Access-Control-Allow-Origin", one.allowed)
            self.end_headers()
            self.wfile.write(json.dumps(content).encode())

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    one = Server(f"http://127.0.0.1:{http.server_port}")
    threading.Thread(target=http.serve_forever, daemon=True).start()
    yield one
    http.shutdown()
    http.server_close()


@pytest.fixture
def tiles(check: Check, settings: Any, server: Server) -> Callable[..., tuple[str, str, str]]:
    def asked(path: str = f"/style.json?key={KEY}") -> tuple[str, str, str]:
        settings["page.tiles_url"] = server.origin + path
        result = check("tiles")["tiles"]
        assert KEY not in result.reason + result.remedy
        return result.verdict, result.reason, result.remedy

    return asked


Asked = Callable[..., tuple[str, str, str]]


def test_without_tiles_nothing_is_asked(check: Check) -> None:
    assert check("tiles")["tiles"].reason == "none are configured: the maps need no network"


def test_a_style_of_one_host_is_well(tiles: Asked, server: Server) -> None:
    source = {"type": "vector", "url": "data/map.json"}
    server.files["/style.json"] = {**STYLE, "sources": {"map": source}, "sprite": "/icons"}
    server.files["/data/map.json"] = {"tiles": ["{z}/{x}/{y}.pbf"]}
    assert tiles()[:2] == (
        "ok", f"{server.origin} answers, and lets http://127.0.0.1:8080 read it",
    )  # fmt: skip


def test_what_a_style_or_its_tile_json_has_elsewhere_is_named(tiles: Asked, server: Server) -> None:
    source = {"type": "vector", "url": "/map.json"}
    fonts = "https://fonts.example.net/{fontstack}/{range}.pbf"
    server.files["/style.json"] = {**STYLE, "sources": {"map": source}, "glyphs": fonts}
    server.files["/map.json"] = {"tiles": ["https://far.example.net:8443/{z}/{x}/{y}.pbf"]}
    verdict, reason, remedy = tiles()
    assert verdict == "warning"
    assert "names https://far.example.net:8443, https://fonts.example.net:" in reason
    assert f"put that on {server.origin}, too" in remedy


def test_both_schemes_are_asked_for(tiles: Asked, server: Server) -> None:
    server.files["/dark.json"] = STYLE
    verdict, reason, _ = tiles(f"/{{scheme}}.json?key={KEY}")
    assert (verdict, reason) == ("warning", f"{server.origin}/light.json?key=*** answers 404")


@pytest.mark.parametrize(
    ("content", "told", "mended"),
    [
        (403, "answers 403", "or the key in it"),
        ({"tilejson": "3.0.0"}, "is no map style", "the address of a map style"),
        ([], "answers no JSON object", "the address of a map style"),
        ("away", "leads on to http://localhost:", "to where it leads"),
    ],
)
def test_what_is_no_style_is_told(
    tiles: Asked, server: Server, content: object, told: str, mended: str
) -> None:
    server.files["/style.json"] = content
    server.files["/"] = STYLE
    verdict, reason, remedy = tiles()
    assert verdict == "warning"
    assert told in reason
    assert mended in remedy


@pytest.mark.parametrize("allowed", ["", "https://other.example"])
@pytest.mark.parametrize("path", ["/style.json", "/{z}/{x}/{y}.png"])
def test_the_page_has_to_have_leave_to_read_them(
    tiles: Asked, server: Server, allowed: str, path: str
) -> None:
    server.files |= {"/style.json": STYLE, "/0/0/0.png": "a picture"}
    server.allowed = "http://127.0.0.1:8080"
    assert tiles(path)[0] == "ok"
    server.allowed = allowed
    verdict, reason, remedy = tiles(path)
    assert verdict == "warning"
    assert "does not let a page on http://127.0.0.1:8080 read it" in reason
    assert '"Access-Control-Allow-Origin: http://127.0.0.1:8080"' in remedy


def test_nobody_there_is_no_more_than_a_warning(check: Check, settings: Any) -> None:
    settings["page.tiles_url"] = f"http://127.0.0.1:1/style.json?key={KEY}"
    result = check("tiles")["tiles"]
    assert result.verdict == "warning"
    assert result.reason == "http://127.0.0.1:1 cannot be reached from this machine"
    assert KEY not in result.remedy


def test_a_page_on_https_loads_nothing_in_clear(check: Check, settings: Any) -> None:
    settings["server.url"] = "https://dash.example.org"
    settings["page.tiles_url"] = "http://tiles.example.org/style.json"
    assert "is not encrypted" in check("tiles")["tiles"].reason


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://Tiles.Example.org:443/a?b", "https://tiles.example.org"),
        ("http://tiles.example.org:8080/{z}", "http://tiles.example.org:8080"),
        ("pmtiles://https://tiles.example.org/a", "pmtiles://"),
        ("https://tiles.example.org:x/", "https://tiles.example.org"),
    ],
)
def test_an_origin_is_what_browsers_compare(url: str, origin: str) -> None:
    assert origin_of(url) == origin


def test_of_several_hosts_of_the_same_tiles_the_allowed_one_will_do() -> None:
    tiles = ["https://a.example/{z}/{x}/{y}", "https://b.example/{z}/{x}/{y}"]
    style = {**STYLE, "sources": {"map": {"type": "raster", "tiles": tiles}}}
    url = "https://b.example/style.json"
    assert elsewhere(url, {"https://b.example"}, lambda _: json.dumps(style).encode()) == set()
