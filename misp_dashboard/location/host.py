"""The host in a URL, an e-mail address or a name with a port."""

import re

LONGEST = 2_000
"""Characters; in a longer URL no host is looked for."""

_BEFORE = r"\s*(?:[a-z][a-z0-9+.-]*(?::|\[:\])//)?(?:[^/?#@\s]*@)?"
"""Scheme and user; some write `hxxp[:]//`, so that nobody clicks on it."""

_HOST = re.compile(_BEFORE + r"(\[[0-9a-f:.]+\]|[^/?#:@|\s\[\]]+)", re.IGNORECASE)

_ADDRESS = re.compile(
    _BEFORE + r"((?:\d{1,3}\.){3}\d{1,3}|\[[0-9a-f:.]+\])\.?(?=[/?#:|]|\s*$)", re.IGNORECASE
)


def host_of(text: str) -> str:
    """In small letters, without port, user and path; an IPv6 address in brackets; "" for none."""
    found = _HOST.match(text) if len(text) <= LONGEST else None
    return found[1].rstrip(".").lower() if found else ""


def address_of(text: str) -> str:
    """The host of a URL where it is an address, "" where it is a name."""
    # most hosts are names, and this tells sooner than taking the host out and looking at it
    found = _ADDRESS.match(text) if len(text) <= LONGEST else None
    return found[1] if found else ""
