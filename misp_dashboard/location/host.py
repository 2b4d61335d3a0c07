"""The host in a URL, an e-mail address or a name with a port."""

import re

LONGEST = 2_000
"""Characters; in a longer URL no host is looked for."""

_HOST = re.compile(
    r"\s*(?:[a-z][a-z0-9+.-]*:(?:\[:?\])?//)?(?:[^/?#@\s]*@)?(\[[0-9a-f:.]+\]|[^/?#:@|\s\[\]]+)",
    re.IGNORECASE,
)

_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|\[[0-9a-f:.]+\]", re.IGNORECASE)


def host_of(text: str) -> str:
    """In small letters, without port, user and path; an IPv6 address in brackets; "" for none."""
    found = _HOST.match(text) if len(text) <= LONGEST else None
    return found[1].rstrip(".").lower() if found else ""


def address_of(text: str) -> str:
    """The host of a URL where it is an address, "" where it is a name."""
    host = host_of(text)
    return host if _ADDRESS.fullmatch(host) else ""
