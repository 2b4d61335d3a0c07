"""Attributes of one object that only together tell a place find each other, whichever comes first.

A published event brings an object whole, but MISP sends each attribute in a frame of its own: the
latitude without its longitude, the city without its country.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from misp_dashboard.activity.row import NO_UUID, Activity
from misp_dashboard.ingest.once import LOCATION, write_columns
from misp_dashboard.location.coordinate import locate_point
from misp_dashboard.location.located_type import COUNTRIES_OF_CITIES, HALVES
from misp_dashboard.location.written_place import locate_city_in, locate_country
from misp_dashboard.store.connect import Store

RELATIONS = frozenset(
    {*HALVES, *HALVES.values(), *COUNTRIES_OF_CITIES}.union(*COUNTRIES_OF_CITIES.values())
)
"""Object relations of attributes that tell a place together with another one."""

STORED = """
SELECT id, instance, toString(object_uuid), object_relation, toString(subject_uuid), at, action,
       value, country, place, latitude, longitude, precision, located_by
FROM activity
WHERE kind = 'attribute' AND object_uuid IN {objects:Array(UUID)}
    AND object_relation IN {relations:Array(String)}
"""


class Where(NamedTuple):
    """The columns of a location, in the order of `LOCATION`."""

    country: str
    place: str
    latitude: float | None
    longitude: float | None
    precision: str
    located_by: str


class Version(NamedTuple):
    """One version of such an attribute, and where it was located by itself or before."""

    id: int
    instance: str
    object_uuid: str
    relation: str
    attribute_uuid: str
    at: datetime
    action: str
    value: str
    where: Where


class Paired(NamedTuple):
    """`activities` is the batch; `moved` says by id where stored rows are known to be now."""

    activities: Sequence[Activity]
    moved: dict[int, Where]


def pair(store: Store | None, activities: Sequence[Activity]) -> Paired:
    """Locate such attributes of a batch by others of their objects, in the batch or in the store
    (if any).

    Of each attribute its newest version counts. One that was deleted, or of which an object has
    several, tells nothing.
    """
    told = [_version(one) for one in activities if one.object_relation in RELATIONS and _whole(one)]
    if not told:
        return Paired(activities, {})
    stored = {version.id: version for version in _ask_stored(store, told)} if store else {}
    found = _found({**{version.id: version for version in told}, **stored}.values())
    moved = {id: where for id, where in found.items() if id in stored and stored[id].where != where}
    return Paired([_moved(one, found.get(one.id)) for one in activities], moved)


def complete_pairs(store: Store, moved: dict[int, Where]) -> None:
    """Write in place where stored attributes are known to be."""
    if moved:
        columns = {
            column: [getattr(where, column) for where in moved.values()] for column in LOCATION
        }
        write_columns(store, list(moved), columns)


def _whole(one: Activity) -> bool:
    return one.kind == "attribute" and one.object_uuid != NO_UUID


def _ask_stored(store: Store, told: Sequence[Version]) -> list[Version]:
    objects = sorted({version.object_uuid for version in told})
    asked = {"objects": objects, "relations": sorted(RELATIONS)}
    return store.ask(STORED, _stored, asked)


def _stored(*columns: Any) -> Version:
    return Version._make((*columns[:8], Where._make(columns[8:])))


def _version(one: Activity) -> Version:
    where = Where(*(getattr(one, column) for column in LOCATION))
    return Version(
        one.id,
        one.instance,
        one.object_uuid,
        one.object_relation,
        one.subject_uuid,
        one.at,
        one.action,
        one.value,
        where,
    )


def _found(versions: Iterable[Version]) -> dict[int, Where]:
    """By id, where the newest versions of an object's attributes say together that they are."""
    objects: dict[tuple[str, str], dict[str, dict[str, Version]]] = {}
    # what was deleted the moment it was saved is deleted
    for version in sorted(versions, key=lambda one: (one.at, one.action == "delete")):
        relations = objects.setdefault((version.instance, version.object_uuid), {})
        relations.setdefault(version.relation, {})[version.attribute_uuid] = version
    found: dict[int, Where] = {}
    for relations in objects.values():
        only = {relation: one for relation, all_ in relations.items() if (one := _only(all_))}
        found.update(_points(only))
        found.update(_cities(only))
    return found


def _only(attributes: dict[str, Version]) -> Version | None:
    present = [version for version in attributes.values() if version.action != "delete"]
    return present[0] if len(present) == 1 else None


def _points(only: dict[str, Version]) -> dict[int, Where]:
    found = {}
    for relation, other in HALVES.items():
        latitude, longitude = only.get(relation), only.get(other)
        place = locate_point(latitude.value, longitude.value) if latitude and longitude else None
        if latitude and longitude and place:
            where = Where(
                place.country, "", place.latitude, place.longitude, "coordinates", "coordinates"
            )
            found[latitude.id] = found[longitude.id] = where
    return found


def _cities(only: dict[str, Version]) -> dict[int, Where]:
    found = {}
    for relation, of_country in COUNTRIES_OF_CITIES.items():
        city = only.get(relation)
        told = [only[one] for one in of_country if one in only] if city else []
        countries = {place.country for one in told if (place := locate_country(one.value))}
        if city and len(countries) == 1:
            place = locate_city_in(city.value, countries.pop())
            found[city.id] = Where(
                place.country,
                place.name,
                place.latitude,
                place.longitude,
                place.precision,
                "place",
            )
    return found


def _moved(one: Activity, where: Where | None) -> Activity:
    return one if where is None else msgspec.structs.replace(one, **where._asdict())
