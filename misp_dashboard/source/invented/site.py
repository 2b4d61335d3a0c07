"""One invented MISP instance: its members, tags and events, and what it says."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from random import Random
from typing import Any

from misp_dashboard.source.invented import wire_audit
from misp_dashboard.source.invented.content import Attribute, Event, Member, Tag, User
from misp_dashboard.source.invented.label import Label
from misp_dashboard.source.invented.wire_content import Json, tag_definition

REMEMBERED_EVENTS = 400
"""How many published events people still look at."""


@dataclass(slots=True)
class Clock:
    """The invented moment, shared by all."""

    now: datetime

    def seconds(self) -> int:
        return int(self.now.timestamp())


@dataclass(slots=True)
class Said:
    """A message before it is bytes."""

    instance: str
    topic: str
    body: Json


@dataclass(slots=True, eq=False)
class Site:
    """`new_audit` is MISP's setting log_new_audit; `talkative` sends an audit message for each
    attribute and tag as well (MISP does; it doubles the messages and tells nothing new)."""

    name: str
    rng: Random
    clock: Clock
    outbox: list[Said]
    first_id: int
    new_audit: bool
    talkative: bool = False
    members: list[Member] = field(default_factory=list)
    tags: dict[str, Tag] = field(default_factory=dict)
    published: deque[Event] = field(default_factory=lambda: deque(maxlen=REMEMBERED_EVENTS))
    pulled: dict[str, Event] = field(default_factory=dict)
    _ids: dict[str, "count[int]"] = field(default_factory=dict)

    def say(self, topic: str, body: Json) -> None:
        self.outbox.append(Said(self.name, topic, body))

    def next_id(self, kind: str) -> int:
        """MISP counts each table by itself; `first_id` keeps the instances' numbers apart."""
        return next(self._ids.setdefault(kind, count(self.first_id)))

    def later_than(self, timestamp: int) -> int:
        """Now in seconds, but after `timestamp`: a new version needs a new timestamp."""
        return max(self.clock.seconds(), timestamp + 1)

    def users(self) -> list[User]:
        return [user for member in self.members for user in member.users]

    def tag(self, label: Label) -> Tag:
        """The tag of that label, created (and said) when there is none yet."""
        if label.name not in self.tags:
            self.tags[label.name] = Tag(self.next_id("tag"), label)
            body = tag_definition(self.tags[label.name])
            self.say("misp_json_tag", {"Tag": body, "action": "add"})
        return self.tags[label.name]

    def log_change(
        self,
        user: User,
        action: str,
        model: str,
        model_id: int,
        title: str,
        change: dict[str, Any],
        event_id: int = 0,
    ) -> None:
        """The audit message of a saved thing; a changed field is `[old, new]`."""
        now = self.clock.now
        if self.new_audit:
            body = wire_audit.model_audit(
                user, action, model, model_id, title, event_id, change, now
            )
        else:
            text = ", ".join(_change_text(name, value) for name, value in change.items())
            action = "delete" if action == "soft_delete" else action
            body = wire_audit.model_log(user, action, model, model_id, title, text, now)
        self.say("misp_json_audit", body)

    def log_plainly(
        self,
        user: User | None,
        action: str,
        model: str,
        model_id: int,
        title: str,
        change: str = "",
    ) -> None:
        """The audit message of what is no model change: logins, tags, decisions."""
        now = self.clock.now
        body = wire_audit.plain_log(user, action, model, model_id, title, change, now)
        self.say("misp_json_audit", body)

    def draw_event(self) -> Event | None:
        """A published event, more likely a recent one."""
        if not self.published:
            return None
        back = min(int(self.rng.expovariate(1 / 25)), len(self.published) - 1)
        return self.published[-1 - back]

    def draw_attribute(self, event: Event) -> Attribute | None:
        living = event.living_attributes()
        return self.rng.choice(living) if living else None

    def draw_user(self, other_than: Member | None = None) -> User:
        """Somebody, more likely of an active organisation."""
        members = [member for member in self.members if member.users and member is not other_than]
        member = self.rng.choices(members, [found.organisation.weight for found in members])[0]
        return self.rng.choice(member.users)


def _change_text(name: str, value: Any) -> str:
    old, new = value if isinstance(value, list) else ("", value)
    return f"{name} ({old}) => ({new})"
