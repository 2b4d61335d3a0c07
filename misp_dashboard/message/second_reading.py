"""A body that does not fit at first is read again, forgiving how PHP writes what is empty.

MISP writes `[]` or `null` or `""` for what it has not, `{"0": …, "3": …}` for a list with gaps, and
in some versions numbers where others have text. All of it decodes once the empty is left out and
every value is text.
"""

from typing import Any


def forgive(value: Any) -> Any:
    """The same value with nothing empty in it, lists as lists, and every scalar as text."""
    if isinstance(value, dict):
        if value and all(key.isdecimal() for key in value):
            return [forgive(item) for item in value.values()]
        return {key: forgive(item) for key, item in value.items() if not _is_empty(item)}
    if isinstance(value, list):
        return [forgive(item) for item in value if not _is_empty(item)]
    if isinstance(value, bool):
        return "1" if value else "0"
    return value if isinstance(value, str) else str(value)


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or value == [] or value == {}
