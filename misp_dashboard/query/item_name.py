"""An item has a pattern for its filter, a label for people, and a tag's parts and colour."""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from misp_dashboard.activity.row import NO_UUID
from misp_dashboard.query.active_event import TITLE
from misp_dashboard.query.active_item import TAGS, By
from misp_dashboard.query.bad_filter import BadFilter
from misp_dashboard.query.machine_tag import machine_tag
from misp_dashboard.query.scope import IN_SCOPE
from misp_dashboard.query.suggestions import exactly
from misp_dashboard.query.tag_colour import tag_colours
from misp_dashboard.store.connect import Store

LATEST = "toUnixTimestamp64Milli(max(at))"
"""When the latest activity of an event was, by which it is found without reading others' titles."""

EVENTS = f"""
SELECT toString(event_key), event_info, toString(event_uuid), instance, event_id
FROM activity
PREWHERE event_key IN {{keys:Array(UInt64)}}
    AND toUnixTimestamp64Milli(at) IN {{moments:Array(Int64)}}
WHERE toDate(at) IN {{days:Array(Date)}}
    AND {IN_SCOPE}
ORDER BY at DESC, id DESC
LIMIT 1 BY event_key
"""  # noqa: S608 - the parts are constants

TITLES = f"""
SELECT toString(event_key), {TITLE}
FROM activity
WHERE {IN_SCOPE}
    AND event_key IN {{keys:Array(UInt64)}}
GROUP BY event_key
"""  # noqa: S608 - the parts are constants

KEY = """
SELECT toString(if({uuid:String} != '', cityHash64(toUUIDOrZero({uuid:String})),
    cityHash64({instance:String}, {id:UInt32})))
"""
"""As in 0006_keys.sql."""

Latest = int
"""Milliseconds."""


class ItemName(NamedTuple):
    """`item` is ready for the URL; what an item does not have is ""."""

    item: str
    label: str
    colour: str = ""
    namespace: str = ""
    predicate: str = ""
    value: str = ""
    instance: str = ""
    event_id: int = 0


class _Event(NamedTuple):
    key: str
    title: str
    uuid: str
    instance: str
    id: int


class _Title(NamedTuple):
    key: str
    title: str


def item_names(store: Store, by: By, names: Iterable[str]) -> dict[str, ItemName]:
    """Of each name that is not an event's."""
    names = list(names)
    if by not in TAGS:
        return {name: ItemName(exactly(name), name) for name in names}
    colours = tag_colours(store, names)
    found = {}
    for name in names:
        parts = machine_tag(name)
        label = parts.value or name if by == "galaxy" else name
        found[name] = ItemName(exactly(name), label, colours[name], *parts)
    return found


def event_names(
    store: Store, latest: Mapping[str, Latest], values: dict[str, Any]
) -> dict[str, ItemName]:
    """Of each event by its key, from when its latest activity was. `values` are the scope's."""
    if not latest:
        return {}
    chosen = {
        "keys": [int(key) for key in latest],
        "moments": list(latest.values()),
        "days": sorted({datetime.fromtimestamp(ms / 1000, UTC).date() for ms in latest.values()}),
    }
    rows = {row.key: row for row in store.ask(EVENTS, _Event, {**values, **chosen})}
    untitled = [row.key for row in rows.values() if not row.title]
    earlier = (
        store.ask(TITLES, _Title, {**values, "keys": list(map(int, untitled))}) if untitled else []
    )
    titles = {row.key: row.title for row in earlier}
    found = {}
    for key, row in rows.items():
        item = row.uuid if row.uuid != NO_UUID else exactly(f"{row.instance}:{row.id}")
        label = row.title or titles.get(key) or item
        found[key] = ItemName(item, label, instance=row.instance, event_id=row.id)
    return found


def names_of(items: Sequence[str]) -> dict[str, str]:
    """What the patterns of items stand for, each once, with the pattern."""
    return {re.sub(r"(?s)\\(.)", r"\1", item): item for item in items}


def event_keys(store: Store, items: Sequence[str]) -> dict[str, str]:
    """The keys of events, each once, with the item. Raises `BadFilter`."""
    return {_key(store, name): item for name, item in names_of(items).items()}


def _key(store: Store, name: str) -> str:
    with suppress(ValueError):
        uuid = str(UUID(name))
        return store.ask(KEY, str, {"uuid": uuid, "instance": "", "id": 0})[0]
    instance, _, number = name.rpartition(":")
    if not instance or not re.fullmatch(r"[0-9]{1,9}", number):
        raise BadFilter(
            "item", f"`{name[:40]}` is no event", "write its uuid, or the instance and number: A:7"
        )
    return store.ask(KEY, str, {"uuid": "", "instance": instance, "id": int(number)})[0]
