"""A browser tab that remembers every error it had and every request that left our origin."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Request

LOCAL = ("data", "blob", "about")
"""Schemes that no network is used for."""

SIZE = {"width": 1440, "height": 900}

BLOCKED = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""A browser started with this reaches nothing but this machine, whatever a page asks for."""

AWAY = ("net::ERR_", "status of 502", "status of 503")
"""What the browser itself writes to the console when a server is stopped or says it is busy."""


class Guarded:
    """A fresh context of the browser; `problems` is empty when all went well.

    A test that provokes an error says what the console will contain: `expected` texts are no
    problem. Motion is reduced but where a test is about it: drawing it takes most of the time.
    """

    def __init__(self, browser: Browser, origin: str, **options: Any) -> None:
        self.problems: list[str] = []
        self.expected: list[str] = []
        self._origin = origin
        options.setdefault("viewport", SIZE)
        options.setdefault("reduced_motion", "reduce")
        self.context: BrowserContext = browser.new_context(**options)
        self.context.on("request", self._requested)
        self.context.on("console", self._written)
        self.context.on("weberror", lambda error: self._failed(str(error.error)))

    def expect(self, *texts: str) -> None:
        self.expected += texts

    def close(self) -> None:
        self.context.close()

    def unexpected(self) -> list[str]:
        return [one for one in self.problems if not any(text in one for text in self.expected)]

    def _requested(self, request: Request) -> None:
        address = urlsplit(request.url)
        foreign = f"{address.scheme}://{address.netloc}" != self._origin
        if foreign and address.scheme not in LOCAL:
            self.problems.append(f"asked another origin: {request.url}")

    def _written(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.problems.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _failed(self, error: str) -> None:
        self.problems.append(f"uncaught: {error}")


OpenGuarded = Callable[..., Guarded]
"""Opens one on an origin, with Playwright's options of a context; closed at the end of a test."""
