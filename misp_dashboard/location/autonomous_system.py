"""An autonomous system, and the ways people write its number."""

import re

import msgspec

LARGEST = (1 << 32) - 1
LONGEST = 256
"""Characters; longer texts are no AS number with a name after it."""

_WRITTEN = re.compile(r"(?:ASN?[ :]?)?(\d{1,10})(?:\.(\d{1,5}))?(?![\w.])", re.IGNORECASE)


class AutonomousSystem(msgspec.Struct, frozen=True, gc=False):
    """`name` is that of the organisation which runs it, "" when no database tells."""

    number: int
    name: str = ""


def read_number(text: str) -> int:
    """15169 of "AS15169", "15169", "as15169 GOOGLE" and (as RFC 5396 has it) 65537 of "1.1";
    0, which is nobody's, when it is none."""
    found = _WRITTEN.match(text.strip()) if len(text) <= LONGEST else None
    if found is None:
        return 0
    high, low = found.groups()
    if low is None:
        number = int(high)
    elif int(high) > 0xFFFF or int(low) > 0xFFFF:
        return 0
    else:
        number = int(high) << 16 | int(low)
    return number if number <= LARGEST else 0
