"""What the keys of places and tags stand for is there whenever a question needs it."""

from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from build import activity, uuid

from misp_dashboard.access.viewer import LOCAL
from misp_dashboard.ingest.once import complete_stored, once
from misp_dashboard.query.most_active import most_active
from misp_dashboard.query.places import places
from misp_dashboard.query.scope import Scope
from misp_dashboard.store import meaning
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert
from misp_dashboard.store.meaning import know, learn_stored, write

DAY = Scope(span=timedelta(days=1))

TRIER: dict[str, Any] = {
    "country": "DE", "place": "Trier", "latitude": 49.7596, "longitude": 6.6439,
    "precision": "city", "located_by": "ip",
}  # fmt: skip
FRANCE: dict[str, Any] = {"country": "FR", "precision": "country", "located_by": "phone"}
AT_SEA: dict[str, Any] = {"latitude": 0.0, "longitude": -30.0, "precision": "coordinates"}

UNKNOWN = """
SELECT
    (SELECT count() FROM activity
        WHERE place_key != 0 AND place_key NOT IN (SELECT key FROM place)),
    (SELECT count() FROM activity
        WHERE tags_key != 0 AND tags_key NOT IN (SELECT key FROM tag_set))
"""


class Unknown(NamedTuple):
    places: int
    tag_sets: int


def unknown(store: Store) -> Unknown:
    """What is missing when what waits is written."""
    write(store)
    return store.ask(UNKNOWN, Unknown)[0]


def forgotten(store: Store) -> Store:
    """The store as after a crash, or written by a version that knew no keys."""
    store.command("TRUNCATE TABLE place")
    store.command("TRUNCATE TABLE tag_set")
    meaning._meanings.pop(store, None)
    return store


def tags(store: Store) -> dict[str, int]:
    return {one.item: one.activities for one in most_active(store, LOCAL, DAY, by="tag").items}


def cities(store: Store) -> dict[str, int]:
    return {one.place: one.hits for one in places(store, LOCAL, DAY).places}


def test_every_key_is_known_once_its_activity_is_stored(either_store: Store) -> None:
    forgotten(either_store)
    insert(
        either_store,
        [
            activity("a", tags=("tlp:red", "b"), **TRIER),
            activity("b", tags=("b", "tlp:red"), **FRANCE),
            activity("c", **AT_SEA),
            activity("d", country="LU", precision="weak"),
        ],
    )
    assert unknown(either_store) == Unknown(0, 0)
    # the same tags in another order are the same set
    assert either_store.command("SELECT uniqExact(key) FROM tag_set") == "1"
    assert either_store.command("SELECT groupUniqArray(bitAnd(key, 3)) FROM place") == "[1,2,3]"


def test_every_key_is_known_once_an_activity_is_completed(store: Store) -> None:
    forgotten(store)
    first = activity("a", event_uuid=uuid("e"))
    insert(store, [first])
    assert once(store, [first]).completed == []
    told = activity("a", event_uuid=uuid("e"), tags=("late",), **TRIER)
    complete_stored(store, once(store, [told]).completed)
    assert unknown(store) == Unknown(0, 0)
    assert (tags(store), cities(store)) == ({"late": 1}, {"Trier": 1})


def test_what_is_missing_is_learned_when_it_is_asked(either_store: Store) -> None:
    rows = [activity("a", tags=("x",), **TRIER), activity("b", tags=("x", "y"))]
    insert(either_store, rows)
    forgotten(either_store)
    assert tags(either_store) == {"x": 2, "y": 1}
    assert cities(forgotten(either_store)) == {"Trier": 1}
    assert unknown(either_store) == Unknown(0, 0)


def test_an_update_outside_of_ingest_is_followed(either_store: Store) -> None:
    insert(either_store, [activity("a", tags=("x",), **TRIER), activity("b")])
    either_store.command("UPDATE activity SET tags = ['z'], place = 'Trèves' WHERE place = 'Trier'")
    assert (tags(either_store), cities(either_store)) == ({"z": 1}, {"Trèves": 1})


def test_a_meaning_that_is_written_twice_counts_once(store: Store) -> None:
    insert(store, [activity("a", tags=("x",), **TRIER)])
    for _ in range(2):
        meaning._meanings.pop(store, None)
        know(store, places=[("DE", "Trier", 49.7596, 6.6439, "city")], tag_sets=[("x",)])
        write(store)
    assert (tags(store), cities(store)) == ({"x": 1}, {"Trier": 1})


def test_learning_what_is_known_writes_nothing(store: Store) -> None:
    insert(store, [activity("a", tags=("x",), **TRIER)])
    before = (
        store.command("SELECT count() FROM tag_set"),
        store.command("SELECT count() FROM place"),
    )
    learn_stored(store)
    after = store.command("SELECT count() FROM tag_set"), store.command("SELECT count() FROM place")
    assert before == after


def test_a_new_place_waits_until_it_is_asked_for(store: Store) -> None:
    forgotten(store)
    insert(store, [activity("a", **TRIER)])
    assert store.command("SELECT count() FROM place") == "0"
    assert cities(store) == {"Trier": 1}
    assert store.command("SELECT count() FROM place") == "1"


def test_a_new_set_of_tags_is_written_before_what_has_it(store: Store) -> None:
    forgotten(store)
    know(store, tag_sets=[("x",), ("y", "x")])
    assert store.command("SELECT count() FROM tag_set") == "2"


def test_a_new_place_waits_five_seconds_at_most(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten(store)
    insert(store, [activity("a", **TRIER)])
    monkeypatch.setattr(meaning, "LONGEST_S", 0)
    insert(store, [activity("b", **TRIER)])
    assert store.command("SELECT count() FROM place") == "1"
