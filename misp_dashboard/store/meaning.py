"""What the keys of places and sets of tags stand for is written once, when it first occurs."""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from misp_dashboard.store.connect import Store, StoreRefused

Row = TypeVar("Row")

Place = tuple[str, str, float | None, float | None, str]
"""Country, name, latitude, longitude and precision."""

PLACE = ("country", "place", "latitude", "longitude", "precision")

LEARN_PLACES = """
INSERT INTO place (country, place, latitude, longitude, precision)
SELECT any(country), any(place), any(latitude), any(longitude), any(precision)
FROM activity
PREWHERE place_key != 0 AND place_key NOT IN (SELECT key FROM place)
GROUP BY place_key
"""

LEARN_TAG_SETS = """
INSERT INTO tag_set (tags)
SELECT any(tags)
FROM activity
PREWHERE tags_key != 0 AND tags_key NOT IN (SELECT key FROM tag_set)
GROUP BY tags_key
"""

UNKNOWN = "the meaning of a key is missing"

WITH_PLACE = f"""LEFT ANY JOIN place ON place.key = counted.key
WHERE NOT throwIf(counted.key != 0 AND place.key = 0, '{UNKNOWN}')"""

WITH_TAGS = f"""LEFT ANY JOIN tag_set ON tag_set.key = counted.key
WHERE NOT throwIf(counted.key != 0 AND tag_set.key = 0, '{UNKNOWN}')"""
"""To follow `FROM (…) AS counted` that has a column `key`; to be asked by `ask_by_meaning`."""

TAGS_OF = "SELECT key, any(tags) FROM tag_set WHERE key IN {keys:Array(UInt64)} GROUP BY key"

AT_MOST = 100_000
"""So many are remembered as written; forgetting them costs writing them again."""

_written: WeakKeyDictionary[Store, set[Hashable]] = WeakKeyDictionary()


def know(
    store: Store, *, places: Iterable[Place] = (), tag_sets: Iterable[Sequence[str]] = ()
) -> None:
    """On return what these stand for is written. To be called before activities are that have
    them; a place without a country or coordinates is none, and an empty set has no key."""
    written = _written.setdefault(store, set())
    if len(written) > AT_MOST:
        written.clear()
    new_places = {one for one in places if one[0] or one[2] is not None} - written
    new_sets = {tuple(one) for one in tag_sets if one} - written
    if new_places:
        store.insert("place", PLACE, list(new_places))
    if new_sets:
        store.insert("tag_set", ("tags",), [(one,) for one in new_sets])
    written |= new_places
    written |= new_sets


def learn_stored(store: Store) -> None:
    """Write what the keys of stored activities stand for, where that is missing."""
    store.command(LEARN_PLACES)
    store.command(LEARN_TAG_SETS)


def ask_by_meaning(
    store: Store, sql: str, row: Callable[..., Row], parameters: dict[str, Any]
) -> list[Row]:
    """As `Store.ask`, for a question that joins `place` or `tag_set`: what is missing there is
    learned from the activities first, so that an answer is never short of it."""
    try:
        return store.ask(sql, row, parameters)
    except StoreRefused as error:
        if UNKNOWN not in str(error):
            raise
    learn_stored(store)
    return store.ask(sql, row, parameters)


def tag_sets(store: Store, keys: Collection[int]) -> dict[int, list[str]]:
    """The tags that keys of stored activities stand for."""
    found = dict(store.ask(TAGS_OF, _pair, {"keys": list(keys)}))
    if len(found) < len(set(keys) - {0}):
        learn_stored(store)
        found = dict(store.ask(TAGS_OF, _pair, {"keys": list(keys)}))
    return {0: [], **found}


def _pair(key: int, tags: list[str]) -> tuple[int, list[str]]:
    return key, tags
