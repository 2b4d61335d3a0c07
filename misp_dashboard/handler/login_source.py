"""The address that somebody signs in from is in one of three places of an audit entry."""

import ipaddress
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from misp_dashboard.message.audit import Log

_in_title = re.compile(r"from IP: ([0-9a-fA-F:.]{2,45}?)\.?(?=\s|$)").findall
"""`Failed login attempt using username a@b.example from IP: 192.0.2.1.`"""


def signed_in_from(log: Log) -> str:
    """An IPv4 or IPv6 address, or "" where the entry has none."""
    return next(_told(log), "")


def _told(log: Log) -> Iterator[str]:
    # what was typed as the name may look like an address, but comes before the real one
    for text in (log.ip, _of_change(log.change), *reversed(_in_title(log.title or ""))):
        try:
            yield str(ipaddress.ip_address(str(text or "").strip()))
        except ValueError:
            continue


def _of_change(change: Any) -> Any:
    """MISP writes JSON into the text of a login's `change`."""
    if not isinstance(change, str):
        return None
    try:
        told = msgspec.json.decode(change)
    except (ValueError, RecursionError):
        return None
    return told.get("ip") if isinstance(told, dict) else None
