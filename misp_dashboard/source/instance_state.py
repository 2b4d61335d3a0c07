"""The state of a subscription says whether frames of a MISP instance reach us, and if not why."""

import threading
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

import msgspec

from misp_dashboard.source.frame import Frame
from misp_dashboard.source.frame_rate import FrameRate

State = Literal["connecting", "connected", "refused", "silent", "disconnected"]

TOPICS_COUNTED = 100
"""A publisher gone mad may invent topics without end; those past this number count together."""
OTHER_TOPICS = "(other)"


class TopicPace(msgspec.Struct, frozen=True, gc=False):
    """How many frames of a topic came within the last minute, and when the last of all."""

    frames_per_minute: int
    last_frame_at: datetime


class InstanceState(msgspec.Struct, frozen=True):
    """What is known of one instance's subscription at one moment.

    `reason` is a sentence with what to do about it, "" when all is well. `bytes` are those of the
    bodies. `since` is when `state` became what it is.
    """

    name: str
    state: State
    reason: str
    since: datetime
    last_frame_at: datetime | None
    frames_per_minute: int
    frames: int
    bytes: int
    topics: dict[str, int]
    paces: dict[str, TopicPace] = {}


class StateKeeper:
    """Follows one subscription; written by the source's thread, read by any."""

    def __init__(self, name: str, silent_after_s: float) -> None:
        self._name = name
        self._silent_after_s = silent_after_s
        self._lock = threading.Lock()
        self._state: State = "connecting"
        self._reason = ""
        self._journal_fault = ""
        self._since = datetime.now(UTC)
        self._last_frame_at: datetime | None = None
        self._heard_at_s = 0.0
        self._rate = FrameRate()
        self._frames = 0
        self._bytes = 0
        self._topics: dict[str, int] = {}
        self._rates: dict[str, FrameRate] = {}
        self._last_at: dict[str, datetime] = {}
        self._changed = False

    def become(self, state: State, reason: str = "") -> None:
        with self._lock:
            if state == "connected" and self._state not in ("connected", "silent"):
                self._heard_at_s = time.monotonic()
            self._set(state, reason)

    def count(self, frames: Sequence[Frame]) -> None:
        """Frames have come: they are counted, and silence ends."""
        now_s = time.monotonic()
        with self._lock:
            came: Counter[str] = Counter()
            for frame in frames:
                self._bytes += len(frame.body)
                known = frame.topic in self._topics or len(self._topics) < TOPICS_COUNTED
                topic = frame.topic if known else OTHER_TOPICS
                self._topics[topic] = self._topics.get(topic, 0) + 1
                self._last_at[topic] = frame.received_at
                came[topic] += 1
            for topic, count in came.items():
                self._rates.setdefault(topic, FrameRate()).add(count, now_s)
            self._frames += len(frames)
            self._rate.add(len(frames), now_s)
            self._last_frame_at = frames[-1].received_at
            self._heard_at_s = now_s
            if self._state == "silent":
                self._set("connected", "")

    def notice_silence(self) -> None:
        """MISP's publisher says that it lives after ten quiet seconds; when even that stays away,
        the connection is there but nothing comes through it."""
        with self._lock:
            quiet_s = time.monotonic() - self._heard_at_s
            if self._state == "connected" and quiet_s > self._silent_after_s:
                self._set(
                    "silent",
                    f"connected, but for {self._silent_after_s:g} s nothing came, not even the"
                    " misp_json_self that MISP's publisher sends after 10 s of quiet: see whether"
                    " mispzmq still works (Administration, Diagnostics, ZeroMQ in MISP) and"
                    " restart it there",
                )

    def journal_fault(self, fault: str) -> None:
        """Frames wait in memory because the journal does not take them; "" when it does again."""
        with self._lock:
            self._changed |= fault != self._journal_fault
            self._journal_fault = fault

    def take_changed(self) -> bool:
        """Whether state or reason changed since the last time this was asked."""
        with self._lock:
            changed, self._changed = self._changed, False
            return changed

    def now(self) -> InstanceState:
        now_s = time.monotonic()
        with self._lock:
            return InstanceState(
                name=self._name,
                state=self._state,
                reason="; ".join(filter(None, (self._journal_fault, self._reason))),
                since=self._since,
                last_frame_at=self._last_frame_at,
                frames_per_minute=self._rate.per_minute(now_s),
                frames=self._frames,
                bytes=self._bytes,
                topics=dict(self._topics),
                paces={
                    topic: TopicPace(rate.per_minute(now_s), self._last_at[topic])
                    for topic, rate in self._rates.items()
                },
            )

    def _set(self, state: State, reason: str) -> None:
        if state != self._state:
            self._since = datetime.now(UTC)
        self._changed |= (state, reason) != (self._state, self._reason)
        self._state, self._reason = state, reason
