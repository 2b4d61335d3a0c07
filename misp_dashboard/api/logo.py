"""The logos of organisations, as far as the API needs them: kept, or fetched from a MISP."""

from collections.abc import Sequence
from typing import Protocol

Organisation = tuple[str, int, str]
"""An instance, MISP's number and the name there."""


class Picture(Protocol):
    """`tag` is the same for the same bytes (an entity tag of HTTP, with its quotes)."""

    @property
    def media_type(self) -> str: ...
    @property
    def body(self) -> bytes: ...
    @property
    def tag(self) -> str: ...


class Found(Protocol):
    """`picture` is None where there is none; `is_final` false where that may change soon."""

    @property
    def picture(self) -> Picture | None: ...
    @property
    def is_final(self) -> bool: ...


class Logos(Protocol):
    """`known` answers at once, None where somebody has to be asked; `find` may take seconds."""

    @property
    def instances(self) -> Sequence[str]: ...
    def known(self, asked: Sequence[Organisation]) -> Found | None: ...
    def find(self, asked: Sequence[Organisation]) -> Found: ...
