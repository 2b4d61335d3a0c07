"""The 16 requirements of the contribution rank: which are fulfilled, missing, about to lapse."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal

import msgspec

Behaviour = Literal[
    "sighting", "content", "talk", "recent_sighting", "recent_proposal", "event",
    "classified_event", "proposal", "honour",
]  # fmt: skip
"""`content` is an attribute or object, `talk` a proposal or discussion, `recent_` what was done to
an event that is young, a `classified_event` one with tags, `event` and it new ones."""

BEHAVIOURS: tuple[Behaviour, ...] = (
    "sighting", "content", "talk", "recent_sighting", "recent_proposal", "event", "event", "event",
    "classified_event", "sighting", "content", "proposal", "event", "classified_event", "honour",
    "honour",
)  # fmt: skip
"""What requirements 1 to 16 are about."""

WORDS: dict[Behaviour, tuple[str, str]] = {
    "sighting": ("sighting", "sightings"),
    "content": ("attribute or object", "attributes or objects"),
    "talk": ("proposal or post in a discussion", "proposals or posts in discussions"),
    "recent_sighting": ("sighting", "sightings"),
    "recent_proposal": ("proposal", "proposals"),
    "event": ("new event", "new events"),
    "classified_event": ("new event with tags", "new events with tags"),
    "proposal": ("proposal", "proposals"),
}

HONOURED = {15: "outstanding quality", 16: "an honorary rank"}


class Requirement(msgspec.Struct, frozen=True):
    """At least `points` in all, and `count` of the behaviour within `days`; of the behaviours
    with `recent`, an event that is at most `days` old."""

    level: int
    title: str
    behaviour: Behaviour
    points: int = 0
    days: int = 0
    count: int = 0

    @property
    def window(self) -> timedelta:
        return timedelta(days=self.days)

    @property
    def text(self) -> str:
        """What it asks for, in words."""
        if self.behaviour == "honour":
            return f"given by the administrators: {HONOURED[self.level]}"
        one, many = WORDS[self.behaviour]
        article = "an" if one[0] in "aeiou" else "a"
        what = f"{article} {one}" if self.count == 1 else f"at least {self.count} {many}"
        days = "a day" if self.days == 1 else f"{self.days} days"
        if self.behaviour.startswith("recent_"):
            return f"{what} on an event at most {days} old"
        return f"{what} within {days}"


class Achieved(msgspec.Struct, frozen=True):
    """What one organisation did up to a moment.

    `times` has, by level, the newest moments of the requirement's behaviour, newest first and at
    least as many as it counts; of the behaviours with `recent`, when the events were new.
    `honours` are the levels that administrators gave.
    """

    points: float
    times: Mapping[int, Sequence[datetime]]
    honours: Collection[int] = ()


class Standing(msgspec.Struct, frozen=True):
    """How one requirement stands. `done` of its `count` were done within its window.

    `lapses_at` is the last moment at which it is fulfilled if nothing more is done; null where it
    is not fulfilled now or does not lapse.
    """

    level: int
    title: str
    text: str
    behaviour: Behaviour
    fulfilled: bool
    points: int
    points_missing: float
    count: int
    done: int
    days: int
    lapses_at: datetime | None


def requirements_of(
    titles: Sequence[str], points: Sequence[int], days: Sequence[int], counts: Sequence[int]
) -> tuple[Requirement, ...]:
    """All 16; the last two, which administrators give, need no points."""
    given = [
        Requirement(level, title, behaviour, *numbers)
        for level, (title, behaviour, *numbers) in enumerate(
            zip(titles, BEHAVIOURS, points, days, counts, strict=False), 1
        )
    ]
    return (*given, *(Requirement(level, titles[level - 1], "honour") for level in HONOURED))


def standing(requirement: Requirement, achieved: Achieved, now: datetime) -> Standing:
    """How it stands at `now`. A window has both its ends: what is exactly `days` old counts."""
    times = achieved.times.get(requirement.level, ())
    within = [at for at in times if at >= now - requirement.window]
    missing = max(requirement.points - achieved.points, 0)
    lapses_at = None
    if requirement.behaviour == "honour":
        fulfilled = requirement.level in achieved.honours
    else:
        fulfilled = missing == 0 and len(within) >= requirement.count
        if fulfilled:
            lapses_at = within[requirement.count - 1] + requirement.window
    return Standing(
        level=requirement.level,
        title=requirement.title,
        text=requirement.text,
        behaviour=requirement.behaviour,
        fulfilled=fulfilled,
        points=requirement.points,
        points_missing=missing,
        count=requirement.count,
        done=min(len(within), requirement.count),
        days=requirement.days,
        lapses_at=lapses_at,
    )


def standings(
    requirements: Sequence[Requirement], achieved: Achieved, now: datetime
) -> list[Standing]:
    return [standing(one, achieved, now) for one in requirements]


def contribution_rank(standings: Sequence[Standing]) -> int:
    """How many of the requirements are fulfilled."""
    return sum(one.fulfilled for one in standings)
