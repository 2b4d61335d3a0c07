"""A file is fetched over HTTP, through the proxy that the environment names."""

import hashlib
import re
import ssl
from base64 import b64encode
from collections.abc import Callable
from http import HTTPStatus
from http.client import HTTPException, HTTPMessage
from typing import IO, BinaryIO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

import msgspec

from misp_dashboard import __version__
from misp_dashboard.config import Secret
from misp_dashboard.config.rule import is_loopback
from misp_dashboard.location.geoip_refused import GeoipRefused

LIMIT_BYTES = 2 << 30
TIMEOUT_S = 60
"""Without a single byte."""

CHUNK_BYTES = 1 << 18

Progress = Callable[[int, int | None], object]
"""Told how many bytes have come, and how many there will be where the server says so."""


class NotOffered(GeoipRefused):
    """The server has no such file."""


class Unreachable(GeoipRefused):
    """The server could not be asked at all."""


class Account(msgspec.Struct, frozen=True):
    """For sources that ask who it is."""

    number: str
    key: Secret


def fetch(
    url: str,
    into: BinaryIO,
    account: Account | None = None,
    progress: Progress = lambda _done, _total: None,
    limit_bytes: int = LIMIT_BYTES,
    what: str = "a GeoIP database",
) -> str:
    """Write what is at an address to a file; answers its SHA-256, in hexadecimal. `what` is what
    should be there.

    Raises GeoipRefused with what is wrong, in words that hold neither key nor signed addresses.
    """
    host = urlsplit(url).netloc
    try:
        with _opener().open(_request(url, account), timeout=TIMEOUT_S) as answer:
            length = answer.headers.get("Content-Length", "")
            total = int(length) if length.isdecimal() else None
            digest, done = hashlib.sha256(), 0
            while chunk := answer.read(CHUNK_BYTES):
                done += len(chunk)
                if done > limit_bytes or (total or 0) > limit_bytes:
                    raise GeoipRefused(f"{url} is larger than {what} can be.")
                _write(into, chunk)
                digest.update(chunk)
                progress(done, total)
    except HTTPError as error:
        error.close()
        raise _refusal(url, error.code, account) from None
    except (URLError, OSError, HTTPException) as error:
        raise Unreachable(f"{host} cannot be reached: {_reason(error)}.") from None
    if total is not None and done != total:
        raise GeoipRefused(f"{url} broke off after {done:,} of {total:,} bytes.", "Try again.")
    return digest.hexdigest()


def _write(into: BinaryIO, chunk: bytes) -> None:
    try:
        into.write(chunk)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise GeoipRefused(f"The download cannot be written: {reason}.", "Make room.") from error


def _request(url: str, account: Account | None) -> Request:
    request = Request(url, headers={"User-Agent": f"misp-dashboard/{__version__}"})  # noqa: S310
    if account is not None:
        parts = urlsplit(url)
        if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
            raise GeoipRefused(
                f"{url} is not encrypted: everyone on the way could read the licence key.",
                "Set location.geoip_url to an address that begins with https://.",
            )
        both = f"{account.number}:{account.key.reveal()}".encode()
        # Not for the host that the request is redirected to: its address is signed already.
        request.add_unredirected_header("Authorization", f"Basic {b64encode(both).decode()}")
    return request


def _opener() -> OpenerDirector:
    """HTTP and HTTPS alone, with the certificates that this system trusts."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),
        UnknownHandler(),
        HTTPHandler(),
        HTTPSHandler(context=ssl.create_default_context()),
        HTTPDefaultErrorHandler(),
        _Redirect(),
        HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


class _Redirect(HTTPRedirectHandler):
    """Follows, but not from an encrypted address to one that is not."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        if req.type == "https" and urlsplit(newurl).scheme != "https":
            asked = urlsplit(req.full_url).netloc
            raise GeoipRefused(f"{asked} leads to an address that is not encrypted.")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _refusal(url: str, code: int, account: Account | None) -> GeoipRefused:
    if code in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return NotOffered(f"There is nothing at {url}.")
    if code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN) and account is not None:
        return GeoipRefused(
            f"{urlsplit(url).netloc} does not accept the account or its licence key.",
            "See location.maxmind_account and location.maxmind_licence_key.",
        )
    if code == HTTPStatus.TOO_MANY_REQUESTS:
        return GeoipRefused(
            f"{urlsplit(url).netloc} has been asked too often.", "Try again tomorrow."
        )
    try:
        phrase = f" ({HTTPStatus(code).phrase})"
    except ValueError:
        phrase = ""
    return GeoipRefused(f"{url} was answered with {code}{phrase}.", "Try again later.")


def _reason(error: Exception) -> str:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({reason.verify_message})"
    if isinstance(reason, TimeoutError):
        return "no answer in time"
    if isinstance(reason, OSError) and reason.strerror:
        return reason.strerror[:1].lower() + reason.strerror[1:]
    # What the server said is not repeated: it may hold an address that is signed for us.
    tunnel = re.match(r"Tunnel connection failed: \d{3}", str(reason))
    return f"proxy: {tunnel[0].lower()}" if tunnel else type(reason).__name__
