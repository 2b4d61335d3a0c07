"""What is known of each instance's organisations: many frames name one by its id only."""

from typing import Any, NamedTuple

import msgspec

from misp_dashboard.activity.row import NO_UUID, Activity
from misp_dashboard.directory.fact import OrganisationFact
from misp_dashboard.store.connect import Store

ALL = "SELECT instance, id, toString(uuid), name FROM organisation FINAL"

UNNAMED = "SELECT DISTINCT instance, org_id FROM activity WHERE org = '' AND org_id > 0"

# what another MISP's export told has no number of this one's
_KEY = "if(org_id > 0, toString(org_id), toString(org_uuid))"
_AT = f"indexOf({{keys:Array(String)}}, concat(instance, '/', {_KEY}))"

COMPLETE = f"""
UPDATE activity SET
    org = arrayElement({{names:Array(String)}}, {_AT}),
    org_uuid = arrayElement({{uuids:Array(UUID)}}, {_AT})
WHERE {_AT} > 0
"""  # noqa: S608 - the part is the constant above


class _Key(NamedTuple):
    instance: str
    id: int


class OrganisationDirectory:
    """Learns from facts, completes activities, and remembers what became known late."""

    def __init__(self) -> None:
        self._by_id: dict[tuple[str, int], OrganisationFact] = {}
        self._by_uuid: dict[tuple[str, str], OrganisationFact] = {}
        self._missing: set[tuple[str, int]] = set()
        self.unsaved: dict[tuple[str, str, int], OrganisationFact] = {}
        self.late: dict[tuple[str, int, str], OrganisationFact] = {}

    def load(self, store: Store) -> None:
        for fact in store.ask(
            ALL, lambda *c: OrganisationFact(instance=c[0], id=c[1], uuid=c[2], name=c[3])
        ):
            self._keep(fact)
        self._missing.update(store.ask(UNNAMED, lambda *key: key))

    def find(self, instance: str, id: int, uuid: str) -> OrganisationFact | None:
        found = self._by_id.get((instance, id)) if id else None
        if found is None and uuid != NO_UUID:
            found = self._by_uuid.get((instance, uuid))
        return found

    def learn(self, fact: OrganisationFact) -> None:
        known = self.find(fact.instance, fact.id, fact.uuid)
        if known == fact:
            return
        if known is not None:
            merged = OrganisationFact(
                instance=fact.instance,
                id=fact.id or known.id,
                uuid=known.uuid if fact.uuid == NO_UUID else fact.uuid,
                name=fact.name or known.name,
            )
            if merged == known:
                return
        else:
            merged = fact
        self._keep(merged)
        self.unsaved[(merged.instance, merged.uuid, merged.id)] = merged
        key = (merged.instance, merged.id)
        renamed = known is not None and known.name != merged.name
        if merged.name and (renamed or (merged.id and key in self._missing)):
            self.late[(*key, merged.uuid)] = merged
            self._missing.discard(key)

    def complete(self, activity: Activity) -> Activity:
        """The activity with its organisation's current name and uuid."""
        if not activity.org_id and activity.org_uuid == NO_UUID:
            return activity
        known = self.find(activity.instance, activity.org_id, activity.org_uuid)
        if known is None or not known.name:
            if activity.org_id and not activity.org:
                self._missing.add((activity.instance, activity.org_id))
            return activity
        changes: dict[str, Any] = {}
        if not activity.org:
            changes["org"] = known.name
        if activity.org_uuid == NO_UUID != known.uuid:
            changes["org_uuid"] = known.uuid
        if not activity.org_id and known.id:
            changes["org_id"] = known.id
        return msgspec.structs.replace(activity, **changes) if changes else activity

    def _keep(self, fact: OrganisationFact) -> None:
        if fact.id:
            self._by_id[(fact.instance, fact.id)] = fact
        if fact.uuid != NO_UUID:
            self._by_uuid[(fact.instance, fact.uuid)] = fact


def _fact(instance: str, id: int, uuid: str, name: str) -> OrganisationFact:
    return OrganisationFact(instance=instance, id=id, uuid=uuid, name=name)


def complete_stored(store: Store, late: list[OrganisationFact]) -> None:
    """Give rows that are stored already the names that came later or changed."""
    keys = {
        f"{fact.instance}/{key}": fact
        for fact in late
        for key in (fact.id, fact.uuid)
        if key not in (0, NO_UUID)
    }
    store.command(
        COMPLETE,
        {
            "keys": list(keys),
            "names": [fact.name for fact in keys.values()],
            "uuids": [fact.uuid for fact in keys.values()],
        },
    )
