"""An organisation that contributes is found by its name on each instance, for who sees it."""

from datetime import UTC, datetime, timedelta

from build import NOW, activity, uuid

from misp_dashboard.access.viewer import LOCAL, Viewer
from misp_dashboard.activity.row import NO_UUID
from misp_dashboard.config import Contribution
from misp_dashboard.config.contribution import Alias, Excluded
from misp_dashboard.contribution.rules import rules_of
from misp_dashboard.query.numbered_organisations import (
    NumberedOrganisation,
    numbered_organisations,
)
from misp_dashboard.query.scope import Scope
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

RULES = rules_of(Contribution())
BOTH = ("Here", "There")
SOMEBODY = Viewer("somebody", org_uuid=uuid("somebody"))


def learn(store: Store, instance: str, id: int, name: str, of: str = "", minute: int = 0) -> None:
    at = datetime(2026, 11, 1, 8, minute, tzinfo=UTC)
    columns = ("instance", "id", "uuid", "name", "learned_at")
    store.insert("organisation", columns, [(instance, id, uuid(of) if of else NO_UUID, name, at)])


def found(
    store: Store, org: str = "A", settings: Contribution | None = None, viewer: Viewer = LOCAL
) -> list[tuple[str, int, str]]:
    rules = rules_of(settings) if settings else RULES
    return [*numbered_organisations(store, viewer, Scope(), rules, org, BOTH)]


def test_it_has_a_number_of_its_own_on_each_instance(either_store: Store) -> None:
    learn(either_store, "There", 9, "A", of="a")
    learn(either_store, "Here", 3, "A", of="a")
    learn(either_store, "Here", 4, "B", of="b")
    learn(either_store, "Elsewhere", 5, "A", of="a")
    assert found(either_store) == [("Here", 3, "A"), ("There", 9, "A")]
    assert found(either_store, "Nobody") == []


def test_the_name_it_has_now_counts(store: Store) -> None:
    learn(store, "Here", 3, "Old", of="a", minute=1)
    learn(store, "Here", 3, "A", of="a", minute=2)
    assert found(store, "A") == [("Here", 3, "A")]
    assert found(store, "Old") == []


def test_a_number_goes_before_the_name_alone_and_comes_once(store: Store) -> None:
    learn(store, "Here", 0, "A", of="a")
    learn(store, "Here", 3, "A", of="a")
    learn(store, "Here", 3, "A")
    assert found(store) == [("Here", 3, "A"), ("Here", 0, "A")]


def test_those_that_count_as_it_come_after_it(store: Store) -> None:
    for number, name in enumerate(("A", "A (old)", "X"), 3):
        learn(store, "Here", number, name, of=name)
    settings = Contribution(aliases=(Alias("A (old)", "A"),), excluded=(Excluded("X"),))
    assert found(store, "A", settings) == [("Here", 3, "A"), ("Here", 4, "A (old)")]
    assert found(store, "A (old)", settings) == []
    assert found(store, "X", settings) == []


def test_who_sees_nothing_of_it_does_not_learn_of_it(either_store: Store) -> None:
    learn(either_store, "Here", 3, "A", of="a")
    hidden = activity("hidden", org="A", distribution=0, at=NOW)
    insert(either_store, [hidden])
    assert found(either_store) == [("Here", 3, "A")]
    assert found(either_store, viewer=SOMEBODY) == []
    long_ago = NOW - timedelta(days=4000)
    insert(either_store, [activity("shown", org="A", distribution=1, at=long_ago)])
    assert found(either_store, viewer=SOMEBODY) == [NumberedOrganisation("Here", 3, "A")]
