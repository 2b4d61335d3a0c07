"""Requests are counted by question and status, and timed, for the figures at /metrics."""

import time
from collections import Counter, defaultdict

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

NOT_FOUND = 404
OPEN_FOR_LONG = "live"
"""A live stream is open as long as a page is: it is counted when it begins, and not timed."""


class RequestCount:
    """`answered` by question and status; `seconds` by question, until the last byte was sent.

    A question is the word after `/api/`; everything else (the page and its files) is "page".
    Unknown paths are one question, so that nobody can make up figures.
    """

    def __init__(self) -> None:
        self.answered: Counter[tuple[str, int]] = Counter()
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def counting(self, app: ASGIApp) -> ASGIApp:
        async def counted(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != ScopeType.HTTP:
                await app(scope, receive, send)
                return
            began_s = time.monotonic()
            question = ""

            async def noticed(message: Message) -> None:
                nonlocal question
                if message["type"] == "http.response.start":
                    question = _question(scope["path"], message["status"])
                    self.answered[question, message["status"]] += 1
                await send(message)

            await app(scope, receive, noticed)
            if question and question != OPEN_FOR_LONG:
                self.seconds[question] += time.monotonic() - began_s

        return counted


def _question(path: str, status: int) -> str:
    if status == NOT_FOUND:
        return "unknown"
    parts = path.split("/")
    return parts[2] if len(parts) > 2 and parts[1] == "api" and parts[2] else "page"
