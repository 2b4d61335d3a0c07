"""Text that came from outside is made printable before a terminal sees it."""

import re

_UNPRINTABLE = re.compile(
    r"[^\t\n\x20-\x7e\xa1-\u200a\u2010-\u2027\u2030-\u2065\u2070-\ufffd"
    r"\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Control characters could rewrite the screen or the title; direction marks reorder a line."""


def printable(text: str) -> str:
    """The text with every character that a terminal would obey written as an escape."""
    return _UNPRINTABLE.sub(lambda found: ascii(found[0])[1:-1], text)


def one_line(text: str, width: int) -> str:
    """The text on one line, cut to a width."""
    line = printable(text).replace("\n", "\\n").replace("\t", " ")
    return line if len(line) <= width else f"{line[: width - 1]}…"
