"""The directory: names and states learned on the way, in memory and in small tables."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import msgspec

from misp_dashboard.activity.row import Activity
from misp_dashboard.directory import event, organisation
from misp_dashboard.directory.fact import EventFact, Fact, OrganisationFact, TagFact
from misp_dashboard.directory.tag import TagDirectory
from misp_dashboard.store.connect import Store


class Directory:
    """One writer (ingest) learns and saves; `complete` and `colour` are for any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._events = event.EventDirectory()
        self._organisations = organisation.OrganisationDirectory()
        self._tags = TagDirectory()

    def load(self) -> None:
        """Read what earlier runs learned."""
        self._events.load(self._store)
        self._organisations.load(self._store)
        self._tags.load(self._store)

    def learn(self, facts: Iterable[Fact]) -> None:
        for fact in facts:
            if isinstance(fact, EventFact):
                self._events.learn(fact)
            elif isinstance(fact, OrganisationFact):
                self._organisations.learn(fact)
            else:
                self._tags.learn(fact)

    def complete(self, activity: Activity) -> Activity:
        """The activity with every name that is known now; other names follow with `save`."""
        return self._organisations.complete(self._events.complete(activity))

    def colour(self, instance: str, tag: str) -> str:
        return self._tags.colour(instance, tag)

    def save(self) -> None:
        """Store what was learned since, and complete the rows that came before their names.

        Saving again after a failure is harmless: the tables keep one row a key.
        """
        store, events, organisations = self._store, self._events, self._organisations
        if events.late:
            event.complete_stored(store, list(events.late.values()))
            events.late.clear()
        if organisations.late:
            organisation.complete_stored(store, list(organisations.late.values()))
            organisations.late.clear()
        for table, kind, unsaved in (
            ("event", EventFact, events.unsaved),
            ("organisation", OrganisationFact, organisations.unsaved),
            ("tag", TagFact, self._tags.unsaved),
        ):
            if unsaved:
                facts: Iterable[Fact] = unsaved.values()
                _insert(store, table, kind.__struct_fields__, facts)
                unsaved.clear()


def _insert(store: Store, table: str, columns: Sequence[str], facts: Iterable[Fact]) -> None:
    learned_at = datetime.now(UTC)
    rows = [(*msgspec.structs.astuple(fact), learned_at) for fact in facts]
    store.insert(table, (*columns, "learned_at"), rows)
