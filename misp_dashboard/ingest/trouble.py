"""What keeps frames from being stored, since when, and what to do about it."""

from datetime import datetime
from typing import Literal, NamedTuple

Part = Literal["store", "journal", "ingest"]


class Trouble(NamedTuple):
    """`part` is what does not do its work; `reason` says why, with the remedy."""

    part: Part
    reason: str
    since: datetime
