"""What is known of each instance's events, so that frames that name one by id can be completed."""

from typing import Any, NamedTuple

import msgspec

from misp_dashboard.activity.row import NO_UUID, UNKNOWN, Activity
from misp_dashboard.directory.fact import EventFact
from misp_dashboard.store.connect import Store

AT_MOST = 200_000
"""Events kept in memory; the store keeps all. About 100 MB when every one is full."""

AT_MOST_HEARD = 5_000
"""Facts remembered as saying nothing new."""

CONTENT = frozenset(("event", "attribute", "object", "reference", "report"))
"""Kinds whose doer is the event's creator."""

NEWEST = """
SELECT instance, id, toString(uuid), info, org_id, toString(org_uuid), org, distribution,
       sharing_group_id, threat_level, analysis, published, timestamp
FROM event FINAL ORDER BY learned_at DESC LIMIT {limit:UInt32}
"""

UNNAMED = """
SELECT DISTINCT instance, event_id FROM activity
WHERE event_info = '' AND event_id > 0 LIMIT 100000
"""

_AT = "indexOf({keys:Array(String)}, concat(instance, '/', toString(event_id)))"
_UNDONE = (
    "org = '' AND org_id = 0 AND kind IN ('event', 'attribute', 'object', 'reference', 'report')"
)

COMPLETE = f"""
UPDATE activity SET
    event_uuid = arrayElement({{uuids:Array(UUID)}}, {_AT}),
    event_info = arrayElement({{infos:Array(String)}}, {_AT}),
    org = if({_UNDONE}, arrayElement({{orgs:Array(String)}}, {_AT}), org),
    org_uuid = if({_UNDONE}, arrayElement({{org_uuids:Array(UUID)}}, {_AT}), org_uuid),
    threat_level = if(threat_level = 255, arrayElement({{threat_levels:Array(UInt8)}}, {_AT}), threat_level),
    analysis = if(analysis = 255, arrayElement({{analyses:Array(UInt8)}}, {_AT}), analysis),
    sharing_group_id = if(distribution = 255, arrayElement({{groups:Array(UInt32)}}, {_AT}), sharing_group_id),
    distribution = if(distribution = 255, arrayElement({{distributions:Array(UInt8)}}, {_AT}), distribution)
WHERE {_AT} > 0
"""  # noqa: E501, S608 - one column a line; the parts are the constants above


class _Key(NamedTuple):
    instance: str
    id: int


class EventDirectory:
    """Learns from facts, completes activities, and remembers what became known late."""

    def __init__(self) -> None:
        self._by_id: dict[tuple[str, int], EventFact] = {}
        self._by_uuid: dict[tuple[str, str], EventFact] = {}
        self._missing: set[tuple[str, int]] = set()
        self._heard: dict[EventFact, EventFact] = {}
        self.unsaved: dict[tuple[str, str, int], EventFact] = {}
        self.late: dict[tuple[str, int], EventFact] = {}

    def load(self, store: Store) -> None:
        for fact in store.ask(NEWEST, _fact, {"limit": AT_MOST}):
            self._keep(fact)
        self._missing.update(store.ask(UNNAMED, _Key))

    def find(self, instance: str, id: int, uuid: str) -> EventFact | None:
        found = self._by_id.get((instance, id)) if id else None
        if found is None and uuid != NO_UUID:
            found = self._by_uuid.get((instance, uuid))
        return found

    def learn(self, fact: EventFact) -> None:
        known = self.find(fact.instance, fact.id, fact.uuid)
        if known is None:
            merged = fact
        elif self._heard.get(fact) is known:
            return
        else:
            merged = _merge(known, fact)
            if merged == known:
                self._remember(fact, known)
                return
        self._keep(merged)
        self.unsaved[(merged.instance, merged.uuid, merged.id)] = merged
        key = (merged.instance, merged.id)
        renamed = known is not None and known.info != merged.info
        if merged.id and merged.info and (renamed or key in self._missing):
            self.late[key] = merged
            self._missing.discard(key)

    def complete(self, activity: Activity) -> Activity:
        """The activity with what its event tells: names, levels, creator, distribution."""
        if not activity.event_id and activity.event_uuid == NO_UUID:
            return activity
        event = self.find(activity.instance, activity.event_id, activity.event_uuid)
        if event is None or not event.info:
            if activity.event_id and not activity.event_info:
                self._missing.add((activity.instance, activity.event_id))
            return activity
        return _completed(activity, event)

    def _remember(self, fact: EventFact, known: EventFact) -> None:
        """Every attribute's frame repeats what it says of the event: it is weighed once."""
        if len(self._heard) >= AT_MOST_HEARD:
            self._heard.clear()
        self._heard[fact] = known

    def _keep(self, fact: EventFact) -> None:
        if fact.id:
            self._by_id[(fact.instance, fact.id)] = fact
        if fact.uuid != NO_UUID:
            self._by_uuid[(fact.instance, fact.uuid)] = fact
        if len(self._by_id) > AT_MOST:
            del self._by_id[next(iter(self._by_id))]
        if len(self._by_uuid) > AT_MOST:
            del self._by_uuid[next(iter(self._by_uuid))]


def _fact(*columns: Any) -> EventFact:
    return EventFact(**dict(zip(EventFact.__struct_fields__, columns, strict=True)))


def complete_stored(store: Store, late: list[EventFact]) -> None:
    """Give rows that are stored already the names that came later or changed."""
    store.command(
        COMPLETE,
        {
            "keys": [f"{fact.instance}/{fact.id}" for fact in late],
            "uuids": [fact.uuid for fact in late],
            "infos": [fact.info for fact in late],
            "orgs": [fact.org for fact in late],
            "org_uuids": [fact.org_uuid for fact in late],
            "threat_levels": [fact.threat_level for fact in late],
            "analyses": [fact.analysis for fact in late],
            "groups": [fact.sharing_group_id for fact in late],
            "distributions": [fact.distribution for fact in late],
        },
    )


def _merge(known: EventFact, told: EventFact) -> EventFact:
    """What is told wins, unless it is silent or names an older version of the event."""
    newer, older = (known, told) if told.timestamp < known.timestamp else (told, known)
    default = EventFact(instance=known.instance)
    changes = {}
    for field in EventFact.__struct_fields__:
        new, old = getattr(newer, field), getattr(older, field)
        chosen = old if new == getattr(default, field) else new
        if chosen != getattr(known, field):
            changes[field] = chosen
    return msgspec.structs.replace(known, **changes) if changes else known


def _completed(activity: Activity, event: EventFact) -> Activity:
    changes: dict[str, Any] = {}
    if activity.event_info != event.info and not activity.event_info:
        changes["event_info"] = event.info
    if activity.event_uuid == NO_UUID != event.uuid:
        changes["event_uuid"] = event.uuid
    if not activity.event_id and event.id:
        changes["event_id"] = event.id
    if activity.distribution == UNKNOWN != event.distribution:
        changes["distribution"] = event.distribution
        changes["sharing_group_id"] = event.sharing_group_id
    if activity.threat_level == UNKNOWN != event.threat_level:
        changes["threat_level"] = event.threat_level
    if activity.analysis == UNKNOWN != event.analysis:
        changes["analysis"] = event.analysis
    if not activity.org and not activity.org_id and activity.kind in CONTENT:
        changes.update(org=event.org, org_uuid=event.org_uuid, org_id=event.org_id)
    return msgspec.structs.replace(activity, **changes) if changes else activity
