"""A regular expression as MISP's lists write it, `/pattern/flags`, made one of Python's."""

import re

LONGEST = 1000
"""Characters of a value that expressions look at: longer ones are not matched, so that a slow
expression does not hold up everything behind it."""

FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}

_WITHOUT_MEANING_HERE = frozenset("gu")


def read_expression(text: str) -> re.Pattern[str] | None:
    """The expression, None when Python cannot make one of it."""
    pattern, flags = text, ""
    if len(text) > 1 and text[0] in "/#~!":
        pattern, _, flags = text[1:].rpartition(text[0])
    try:
        chosen = [FLAGS[flag] for flag in flags if flag not in _WITHOUT_MEANING_HERE]
        return re.compile(pattern, sum(chosen))
    except (KeyError, re.error, OverflowError, RecursionError):
        return None
