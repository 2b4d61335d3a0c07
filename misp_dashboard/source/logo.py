"""An organisation's logo is asked of one MISP, wherever this version of MISP serves it."""

import json
import logging
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from http.cookiejar import DefaultCookiePolicy
from typing import NamedTuple
from urllib.parse import quote

import requests
import urllib3

from misp_dashboard.source.history.access import Access
from misp_dashboard.source.picture import Picture, picture_of

log = logging.getLogger(__name__)

LIMIT_BYTES = 1 << 18
"""MISP itself takes logos of up to 250 kB."""

SILENT_S = 3.0
"""To connect, and for each part of an answer."""
WHOLE_S = 6.0

AWAY_S = 60.0
"""A MISP that did not answer is left alone for so long."""

MINUTE_S = 60.0
OK, NOT_FOUND, SERVER_ERROR = 200, 404, 500
FORBIDDEN = (401, 403)
BUSY = (429, 503)
CHUNK_BYTES = 1 << 14

A_FILE = re.compile(r"[^/\\\x00-\x1f\x7f]{1,200}")
"""A name that can be a file's."""

NO_LOGO = "logo not found"
"""What MISP says of an organisation that it knows: then no other address needs to be tried."""
NOT_LET_IN = "authentication failed"


class Organisation(NamedTuple):
    """As an instance knows it; `number` is 0 where only its name is known."""

    instance: str
    number: int
    name: str


class NotNow(Exception):
    """It may be had later; the message has no secrets."""


class NotThisOne(NotNow):
    """Others may be had meanwhile."""


class _Answer(NamedTuple):
    """`body` is empty when it was too large, or packed."""

    status: int
    body: bytes


class LogoSource:
    """One MISP; for one thread at a time."""

    def __init__(
        self,
        access: Access,
        stopping: threading.Event | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.instance = access.instance
        self._access = access
        self._stopping = stopping or threading.Event()
        self._clock = clock
        self._away_until_s = clock()
        self._asked_at_s: deque[float] = deque(maxlen=access.requests_per_minute)
        self._session: requests.Session | None = None

    def logo(self, one: Organisation) -> Picture | None:
        """None where it has none that can be shown. Raises NotNow."""
        if self._clock() < self._away_until_s:
            raise NotNow(f"{self.instance} did not answer a moment ago")
        try:
            return self._found(one)
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            # not its text, which has addresses and whatever a proxy said
            raise self._away(type(error).__name__) from error

    def _found(self, one: Organisation) -> Picture | None:
        failed = False
        for path, with_key in _paths(one):
            status, body = self._ask(path, with_key)
            if status == OK and (picture := picture_of(body)):
                return picture
            told = _told(body)
            if status in BUSY or (status in FORBIDDEN and NOT_LET_IN in told):
                raise self._away(f"it answered {status}")
            if with_key and (status == OK or (status == NOT_FOUND and NO_LOGO in told)):
                return None
            failed = failed or status >= SERVER_ERROR
        if failed:
            raise NotThisOne(f"{self.instance} has an error of its own (5xx)")
        return None

    def _ask(self, path: str, with_key: bool) -> _Answer:
        """Raises NotNow, and what `requests` and `urllib3` raise."""
        self._be_gentle()
        until_s = self._clock() + WHOLE_S
        with self._opened().get(
            self._access.url.rstrip("/") + path,
            auth=_Key(self._access.key if with_key else ""),
            verify=self._access.certificates,
            timeout=SILENT_S,
            # who answers elsewhere is not the MISP that was configured
            allow_redirects=False,
            stream=True,
        ) as answer:
            if answer.headers.get("Content-Encoding", "identity") != "identity":
                return _Answer(answer.status_code, b"")
            body = b""
            while part := answer.raw.read1(CHUNK_BYTES, decode_content=False):
                body += part
                if len(body) > LIMIT_BYTES:
                    return _Answer(answer.status_code, b"")
                if self._stopping.is_set() or self._clock() > until_s:
                    raise self._away("it took too long")
            return _Answer(answer.status_code, body)

    def _be_gentle(self) -> None:
        """At most so many requests within any minute; those beyond are not waited for."""
        now_s = self._clock()
        is_full = len(self._asked_at_s) == self._asked_at_s.maxlen
        if self._stopping.is_set() or (is_full and now_s - self._asked_at_s[0] < MINUTE_S):
            raise NotNow(f"{self.instance} was asked enough for now")
        self._asked_at_s.append(now_s)

    def _away(self, why: str) -> NotNow:
        self._away_until_s = self._clock() + AWAY_S
        log.info(
            "%s did not answer for a logo (%s); it is asked again in a minute", self.instance, why
        )
        return NotNow(f"{self.instance} did not answer: {why}")

    def _opened(self) -> requests.Session:
        if self._session is None:
            # it would warn at every request; who sets `verify_tls = false` knows
            urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
            self._session = requests.Session()
            self._session.headers.update(
                {
                    "User-Agent": "MISP Dashboard",
                    # MISP takes a key from programs only, and knows them by this
                    "Accept": "application/json",
                    "Accept-Encoding": "identity",
                }
            )
            # MISP opens a session with each answer, which nobody needs
            self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        return self._session


class _Key(requests.auth.AuthBase):
    """The key, or nothing: without one of its own, `requests` takes what .netrc has for a host."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._key:
            request.headers["Authorization"] = self._key
        return request


def _paths(one: Organisation) -> Iterator[tuple[str, bool]]:
    """Where it may be, in order, and whether that takes the key.

    MISP 2.5 answers it by the organisation's number. Until some version of 2.4 logos lay in the
    open, as files named by number or name; MISP knows no others by their addresses.
    """
    if one.number:
        yield f"/organisations/getOrgLogo/{one.number}.json", True
        yield f"/img/orgs/{one.number}.png", False
    if A_FILE.fullmatch(one.name):
        yield f"/img/orgs/{quote(one.name, safe='')}.png", False


def _told(body: bytes) -> str:
    """The message in what MISP says instead, in small letters; "" without one."""
    try:
        told = json.loads(body)
    except ValueError:
        return ""
    return str(told.get("message")).lower() if isinstance(told, dict) else ""
