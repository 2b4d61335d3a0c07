"""Whom a row may be shown to: "inherit" is resolved as far as the frame tells."""

from typing import Protocol, TypedDict

from misp_dashboard.activity.row import UNKNOWN
from misp_dashboard.message.number import INHERIT, SHARING_GROUP


class Shared(Protocol):
    """An attribute, an object, an event, a report: whatever has a distribution in MISP."""

    @property
    def distribution(self) -> int: ...
    @property
    def sharing_group_id(self) -> int: ...


class Distribution(TypedDict):
    """The columns of a row that say it."""

    distribution: int
    sharing_group_id: int


NOT_TOLD = Distribution(distribution=UNKNOWN, sharing_group_id=0)


def effective(*chain: Shared | None) -> Distribution:
    """From the inside out, the first that does not inherit; `None` is one the frame leaves out."""
    for part in chain:
        if part is None or part.distribution > INHERIT:
            break
        if part.distribution != INHERIT:
            group = part.sharing_group_id if part.distribution == SHARING_GROUP else 0
            return Distribution(distribution=part.distribution, sharing_group_id=group)
    return NOT_TOLD
