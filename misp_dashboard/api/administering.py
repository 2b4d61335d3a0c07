"""Changing something takes who may, and a page of ours that asks: no other site's."""

from typing import Any
from urllib.parse import urlsplit

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.problem import Problem, Refusal

OUR_OWN = ("same-origin", "none")
"""What a browser says of a page of the same origin, and of what its user typed."""


def refuse_others(viewer: Viewer) -> None:
    """Raises Refusal for a viewer who does not administer."""
    if not viewer.administers:
        raise Refusal(
            403,
            Problem(
                "not_allowed",
                "This is for those who administer the dashboard.",
                "It is shared with everyone (access.anonymous), so nobody signs in: use "
                "misp-dashboard rejected on the server.",
            ),
        )


def from_our_page(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """A guard of routes that change something. Raises Refusal where a browser asks for another
    site's page, and where what is sent could come from a form of one."""
    headers = connection.headers
    origin, host = headers.get("origin"), headers.get("host", "")
    said = headers.get("sec-fetch-site")
    # a browser that says it is the same origin is right also where a proxy changes the host
    foreign = said not in OUR_OWN if said else bool(origin) and urlsplit(origin).netloc != host
    if foreign:
        raise Refusal(
            403,
            Problem(
                "foreign_page",
                "Another site's page asked for this.",
                "Open the dashboard by its own address and do it there.",
            ),
        )
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Refusal(
            415, Problem("no_json", "What was sent is not JSON.", "Send it as application/json.")
        )
