"""An answer of an instance's web server, to somebody without a key."""

import socket
import ssl
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from misp_dashboard.source.history.access import Access

PATH = "/users/heartbeat"
"""MISP answers it without signing in; whatever is answered will do."""
TIMEOUT_S = 10.0


class WebAnswer(msgspec.Struct, frozen=True):
    """`clock_at` is what the server takes for now, None when it does not say; `asked_at` is our
    clock when it was asked, half of the way there and back added."""

    status: int
    asked_at: datetime
    clock_at: datetime | None
    certificate_until: datetime | None


class WebUnanswered(Exception):
    """The message is that of the library."""

    def __init__(self, message: str, kind: Literal["certificate", "unreachable"]) -> None:
        super().__init__(message)
        self.kind = kind


def ask_web(access: Access) -> WebAnswer:
    """Raises WebUnanswered. Goes the way that PyMISP goes, through the same proxies."""
    import requests

    began_at = datetime.now(UTC)
    try:
        answer = requests.get(
            f"{access.url.rstrip('/')}{PATH}",
            verify=access.certificates,
            timeout=TIMEOUT_S,
            allow_redirects=False,
        )
    except requests.exceptions.SSLError as error:
        raise WebUnanswered(str(error), "certificate") from error
    except requests.exceptions.Timeout as error:
        raise WebUnanswered(f"no answer within {TIMEOUT_S:g} s", "unreachable") from error
    except (requests.exceptions.RequestException, OSError) as error:
        raise WebUnanswered(_innermost(error), "unreachable") from error
    return WebAnswer(
        status=answer.status_code,
        asked_at=began_at + (datetime.now(UTC) - began_at) / 2,
        clock_at=_date(answer.headers.get("Date", "")),
        certificate_until=_certificate_until(access),
    )


def _innermost(error: BaseException) -> str:
    """Of the errors that libraries wrapped in each other, the one that says most simply why."""
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    cause = getattr(reason, "__cause__", None) or error.__cause__
    return (
        getattr(cause, "strerror", None)
        or str(reason or error).rpartition(">")[2].rpartition("] ")[2].strip(": ")
        or type(error).__name__
    )


def _date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except ValueError:
        return None


def _certificate_until(access: Access) -> datetime | None:
    """None when it is not looked at, or another way than ours leads there (a proxy)."""
    parts = urlsplit(access.url)
    if parts.scheme != "https" or not access.verify_tls or not parts.hostname:
        return None
    context = ssl.create_default_context(cafile=access.ca_file or None)
    place = (parts.hostname, parts.port or 443)
    with (
        suppress(OSError, ValueError),
        socket.create_connection(place, TIMEOUT_S) as plain,
        context.wrap_socket(plain, server_hostname=parts.hostname) as sealed,
    ):
        certificate = sealed.getpeercert() or {}
        until_s = ssl.cert_time_to_seconds(str(certificate.get("notAfter", "")))
        return datetime.fromtimestamp(until_s, UTC)
    return None
