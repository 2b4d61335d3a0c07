"""The versions of attributes that tell a place together with others of their object."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from misp_dashboard.activity.row import NO_UUID, Activity
from misp_dashboard.ingest.once import LOCATION
from misp_dashboard.location.located_type import COUNTRIES_OF_CITIES, HALVES
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

DELETED = """
SELECT instance, toString(subject_uuid), at FROM activity
WHERE kind = 'attribute' AND action = 'delete' AND subject_uuid IN {attributes:Array(UUID)}
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


def versions_told(activities: Iterable[Activity]) -> list[Version]:
    """Those of a batch, of attributes whose object is known."""
    return [_version(one) for one in activities if one.object_relation in RELATIONS and _whole(one)]


def versions_stored(store: Store, told: Iterable[Version]) -> list[Version]:
    """Those that the store has of the same objects."""
    objects = sorted({version.object_uuid for version in told})
    asked = {"objects": objects, "relations": sorted(RELATIONS)}
    return store.ask(STORED, _stored, asked)


def deletions(
    store: Store | None, known: Iterable[Version], activities: Sequence[Activity]
) -> list[Version]:
    """When some of them were deleted for good, which MISP tells without naming the object."""
    attributes = {(one.instance, one.attribute_uuid): one for one in known}
    deleted = [
        _Deletion(one.instance, one.subject_uuid, one.at)
        for one in activities
        if one.action == "delete" and one.kind == "attribute"
    ]
    if store:
        asked = {"attributes": sorted({attribute_uuid for _, attribute_uuid in attributes})}
        deleted += store.ask(DELETED, _Deletion, asked)
    return [
        attributes[one.instance, one.attribute_uuid]._replace(at=one.at, action="delete")
        for one in deleted
        if (one.instance, one.attribute_uuid) in attributes
    ]


class _Deletion(NamedTuple):
    instance: str
    attribute_uuid: str
    at: datetime


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


def _whole(one: Activity) -> bool:
    return one.kind == "attribute" and NO_UUID not in (one.object_uuid, one.subject_uuid)
