"""The classic model of contributions, worked out in plain Python from MISP's own JSON.

Written from what the model says and not from the code: no import from the package, no SQL.
"""

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

DAY_S = 86_400
YEAR, MONTH, WEEK = 365 * DAY_S, 31 * DAY_S, 7 * DAY_S
TROPHY_PERCENT = (2, 9, 9, 10, 10, 16, 16, 10, 10, 4, 4)

Thing = dict[str, Any]


class Done(NamedTuple):
    """Something that an organisation added or edited; `at` in seconds of 1970."""

    at: float
    org: str
    kind: str
    category: str = ""
    event: str = ""
    is_new: bool = False

    @property
    def points(self) -> int:
        return 2 if self.kind == "sighting" else 1


class Told:
    """Everything that the frames tell, each happening once."""

    def __init__(self, frames: Iterable[tuple[float, str, bytes]]) -> None:
        heard = [(at, topic, json.loads(body)) for at, topic, body in frames]
        self.orgs: dict[str, str] = {}
        self.creators: dict[str, str] = {}
        self.events: dict[str, str] = {}
        self.tagged: set[str] = set()
        self.born: dict[str, float] = {}
        self._done: dict[tuple[object, ...], Done] = {}
        for _, topic, message in heard:
            self._learn(topic, message)
        for at, topic, message in heard:
            getattr(self, "_" + topic, lambda *_: None)(at, message)
        self.done = sorted(one for one in self._done.values() if one.org)

    def _learn(self, topic: str, message: Thing) -> None:
        """Who is who, and which event is whose: frames name them by number."""
        for key in ("Organisation", "Orgc", "Org"):
            self._org(message.get(key))
        event = message.get("Event")
        if isinstance(event, dict):
            self._org(event.get("Orgc"))
            self._org(event.get("Org"))
            if event.get("orgc_id"):
                self.creators[str(event["id"])] = str(event["orgc_id"])
            if event.get("uuid"):
                self.events[str(event["id"])] = event["uuid"]
            if topic == "misp_json_event" and message.get("EventTag") or event.get("Tag"):
                self.tagged.add(event["uuid"])
        if topic == "misp_json_tag" and message["action"] == "attached to event":
            self.tagged.add(self.events.get(str(message["Tag"]["event_id"]), ""))

    def _org(self, org: Thing | None) -> None:
        # audit frames have lists and names here
        if isinstance(org, dict) and org.get("name") and org.get("id"):
            self.orgs[str(org["id"])] = org["name"]

    def _keep(self, key: tuple[object, ...], done: Done) -> None:
        self._done.setdefault((done.kind, *key), done)

    def _creator(self, event_id: object, event: Thing | None = None) -> str:
        named = (event or {}).get("Orgc") or {}
        return named.get("name") or self.orgs.get(self.creators.get(str(event_id), ""), "")

    def _attribute(self, one: Thing, event_id: object, event: Thing | None) -> None:
        about = self.events.get(str(event_id)) or (event or {}).get("uuid", "")
        if not one.get("deleted"):
            creator = self._creator(event_id, event)
            done = Done(float(one["timestamp"]), creator, "attribute", one["category"], about)
            self._keep((one["uuid"], one["timestamp"]), done)
        for sighting in one.get("Sighting") or []:
            self._sighted(sighting, one["category"], about)
        for proposal in one.get("ShadowAttribute") or []:
            self._proposed(proposal, about)

    def _sighted(self, one: Thing, category: str, about: str) -> None:
        org = (one.get("Organisation") or {}).get("name") or self.orgs.get(str(one["org_id"]), "")
        self._keep(
            (one["uuid"],), Done(float(one["date_sighting"]), org, "sighting", category, about)
        )

    def _proposed(self, one: Thing, about: str) -> None:
        self._keep(
            (str(one["id"]),),
            Done(float(one["timestamp"]), one["Org"]["name"], "proposal", one["category"], about),
        )

    def _object(self, one: Thing, event_id: object, event: Thing | None) -> None:
        if not one.get("deleted"):
            done = Done(float(one["timestamp"]), self._creator(event_id, event), "object")
            self._keep((one["uuid"], one["timestamp"]), done)

    def _misp_json(self, _at: float, message: Thing) -> None:
        event = message["Event"]
        for one in event.get("Attribute") or []:
            self._attribute(one, event.get("id"), event)
        for one in event.get("Object") or []:
            self._object(one, event.get("id"), event)
            for part in one.get("Attribute") or []:
                self._attribute(part, event.get("id"), event)
        for one in event.get("ShadowAttribute") or []:
            self._proposed(one, event["uuid"])
        for one in event.get("EventReport") or []:
            if not one["deleted"]:
                done = Done(float(one["timestamp"]), event["Orgc"]["name"], "report")
                self._keep((one["uuid"], one["timestamp"]), done)

    def _misp_json_attribute(self, _at: float, message: Thing) -> None:
        if message["action"] in ("add", "edit"):
            one = message["Attribute"]
            self._attribute(one, one["event_id"], message.get("Event"))

    def _misp_json_object(self, _at: float, message: Thing) -> None:
        if message["action"] in ("add", "edit"):
            self._object(message["Object"], message["Object"]["event_id"], None)

    def _misp_json_sighting(self, _at: float, message: Thing) -> None:
        if message["action"] == "add":
            one = message["Sighting"]
            self._sighted(one, one["Attribute"]["category"], one["Event"]["uuid"])

    def _misp_json_conversation(self, at: float, message: Thing) -> None:
        if post := message.get("Post"):
            key = (post["thread_id"], post["date_created"], post["user_id"], post["contents"])
            self._keep(key, Done(at, post["org_name"], "discussion"))

    def _misp_json_audit(self, at: float, message: Thing) -> None:
        """A proposal has no topic of its own: the log tells of it when it is made."""
        entry = message.get("Log") or message.get("AuditLog") or {}
        if entry.get("model") == "ShadowAttribute" and entry["action"] == "add":
            change = entry["change"]
            if isinstance(change, str):
                change = dict(re.findall(r"(\w+) \(\) => \(([^)]*)\)", change))
            org, about = self.orgs[str(change["org_id"])], change["event_uuid"]
            key = (str(entry["model_id"]),)
            self._keep(key, Done(at, org, "proposal", change["category"], about))

    def _misp_json_event(self, _at: float, message: Thing) -> None:
        event, action = message["Event"], message["action"]
        if isinstance(event, dict) and action in ("add", "edit"):
            org = message["Orgc"]["name"]
            at, is_new = float(event["timestamp"]), action == "add"
            done = Done(at, org, "event", "", event["uuid"], is_new)
            self._keep((event["uuid"], "add" if is_new else event["timestamp"]), done)
            if is_new:
                self.born[event["uuid"]] = at


class Standing(NamedTuple):
    """Of one organisation at a moment; `trophies` by category."""

    points: int
    requirements: set[int]
    trophies: dict[str, int]


def month_points(done: Iterable[Done], since: float, until: float) -> Counter[str]:
    points: Counter[str] = Counter()
    for one in done:
        if since <= one.at < until:
            points[one.org] += one.points
    return points


def month_rank(points: int) -> int:
    return min(16, math.floor(math.log2(points))) if points else 0


def trophies(done: Iterable[Done]) -> dict[str, dict[str, int]]:
    """By category, each organisation's level."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in done:
        if one.category:
            counts[one.category][one.org] += 1
    found = {}
    for category, of_org in counts.items():
        most = max(of_org.values())
        others = [count for count in of_org.values() if count < most]
        found[category] = {
            org: 12 if count == most else _level(count, others) for org, count in of_org.items()
        }
    return found


def _level(count: int, others: list[int]) -> int:
    percent = 100 * (1 + sum(other > count for other in others)) / len(others)
    reach = 0
    for level, width in zip(range(11, 0, -1), TROPHY_PERCENT, strict=True):
        reach += width
        if percent <= reach:
            return level
    raise AssertionError("the percentages do not make 100")


def standings(told: Told, now: float, *, needs_points: bool = True) -> dict[str, Standing]:
    """How every organisation stands, from what was done before the moment."""
    past = [one for one in told.done if one.at < now]
    levels = trophies(past)
    found = {}
    for org in {one.org for one in past}:
        own = [one for one in past if one.org == org]
        points = sum(one.points for one in own)
        requirements = {
            number
            for number, (behaviour, window, more_than) in enumerate(_behaviours(told, now), 1)
            if points >= (2**number if needs_points else 1)
            and sum(behaviour(one) and one.at >= now - window for one in own) > more_than
        }
        held = {category: of_org[org] for category, of_org in levels.items() if org in of_org}
        found[org] = Standing(points, requirements, held)
    return found


def _behaviours(told: Told, now: float) -> list[tuple[Callable[[Done], bool], float, int]]:
    """Of requirements 1 to 14: what, within how long, and more than how many."""

    def sighting(one: Done) -> bool:
        return one.kind == "sighting"

    def content(one: Done) -> bool:
        return one.kind in ("attribute", "object")

    def talk(one: Done) -> bool:
        return one.kind in ("proposal", "discussion")

    def proposal(one: Done) -> bool:
        return one.kind == "proposal"

    def is_recent(one: Done) -> bool:
        return 0 < now - told.born.get(one.event, 0) <= MONTH

    def event(one: Done) -> bool:
        return one.kind == "event" and one.is_new

    def classified(one: Done) -> bool:
        return event(one) and one.event in told.tagged

    always = math.inf
    return [
        (sighting, YEAR, 0), (content, YEAR, 0), (talk, YEAR, 0),
        (lambda one: sighting(one) and is_recent(one), always, 0),
        (lambda one: proposal(one) and is_recent(one), always, 0),
        (event, YEAR, 0), (event, MONTH, 0), (event, WEEK, 0), (classified, WEEK, 0),
        (sighting, WEEK, 10), (content, WEEK, 10), (proposal, WEEK, 10), (event, WEEK, 10),
        (classified, WEEK, 10),
    ]  # fmt: skip
