"""A latitude and a longitude find each other within their object, whichever comes first.

A published event brings an object whole, but MISP sends each attribute in a frame of its own.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from misp_dashboard.activity.row import NO_UUID, Activity
from misp_dashboard.ingest.once import write_columns
from misp_dashboard.location.coordinate import locate_point
from misp_dashboard.location.located_type import HALVES
from misp_dashboard.location.place import Place
from misp_dashboard.store.connect import Store

MEANS = PRECISION = "coordinates"

STORED = """
SELECT id, instance, toString(object_uuid), object_relation, toString(subject_uuid), at, action,
       value, latitude, longitude
FROM activity
WHERE kind = 'attribute' AND object_uuid IN {objects:Array(UUID)}
    AND object_relation IN {relations:Array(String)}
"""


class Half(NamedTuple):
    """One version of a latitude or longitude, and where it was located so far."""

    id: int
    instance: str
    object_uuid: str
    relation: str
    attribute_uuid: str
    at: datetime
    action: str
    value: str
    latitude: float | None = None
    longitude: float | None = None


class Paired(NamedTuple):
    """`activities` is the batch; `moved` says by id where stored rows are known to be now."""

    activities: Sequence[Activity]
    moved: dict[int, Place]


def pair(store: Store | None, activities: Sequence[Activity]) -> Paired:
    """Locate the halves of a batch by their other halves, in the batch or in the store (if any).

    Of each half its newest version counts. A half that was deleted, or of which an object has
    several, pairs with nothing.
    """
    halves = [one for one in activities if one.object_relation in HALVES]
    halves = [one for one in halves if one.kind == "attribute" and one.object_uuid != NO_UUID]
    if not halves:
        return Paired(activities, {})
    stored = {half.id: half for half in _ask_stored(store, halves)} if store else {}
    told = {one.id: _half(one) for one in halves}
    places = _located({**told, **stored}.values())
    moved = {
        id: place
        for id, place in places.items()
        if id in stored
        and (stored[id].latitude, stored[id].longitude) != (place.latitude, place.longitude)
    }
    return Paired([_moved(one, places.get(one.id)) for one in activities], moved)


def complete_pairs(store: Store, moved: dict[int, Place]) -> None:
    """Write in place where stored halves are known to be."""
    if moved:
        places = list(moved.values())
        columns: dict[str, Sequence[Any]] = {
            "country": [place.country for place in places],
            "place": [place.name for place in places],
            "latitude": [place.latitude for place in places],
            "longitude": [place.longitude for place in places],
            "precision": [PRECISION] * len(places),
            "located_by": [MEANS] * len(places),
        }
        write_columns(store, list(moved), columns)


def _ask_stored(store: Store, halves: Sequence[Activity]) -> list[Half]:
    objects = {one.object_uuid for one in halves}
    return store.ask(STORED, Half, {"objects": sorted(objects), "relations": sorted(HALVES)})


def _half(one: Activity) -> Half:
    return Half(
        one.id,
        one.instance,
        one.object_uuid,
        one.object_relation,
        one.subject_uuid,
        one.at,
        one.action,
        one.value,
    )


def _located(halves: Iterable[Half]) -> dict[int, Place]:
    """By id, where the newest versions of two halves of one pair say they are."""
    newest: dict[tuple[str, str, str], dict[str, Half]] = {}
    # what was deleted the moment it was saved is deleted
    for half in sorted(halves, key=lambda one: (one.at, one.action == "delete")):
        of_object = newest.setdefault((half.instance, half.object_uuid, half.relation), {})
        of_object[half.attribute_uuid] = half
    places = {}
    for (instance, object_uuid, relation), attributes in newest.items():
        latitude, longitude = HALVES[relation]
        if relation != latitude:
            continue
        first = _only(attributes)
        second = _only(newest.get((instance, object_uuid, longitude), {}))
        place = locate_point(first.value, second.value) if first and second else None
        if first and second and place:
            places[first.id] = places[second.id] = place
    return places


def _only(attributes: dict[str, Half]) -> Half | None:
    present = [half for half in attributes.values() if half.action != "delete"]
    return present[0] if len(present) == 1 else None


def _moved(one: Activity, place: Place | None) -> Activity:
    if place is None:
        return one
    return msgspec.structs.replace(
        one,
        country=place.country,
        place=place.name,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=PRECISION,
        located_by=MEANS,
    )
