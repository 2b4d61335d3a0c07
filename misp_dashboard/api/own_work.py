"""What the dashboard tells of its own work: the topics it hears, and what it needs for that."""

from datetime import datetime
from typing import Literal

import msgspec


class TopicAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Frames of one topic of one instance since the start. `use` says whether they become
    activities, are of no use (`why` says why), or are of a topic nobody knows."""

    instance: str
    topic: str
    frames: int
    frames_per_minute: int
    last_frame_at: datetime
    use: Literal["read", "ignored", "unknown"]
    why: str


class Topics(msgspec.Struct, frozen=True):
    """Those with most frames first; counted since `since`."""

    topics: list[TopicAnswer]
    since: datetime


class JournalState(msgspec.Struct, frozen=True, kw_only=True):
    """Frames that wait to be stored, the oldest since when, and the size of the file."""

    waiting: int
    oldest_waiting_at: datetime | None
    bytes: int
    retention_hours: float


class Room(msgspec.Struct, frozen=True):
    """Of a disk or a memory, in bytes."""

    free: int
    total: int


class StoreState(msgspec.Struct, frozen=True):
    """What the store holds on its disk."""

    rows: int
    bytes: int


class Resources(msgspec.Struct, frozen=True, kw_only=True):
    """`memory_bytes` is what the process itself has; `store` is none while it does not answer.
    `disk` is the one of the data folder. `reasons` say what keeps frames from being stored."""

    since: datetime
    reasons: list[str]
    journal: JournalState
    store: StoreState | None
    disk: Room
    memory: Room
    memory_bytes: int
    frames_stored: int
    activities: int
    readers: int
