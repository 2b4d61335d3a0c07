"""A month of an invented community, in activities: honest organisations of all sizes, adversaries.

What is true is known here and nowhere else: whether a value is *real* (others meet it in their
networks), *benign* (they find that it is a false positive) or *junk* (nobody ever meets it).
"""

import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from misp_dashboard.activity.row import Activity, identify

MONTH = datetime(2026, 10, 1, tzinfo=UTC)
DAYS = 31

TAGS = (
    "tlp:amber", 'admiralty-scale:source-reliability="b"', "workflow:state=complete",
    'misp-galaxy:mitre-attack-pattern="Spearphishing Link - T1566.002"',
)  # fmt: skip


class Role(NamedTuple):
    """How an honest organisation shares in a month, and whether it ought to do well."""

    organisations: int
    events: int
    values: int
    real: float
    benign: float
    listed: float
    removed: float
    context: float
    meets: float
    """How many of the real values that others share it meets, and sights."""


CAREFUL = {"real": 0.5, "benign": 0.004, "listed": 0.002, "removed": 0.01, "context": 0.9}
CARELESS = {"real": 0.03, "benign": 0.03, "listed": 0.05, "removed": 0.05, "context": 0.05}

ROLES = {
    "small careful": Role(12, 5, 8, **CAREFUL, meets=0.03),
    "medium careful": Role(8, 16, 15, **CAREFUL, meets=0.06),
    "large careful": Role(4, 45, 30, **CAREFUL, meets=0.1),
    "large careless": Role(4, 60, 60, **CARELESS, meets=0.02),
    "watches only": Role(6, 0, 0, 0, 0, 0, 0, 0, meets=0.08),
}

ADVERSARIES = (
    "bulk dumper", "dressed dumper", "self-sighter", "edit-looper", "copy-paster", "colluder A",
    "colluder B", "blind sighter",
)  # fmt: skip
"""They add no value: what they share is junk or another's, and they sight without looking."""


class Value(NamedTuple):
    text: str
    type: str
    org: str
    event: str
    at: datetime
    truth: str


class Community:
    """The same for the same seed. `scale` shrinks how much adversaries do."""

    def __init__(self, seed: int, scale: float = 1.0) -> None:
        self.chance = random.Random(seed)
        self.scale = scale
        self.rows: list[Activity] = []
        self.values: list[Value] = []
        self.events: list[tuple[str, str, datetime]] = []
        self.roles: dict[str, str] = {}
        self._number = 0
        self._live()

    def _live(self) -> None:
        for role, plan in ROLES.items():
            for number in range(1, plan.organisations + 1):
                org = f"{role} {number}"
                self.roles[org] = role
                self._share(org, plan)
        honest = list(self.values)
        for adversary in ADVERSARIES:
            self.roles[adversary] = "adversary"
        # dumps are in the month before others look, so that whoever sights blindly meets them, too
        self._dump("bulk dumper", 1000, dressed=False)
        self._dump("dressed dumper", 200, dressed=True)
        self._sight_oneself("self-sighter")
        self._edit_in_a_loop("edit-looper")
        self._copy("copy-paster", honest)
        self._collude("colluder A", "colluder B")
        self._look()
        self._sight_blindly("blind sighter")
        self._enrich()

    def _some(self, count: float) -> int:
        return max(1, round(count * self.scale))

    def _share(self, org: str, plan: Role) -> None:
        for _ in range(plan.events):
            at = self._moment()
            is_careful = self.chance.random() < plan.context
            event = self.event(org, at, TAGS if is_careful else ("tlp:green",))
            for n in range(round(plan.values * self.chance.uniform(0.6, 1.4))):
                luck = self.chance.random()
                truth = "real" if luck < plan.real else "junk"
                truth = "benign" if luck > 1 - plan.benign else truth
                listed = self.chance.random() < plan.listed
                value = self.value(
                    org, event, at + timedelta(seconds=n), truth, careful=is_careful, listed=listed
                )
                if self.chance.random() < plan.removed:
                    self.remove(value, at + timedelta(hours=self.chance.uniform(1, 60)))

    def _look(self) -> None:
        """Everybody honest meets some of what is real, and some find what is benign."""
        real = [value for value in self.values if value.truth == "real"]
        benign = [value for value in self.values if value.truth == "benign"]
        for org, role in self.roles.items():
            if role == "adversary":
                continue
            for value in self.chance.sample(real, round(len(real) * ROLES[role].meets)):
                if value.org != org:
                    self.sight(org, value, value.at + self._later())
            for value in self.chance.sample(benign, round(len(benign) * ROLES[role].meets / 2)):
                if value.org != org:
                    self.sight(org, value, value.at + self._later(), kind=1)

    def _enrich(self) -> None:
        """Careful organisations propose values to others' events and discuss."""
        careful = [org for org, role in self.roles.items() if role.endswith(" careful")]
        events = [one for one in self.events if self.roles[one[1]].endswith(" careful")]
        for org in careful:
            for event, owner, at in self.chance.sample(events, 3):
                if owner != org:
                    self.propose(org, event, at + timedelta(hours=5))
        for _ in range(10):
            self.discuss(self.chance.sample(careful, 3), self._moment())

    def _dump(self, org: str, values: int, *, dressed: bool) -> None:
        for day in range(DAYS):
            at = MONTH + timedelta(days=day, hours=2)
            event = self.event(org, at, TAGS if dressed else ("tlp:clear", "osint:source"))
            for n in range(self._some(values)):
                luck = self.chance.random()
                truth = "real" if luck < 0.002 else "benign" if luck > 0.99 else "junk"
                self.value(
                    org, event, at + timedelta(milliseconds=n), truth, careful=dressed,
                    listed=self.chance.random() < 0.02, comment="" if dressed else "feed",
                )  # fmt: skip

    def _sight_oneself(self, org: str) -> None:
        event = self.event(org, MONTH, TAGS)
        own = [self.value(org, event, MONTH, "junk", careful=True) for _ in range(20)]
        for day in range(DAYS):
            for n in range(self._some(100)):
                at = MONTH + timedelta(days=day, seconds=n + 1)
                self.sight(org, self.chance.choice(own), at)

    def _edit_in_a_loop(self, org: str) -> None:
        event = self.event(org, MONTH, TAGS)
        own = [self.value(org, event, MONTH, "junk", careful=True) for _ in range(20)]
        for day in range(DAYS):
            for n in range(self._some(300)):
                at = MONTH + timedelta(days=day, seconds=n + 1)
                self.edit(self.chance.choice(own), at, comment=f"edit {day} {n}")

    def _copy(self, org: str, honest: list[Value]) -> None:
        """Others' values with all context, some in other letters and as another type."""
        for day in range(1, DAYS):
            at = MONTH + timedelta(days=day)
            event = self.event(org, at, TAGS)
            before = [value for value in honest if value.at < at]
            for value in self.chance.sample(before, min(self._some(60), len(before))):
                text = value.text.upper() if self.chance.random() < 0.3 else value.text
                kind = "hostname" if self.chance.random() < 0.3 else value.type
                self.value(org, event, at, value.truth, careful=True, text=text, type_=kind)

    def _collude(self, *both: str) -> None:
        """Junk in full dress every day, all of it sighted, shared and proposed to by the other."""
        for org, other in zip(both, reversed(both), strict=True):
            for day in range(DAYS):
                at = MONTH + timedelta(days=day, hours=3)
                event = self.event(org, at, TAGS)
                for n in range(self._some(20)):
                    value = self.value(org, event, at, "junk", careful=True)
                    self.sight(other, value, at + timedelta(minutes=n + 1))
                for _ in range(self._some(5)):
                    self.propose(other, event, at + timedelta(hours=1))
        for day in range(DAYS):
            self.discuss(both, MONTH + timedelta(days=day, hours=4))

    def _sight_blindly(self, org: str) -> None:
        for day in range(1, DAYS):
            at = MONTH + timedelta(days=day)
            before = [value for value in self.values if value.at < at]
            for value in self.chance.sample(before, min(self._some(200), len(before))):
                self.sight(org, value, at)

    # what happens, in activities

    def event(self, org: str, at: datetime, tags: Iterable[str]) -> str:
        name = self._name()
        self.events.append((name, org, at))
        self._row("event", "add", org, name, at, tags=tuple(tags))
        return name

    def value(
        self, org: str, event: str, at: datetime, truth: str, *, careful: bool,
        listed: bool = False, comment: str | None = None, text: str = "", type_: str = "domain",
    ) -> Value:  # fmt: skip
        name = self._name()
        text = text or f"{name}.example"
        said = comment if comment is not None else f"what {name} did" if careful else ""
        in_object = careful and self.chance.random() < 0.7
        self._row(
            "attribute", "add", org, event, at, category="Network activity", type=type_,
            value=text, comment=said, to_ids=not careful or self.chance.random() < 0.9,
            warninglist="A list" if listed else "",
            **({"object_uuid": _uuid(event)} if in_object else {}),
        )  # fmt: skip
        value = Value(text, type_, org, event, at, truth)
        self.values.append(value)
        return value

    def edit(self, value: Value, at: datetime, comment: str) -> None:
        self._of(value, "attribute", "edit", value.org, at, comment=comment, to_ids=True)

    def remove(self, value: Value, at: datetime) -> None:
        self._of(value, "attribute", "delete", value.org, at)

    def sight(self, org: str, value: Value, at: datetime, kind: int = 0) -> None:
        self._of(value, "sighting", "add", org, at, sighting_type=kind)

    def propose(self, org: str, event: str, at: datetime) -> None:
        self._row(
            "proposal", "add", org, event, at, category="Network activity", type="domain",
            value=f"{self._name()}.example", to_ids=True,
        )  # fmt: skip

    def discuss(self, orgs: Iterable[str], at: datetime) -> None:
        thread = self._number + 1
        for org in orgs:
            self._row("discussion", "add", org, "", at, subject_id=thread)

    def _of(
        self, value: Value, kind: str, action: str, org: str, at: datetime, **fields: Any
    ) -> None:
        self._row(
            kind, action, org, value.event, at, category="Network activity", type=value.type,
            value=value.text, **fields,
        )  # fmt: skip

    def _row(
        self, kind: str, action: str, org: str, event: str, at: datetime, **fields: Any
    ) -> None:
        self._number += 1
        if at >= MONTH + timedelta(days=DAYS):
            return
        self.rows.append(
            Activity(
                id=identify(self._number, kind),
                at=at,
                received_at=at,
                instance="Here",
                topic="",
                kind=kind,
                action=action,
                org=org,
                distribution=1,
                event_uuid=_uuid(event) if event else _uuid("none"),
                **fields,
            )  # fmt: skip
        )

    def _name(self) -> str:
        self._number += 1
        return f"v{self._number}"

    def _moment(self) -> datetime:
        return MONTH + timedelta(hours=self.chance.uniform(0, 24 * (DAYS - 3)))

    def _later(self) -> timedelta:
        return timedelta(hours=self.chance.expovariate(1 / 72))


def _uuid(name: str) -> str:
    return str(UUID(int=identify(name)))
