"""A secret is a text that shows itself to nobody who does not ask for it by name."""

from hmac import compare_digest
from typing import NoReturn


class Secret:
    """Holds a password so that logs, `repr`, f-strings and tracebacks show `***` instead.

    False when it is empty, which means that no password is set.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str = "") -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself: only for the call that needs it, never to be kept or shown."""
        return self._text

    def __bool__(self) -> bool:
        return self._text != ""

    def __repr__(self) -> str:
        return "***" if self._text else "(not set)"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return compare_digest(self._text.encode(), other._text.encode())

    def __hash__(self) -> int:
        return hash((Secret, self._text))

    def __reduce__(self) -> NoReturn:
        # A pickle would carry it in clear to another process or a file.
        raise TypeError("a secret cannot be pickled")
