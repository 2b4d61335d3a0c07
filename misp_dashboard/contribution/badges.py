"""Badges and the two highest ranks are honours that administrators give."""

from collections.abc import Sequence

import msgspec

BADGES = ("code", "donor", "upvoted", "valuable", "plenty")

RANKS = {"15": 15, "16": 16}

HONOURS = (*RANKS, *BADGES)
"""What can be given and taken, as the command writes it."""


class Badge(msgspec.Struct, frozen=True):
    """`text` says what it is given for."""

    badge: str
    title: str
    text: str


def badges_of(titles: Sequence[str], texts: Sequence[str]) -> tuple[Badge, ...]:
    return tuple(Badge(*one) for one in zip(BADGES, titles, texts, strict=True))
