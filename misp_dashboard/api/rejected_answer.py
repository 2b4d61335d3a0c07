"""The frames nobody could understand, as the API tells of them."""

from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec


class RejectedRow(msgspec.Struct, frozen=True, kw_only=True):
    """One without its body; `number` stays its own for good."""

    number: int
    instance: str
    topic: str
    reason: str
    received_at: datetime
    bytes: int


class RejectedList(msgspec.Struct, frozen=True, kw_only=True):
    """The newest first; `next` is the `before` of the following ones, `total` how many there are
    in all, `dropped` how many had to make room for newer ones."""

    rejected: list[RejectedRow]
    next: int | None
    total: int
    dropped: int


class RejectedFrame(msgspec.Struct, frozen=True, kw_only=True):
    """One as it is kept, audit frames without their keys. `body` is text, with what is no UTF-8
    as `\\xff`; `cut` when it is longer than is shown."""

    number: int
    instance: str
    topic: str
    reason: str
    received_at: datetime
    bytes: int
    body: str
    is_json: bool
    cut: bool


Numbers = Sequence[int] | None
"""None for all that there are."""


class RejectedFrames(msgspec.Struct, frozen=True):
    """What the routes may do with them. Raises `Refusal` for numbers that there are not, and where
    the journal cannot be used."""

    list: Callable[[int, int | None, str | None], RejectedList]
    """With limit, `before` and the name of an instance."""
    show: Callable[[int, bool], RejectedFrame]
    """With the number, and whether JSON is to be indented."""
    retry: Callable[[Numbers], int]
    discard: Callable[[Numbers], int]
