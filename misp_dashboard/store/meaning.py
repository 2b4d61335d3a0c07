"""What the keys of places and sets of tags stand for is written before a question needs it."""

import threading
import time
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

AT_ONCE = 5000
LONGEST_S = 5
"""New places wait to be written together, until a question needs them: writing some with each batch
of activities would take a tenth of ingest's time. There are far fewer sets of tags: these are
written before the activities that have them, so that a filter by tag can ask them alone."""

AT_MOST = 100_000
"""So many are remembered as written; forgetting them costs writing them again."""


class _Meanings:
    """What was told of one store: all that is `known`, and the places not written yet."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.known: set[Hashable] = set()
        self.places: list[Place] = []
        self.waiting_since_s = 0.0


_meanings: WeakKeyDictionary[Store, _Meanings] = WeakKeyDictionary()


def know(
    store: Store, *, places: Iterable[Place] = (), tag_sets: Iterable[Sequence[str]] = ()
) -> None:
    """Learn what the keys of these will stand for, before activities that have them are stored.

    A place without a country or coordinates is none, and an empty set has no key.
    """
    told = _meanings.setdefault(store, _Meanings())
    with told.lock:
        if len(told.known) > AT_MOST:
            told.known.clear()
        new_places = {one for one in places if one[0] or one[2] is not None} - told.known
        new_sets = {tuple(one) for one in tag_sets if one} - told.known
        if new_sets:
            store.insert("tag_set", ("tags",), [(one,) for one in new_sets])
        if not told.places:
            told.waiting_since_s = time.monotonic()
        told.places.extend(new_places)
        told.known |= new_places | new_sets
        waiting = len(told.places)
        is_due = waiting > AT_ONCE or time.monotonic() - told.waiting_since_s > LONGEST_S
    if is_due and waiting:
        write(store)


def write(store: Store) -> None:
    """Write what waits."""
    told = _meanings.setdefault(store, _Meanings())
    with told.lock:
        if told.places:
            store.insert("place", PLACE, told.places)
            told.places = []


def learn_stored(store: Store) -> None:
    """Write what the keys of stored activities stand for, where that is missing."""
    store.command(LEARN_PLACES)
    store.command(LEARN_TAG_SETS)


def ask_by_meaning(
    store: Store, sql: str, row: Callable[..., Row], parameters: dict[str, Any]
) -> list[Row]:
    """As `Store.ask`, for a question that joins `place` or `tag_set`. What waits is written first;
    what is still missing (after a crash, or of another process) is learned from the activities."""
    for prepare in (write, write, learn_stored):
        prepare(store)
        try:
            return store.ask(sql, row, parameters)
        except StoreRefused as error:
            if UNKNOWN not in str(error):
                raise
            missing = error
    raise missing


def tag_sets(store: Store, keys: Collection[int]) -> dict[int, list[str]]:
    """The tags that keys of stored activities stand for."""
    found: dict[int, list[str]] = {}
    for prepare in (write, learn_stored):
        prepare(store)
        found = dict(store.ask(TAGS_OF, _pair, {"keys": list(keys)}))
        if len(found) == len(set(keys) - {0}):
            break
    return {0: [], **found}


def _pair(key: int, tags: list[str]) -> tuple[int, list[str]]:
    return key, tags
