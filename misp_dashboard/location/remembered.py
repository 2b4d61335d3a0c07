"""What was read of a text lately is remembered, unless the text is too long to mean anything."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Protocol, TypeVar

Told = TypeVar("Told")

REMEMBERED = 4096


class Guard(Protocol):
    def __call__(self, read: Callable[[str], Told], /) -> Callable[[str], Told]: ...


def remembered(longest: int, nothing: Any) -> Guard:
    """For functions that tell `nothing` of a text with more characters than `longest`: such a text
    is neither read nor kept in memory."""

    def guard(read: Callable[[str], Told], /) -> Callable[[str], Told]:
        again = lru_cache(maxsize=REMEMBERED)(read)

        @wraps(read)
        def guarded(text: str) -> Told:
            return again(text) if len(text) <= longest else nothing

        return guarded

    return guard
