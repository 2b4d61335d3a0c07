"""Host names in the one way that lists and values are compared in."""

import re

LONGEST = 253
"""Characters; DNS allows no longer name."""

_HOST = re.compile(r"(?:[^/?#]*//)?(?:[^/?#\\]*@)?([^/?#\\:]*)")


def folded(text: str) -> str:
    """In small letters, and an international name as DNS has it (`xn--…`)."""
    text = text.strip().lower()
    if text.isascii() or len(text) > LONGEST:
        return text
    try:
        return text.encode("idna").decode("ascii")
    except UnicodeError:
        return text


def host_of(value: str) -> str:
    """The host of a URL, or of `host`, `host:port` and `host/path`; "" when there is none."""
    found = _HOST.match(value)
    host = found[1].strip(". ") if found else ""
    return folded(host) if len(host) <= LONGEST else ""
