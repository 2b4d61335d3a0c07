"""What the page may load: from its own origin, and from the one host of the map tiles."""

import asyncio
from typing import Any

from litestar.types import Receive, Scope, Send

from misp_dashboard.api.headers import with_security_headers


async def answers(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})


def policy(tiles_origin: str) -> dict[str, list[str]]:
    """By directive, as a browser is told it."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        raise AssertionError("nothing is read")

    async def ask() -> None:
        scope: Any = {"type": "http", "path": "/"}
        await with_security_headers(answers, tiles_origin)(scope, receive, send)

    asyncio.run(ask())
    told = dict(sent[0]["headers"])[b"content-security-policy"].decode()
    return {name: sources for name, *sources in (one.split() for one in told.split("; "))}


def test_without_tiles_nothing_comes_from_another_host() -> None:
    for directive, sources in policy("").items():
        assert set(sources) <= {"'self'", "'none'", "'unsafe-inline'", "data:", "blob:"}, directive


def test_tiles_allow_their_one_host_to_be_asked_and_no_script_or_style_of_it() -> None:
    origin = "https://tiles.example.org:8443"
    without, with_tiles = policy(""), policy(origin)
    assert {name: set(sources) - set(without[name]) for name, sources in with_tiles.items()} == {
        name: {origin} if name in ("connect-src", "img-src") else set() for name in without
    }
    assert with_tiles["script-src"] == ["'self'"]
