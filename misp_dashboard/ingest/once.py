"""A happening that is known already is not counted again, but may complete what is stored."""

from collections.abc import Iterable, Mapping, MutableSequence, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

import msgspec

from misp_dashboard.activity.row import NO_UUID, UNKNOWN, Activity
from misp_dashboard.store.connect import Store
from misp_dashboard.store.meaning import know

REPEATING = frozenset(("misp_json", "rest_event"))
"""The topics that repeat what other topics told before, without saying what was done."""

VERSIONS = ("attribute", "object", "reference")
"""Kinds whose moment follows from their identity; others may be told with another moment."""

TWIN_S = 5
"""MISP tells a login twice, as user and as audit message, within milliseconds."""

LOCATION = ("country", "place", "latitude", "longitude", "precision", "located_by")

KNOWN_IDS = """
SELECT id FROM activity
WHERE id IN {ids:Array(UInt64)}
    AND (toDate(at) IN {days:Array(Date)} OR kind NOT IN ('attribute', 'object', 'reference'))
"""

KNOWN = """
SELECT id, topic, action, org, toString(org_uuid), org_id, event_id, toString(event_uuid),
       event_info, threat_level, analysis, object_name, object_relation, toString(object_uuid),
       tags, distribution, sharing_group_id, country, place, latitude, longitude, precision,
       located_by, targets, targeted_by
FROM activity
WHERE id IN {ids:Array(UInt64)}
    AND (toDate(at) IN {days:Array(Date)} OR kind NOT IN ('attribute', 'object', 'reference'))
"""

KNOWN_SUBJECTS = """
SELECT DISTINCT toString(subject_uuid), kind FROM activity
WHERE subject_uuid IN {uuids:Array(UUID)} AND kind IN ('attribute', 'object', 'reference')
"""

LOGINS = """
SELECT instance, action, subject_id, topic, received_at FROM activity
WHERE kind = 'login' AND action IN ('login', 'logout')
    AND at BETWEEN {since:DateTime64(3, 'UTC')} AND {until:DateTime64(3, 'UTC')}
"""


class Stored(NamedTuple):
    """The columns of a stored activity that a later telling may complete."""

    id: int
    topic: str
    action: str
    org: str
    org_uuid: str
    org_id: int
    event_id: int
    event_uuid: str
    event_info: str
    threat_level: int
    analysis: int
    object_name: str
    object_relation: str
    object_uuid: str
    tags: tuple[str, ...]
    distribution: int
    sharing_group_id: int
    country: str
    place: str
    latitude: float | None
    longitude: float | None
    precision: str
    located_by: str
    targets: tuple[str, ...]
    targeted_by: str


UPDATE_TYPES = {
    "topic": "String", "action": "String", "org": "String", "org_uuid": "UUID",
    "org_id": "UInt32", "event_id": "UInt32", "event_uuid": "UUID", "event_info": "String",
    "threat_level": "UInt8", "analysis": "UInt8", "object_name": "String",
    "object_relation": "String", "object_uuid": "UUID", "tags": "Array(String)",
    "distribution": "UInt8", "sharing_group_id": "UInt32", "country": "String", "place": "String",
    "latitude": "Nullable(Float64)", "longitude": "Nullable(Float64)", "precision": "String",
    "located_by": "String", "targets": "Array(String)", "targeted_by": "String",
}  # fmt: skip

COMPLETE = """
UPDATE activity SET
    {each}
WHERE id IN {{ids:Array(UInt64)}}
"""

EACH = "{column} = arrayElement({{{column}:Array({type})}}, indexOf({{ids:Array(UInt64)}}, id))"


class Completed(NamedTuple):
    """A stored activity as it is known now, and the columns in which that is better."""

    row: Stored
    columns: frozenset[str]


class Once(NamedTuple):
    """`new` are to be inserted; `completed` are stored and now known better."""

    new: list[Activity]
    completed: list[Completed]


def once(store: Store, activities: Sequence[Activity]) -> Once:
    """Sort a batch into what is new and what completes what is known."""
    first = told_once(without_twins(activities, _logins_around(store, activities)))
    if not first:
        return Once([], [])
    stored = {row.id: row for row in _ask_known(store, first.values())}
    completed = []
    for id, row in stored.items():
        changes = _changes(row, first[id])
        if changes:
            completed.append(Completed(row._replace(**changes), frozenset(changes)))
    new = [activity for id, activity in first.items() if id not in stored]
    return Once(_added_or_edited(store, new), completed)


def told_once(activities: Iterable[Activity]) -> dict[int, Activity]:
    """By id: what was told twice is the first, with what the second adds."""
    first: dict[int, Activity] = {}
    for activity in activities:
        known = first.setdefault(activity.id, activity)
        if known is not activity:
            first[activity.id] = _richer(known, activity)
    return first


def complete_stored(store: Store, completed: Sequence[Completed]) -> None:
    """Write what is known better, in place; only columns that change for one of them."""
    if not completed:
        return
    changed = frozenset[str]().union(*(one.columns for one in completed))
    columns = {
        column: [getattr(one.row, column) for one in completed]
        for column in UPDATE_TYPES
        if column in changed
    }
    write_columns(store, [one.row.id for one in completed], columns)


def write_columns(store: Store, ids: Sequence[int], columns: Mapping[str, Sequence[Any]]) -> None:
    """Write new values of stored activities, in place: of each column as many as ids."""
    each = (EACH.format(column=column, type=UPDATE_TYPES[column]) for column in columns)
    values: dict[str, Any] = {"ids": list(ids), **columns}
    for column in columns.keys() & {"tags", "targets"}:
        values[column] = [list(names) for names in columns[column]]
    if "precision" in columns:
        places = zip(*(columns[one] for one in LOCATION[:-1]), strict=True)
        know(store, places=places)
    know(store, tag_sets=columns.get("tags", ()))
    store.command(COMPLETE.format(each=",\n    ".join(each)), values)


def _ask_known(store: Store, activities: Iterable[Activity]) -> list[Stored]:
    days: set[date] = set()
    ids: list[int] = []
    for activity in activities:
        ids.append(activity.id)
        if activity.kind in VERSIONS:
            days.add(activity.at.date())
    # mostly none is known, and asking for the ids alone takes two thirds of the time
    known = store.ask(KNOWN_IDS, int, {"ids": ids, "days": sorted(days)})
    return store.ask(KNOWN, _stored, {"ids": known, "days": sorted(days)}) if known else []


def _added_or_edited(store: Store, new: list[Activity]) -> list[Activity]:
    """A published event does not say whether a version is the first: the uuid known tells."""
    unsaid = {
        activity.subject_uuid
        for activity in new
        if activity.topic in REPEATING and activity.action == "add" and activity.kind in VERSIONS
    }
    unsaid.discard(NO_UUID)
    if not unsaid:
        return new
    seen = set(store.ask(KNOWN_SUBJECTS, _Subject, {"uuids": list(unsaid)}))
    said = []
    for activity in new:
        subject = _Subject(activity.subject_uuid, activity.kind)
        if activity.topic in REPEATING and activity.action == "add" and subject in seen:
            said.append(msgspec.structs.replace(activity, action="edit"))
        else:
            said.append(activity)
        if activity.kind in VERSIONS:
            seen.add(subject)
    return said


def _richer(known: Activity, told: Activity) -> Activity:
    """One batch told it twice: the first with what the second adds."""
    columns = [column for column in Stored._fields if column != "id"]
    row = Stored(known.id, *(getattr(known, column) for column in columns))
    changes = _changes(row, told)
    return msgspec.structs.replace(known, **changes) if changes else known


def _changes(row: Stored, told: Activity) -> dict[str, Any]:
    """What the later telling knows better."""
    changes: dict[str, Any] = {}
    for column in ("org", "org_id", "event_id", "event_info", "object_name", "object_relation"):
        if not getattr(row, column) and getattr(told, column):
            changes[column] = getattr(told, column)
    for column in ("org_uuid", "event_uuid", "object_uuid"):
        if getattr(row, column) == NO_UUID != getattr(told, column):
            changes[column] = getattr(told, column)
    for column in ("threat_level", "analysis", "distribution"):
        if getattr(row, column) == UNKNOWN != getattr(told, column):
            changes[column] = getattr(told, column)
    if "distribution" in changes:
        changes["sharing_group_id"] = told.sharing_group_id
    added = [tag for tag in dict.fromkeys(told.tags) if tag not in row.tags]
    if added:
        changes["tags"] = (*row.tags, *added)
    if not row.precision and told.precision:
        changes.update((column, getattr(told, column)) for column in LOCATION)
    targets = [target for target in told.targets if target not in row.targets]
    if targets:
        changes["targets"] = (*row.targets, *targets)
        changes["targeted_by"] = row.targeted_by or told.targeted_by
    if row.topic in REPEATING and told.topic not in REPEATING:
        # the frame that did it says better what was done
        changes.update(topic=told.topic, action=told.action)
    return changes


def _stored(*columns: Any) -> Stored:
    row = Stored(*columns)
    return row._replace(tags=tuple(row.tags), targets=tuple(row.targets))


class _Subject(NamedTuple):
    uuid: str
    kind: str


class Login(NamedTuple):
    """What two tellings of one login have in common, and the topic and moment of one."""

    instance: str
    action: str
    user_id: int
    topic: str
    received_at: datetime


def without_twins(
    activities: Sequence[Activity], told: MutableSequence[Login]
) -> Sequence[Activity]:
    """Those that do not tell a login again that is among `told`, which gains the others'."""
    logins = _logins(activities)
    if not logins:
        return activities
    dropped = set()
    for login in logins:
        if any(_is_twin(earlier, login) for earlier in told):
            dropped.add(login.id)
        else:
            told.append(
                Login(
                    login.instance, login.action, login.subject_id, login.topic, login.received_at
                )
            )
    return [activity for activity in activities if activity.id not in dropped]


def _logins(activities: Iterable[Activity]) -> list[Activity]:
    return [a for a in activities if a.kind == "login" and a.action in ("login", "logout")]


def _logins_around(store: Store, activities: Iterable[Activity]) -> list[Login]:
    """Those stored that the batch may tell again."""
    logins = _logins(activities)
    if not logins:
        return []
    margin = timedelta(seconds=TWIN_S)
    since = min(a.received_at for a in logins) - margin
    until = max(a.received_at for a in logins) + margin
    return store.ask(LOGINS, Login, {"since": since, "until": until})


def _is_twin(earlier: Login, login: Activity) -> bool:
    return (
        earlier.topic != login.topic
        and earlier.instance == login.instance
        and earlier.action == login.action
        and earlier.user_id == login.subject_id
        and abs((earlier.received_at.astimezone(UTC) - login.received_at).total_seconds()) <= TWIN_S
    )
