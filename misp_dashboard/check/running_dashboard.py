"""A dashboard that runs is asked over HTTP, from this machine."""

import json
from http.client import HTTPException
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

from misp_dashboard.cli.failure import Failure
from misp_dashboard.cli.lock import RunLock
from misp_dashboard.config import Config

ANSWER_S = 10.0
EVERY_HOST = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - asked, not bound


class NotAnswered(Exception):
    """The message says what was asked and what came instead; `status` is 0 without an answer."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class RunningDashboard:
    """The dashboard that listens at `server.host` and `server.port`."""

    def __init__(self, config: Config) -> None:
        host = EVERY_HOST.get(config.server.host, config.server.host)
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{config.server.port}"
        # a proxy for the way out has nothing to do with this machine
        self._opener = build_opener(ProxyHandler({}))

    def open(self, path: str, timeout_s: float = ANSWER_S, **asked: Any) -> IO[bytes]:
        """The answer, to be read and closed; whatever its status. Raises NotAnswered."""
        query = f"?{urlencode(asked, doseq=True)}" if asked else ""
        request = Request(f"{self.url}{path}{query}")  # noqa: S310 - always http
        try:
            return self._opener.open(request, timeout=timeout_s)  # type: ignore[no-any-return]
        except HTTPError as error:
            if error.code == 503:
                return error
            error.close()
            raise NotAnswered(f"{self.url}{path} answers {error.code}", error.code) from error
        except (OSError, HTTPException) as error:
            why = getattr(error, "reason", None) or error
            raise NotAnswered(f"{self.url}{path} does not answer: {why}") from error

    def text(self, path: str, timeout_s: float = ANSWER_S, **asked: Any) -> str:
        try:
            with self.open(path, timeout_s, **asked) as answer:
                return answer.read().decode()
        except (OSError, HTTPException, UnicodeDecodeError) as error:
            raise NotAnswered(f"{self.url}{path} broke off: {error}") from error

    def json(self, path: str, timeout_s: float = ANSWER_S, **asked: Any) -> Any:
        """Raises NotAnswered also when the answer is none of ours."""
        try:
            return json.loads(self.text(path, timeout_s, **asked))
        except ValueError as error:
            raise NotAnswered(f"{self.url}{path} answers something else than JSON") from error


def runs(config: Config) -> bool:
    """Whether a dashboard works on the data folder; leaves no trace where there is none."""
    try:
        there = (config.data_dir / "run.lock").exists()
        return there and RunLock(config.data_dir).held_by_other()
    except (OSError, Failure):
        return False  # the link `files` tells
