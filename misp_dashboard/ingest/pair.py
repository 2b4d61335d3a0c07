"""Attributes of one object that only together tell a place find each other, whichever comes first.

A published event brings an object whole, but MISP sends each attribute in a frame of its own: the
latitude without its longitude, the city without its country.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

import msgspec

from misp_dashboard.activity.row import Activity
from misp_dashboard.ingest.once import LOCATION, write_columns
from misp_dashboard.ingest.part import Version, Where, deletions, versions_stored, versions_told
from misp_dashboard.location.coordinate import locate_point
from misp_dashboard.location.located_type import COUNTRIES_OF_CITIES, HALVES
from misp_dashboard.location.written_place import locate_city_in, locate_country
from misp_dashboard.store.connect import Store


class Paired(NamedTuple):
    """`activities` is the batch; `moved` says by id where stored rows are known to be now."""

    activities: Sequence[Activity]
    moved: dict[int, Where]


def pair(store: Store | None, activities: Sequence[Activity]) -> Paired:
    """Locate such attributes of a batch by others of their objects, in the batch or in the store
    (if any).

    Each version goes with the newest ones of the others. An attribute that was deleted, or of
    which an object has several, tells nothing.
    """
    told = versions_told(activities)
    if not told:
        return Paired(activities, {})
    stored = {version.id: version for version in versions_stored(store, told)} if store else {}
    known = {**{version.id: version for version in told}, **stored}
    found = _found([*known.values(), *deletions(store, known.values(), activities)])
    moved = {id: where for id, where in found.items() if id in stored and stored[id].where != where}
    return Paired([_moved(one, found.get(one.id)) for one in activities], moved)


def complete_pairs(store: Store, moved: dict[int, Where]) -> None:
    """Write in place where stored attributes are known to be."""
    if moved:
        columns = {
            column: [getattr(where, column) for where in moved.values()] for column in LOCATION
        }
        write_columns(store, list(moved), columns)


def _found(versions: Iterable[Version]) -> dict[int, Where]:
    """By id, where an object's attributes said together that they are, when they were saved.

    Moment by moment, so that a replay finds what was found live: a half that is deleted later was
    somewhere before.
    """
    objects: dict[tuple[str, str], list[Version]] = {}
    for version in versions:
        objects.setdefault((version.instance, version.object_uuid), []).append(version)
    found: dict[int, Where] = {}
    for told in objects.values():
        # what was deleted the moment it was saved is deleted
        told.sort(key=lambda one: (one.at, one.action == "delete"))
        relations: dict[str, dict[str, Version]] = {}
        for _, saved_at_once in groupby(told, key=lambda one: one.at):
            for version in saved_at_once:
                relations.setdefault(version.relation, {})[version.attribute_uuid] = version
            only = {name: one for name, all_ in relations.items() if (one := _only(all_))}
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
