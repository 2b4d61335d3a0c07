"""A local dashboard answers only to its own names: a foreign page must not reach it by another."""

from collections.abc import Iterable
from urllib.parse import urlsplit

import msgspec
from litestar.datastructures import Headers
from litestar.response.base import ASGIResponse
from litestar.types import ASGIApp, Receive, Scope, Send

from misp_dashboard.api.problem import Problem


def for_known_hosts(app: ASGIApp, hosts: Iterable[str]) -> ASGIApp:
    """Refuses a request whose Host header names none of `hosts` (without ports)."""
    known = frozenset(hosts)

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if "headers" not in scope:  # the server's own start and stop
            await app(scope, receive, send)
            return
        host = Headers.from_scope(scope).get("host", "")
        if _name(host) in known:
            await app(scope, receive, send)
            return
        problem = Problem(
            "unknown_host",
            f"This dashboard does not answer to the name {host[:100]!r}.",
            "Open it by the address it listens on, or set server.url to the address people open.",
        )
        body = msgspec.json.encode(problem)
        await ASGIResponse(body=body, status_code=421)(scope, receive, send)

    return guarded


def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
