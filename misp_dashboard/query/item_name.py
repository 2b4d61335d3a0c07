"""An item has a pattern for its filter, a label for people, and a tag's parts and colour."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple
from uuid import UUID

from misp_dashboard.activity.row import NO_UUID
from misp_dashboard.query.active_item import EVENT, TAGS, TITLE, By
from misp_dashboard.query.bad_filter import BadFilter
from misp_dashboard.query.machine_tag import machine_tag
from misp_dashboard.query.scope import IN_SCOPE
from misp_dashboard.query.suggestions import exactly
from misp_dashboard.query.tag_colour import tag_colours
from misp_dashboard.store.connect import Store

EVENTS = f"""
SELECT toString({EVENT}) AS key, {TITLE}, toString(argMax(event_uuid, (at, id))),
    toString(argMax(instance, (at, id))), argMax(event_id, (at, id))
FROM activity
WHERE {IN_SCOPE}
    AND {EVENT} IN {{names:Array(UUID)}}
GROUP BY key
"""  # noqa: S608 - the parts are constants


MADE_UP = "SELECT toString(reinterpretAsUUID(sipHash128({instance:String}, {id:UInt32})))"
"""The key of an event whose uuid is not known, as in `EVENT`."""


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


def item_names(
    store: Store, by: By, names: Mapping[str, str], values: dict[str, Any]
) -> dict[str, ItemName]:
    """Of each name, as SQL has it; behind it stands the item that was asked for, or "".

    `values` are the scope's.
    """
    if by == "event":
        return _event_names(store, names, values)
    if by not in TAGS:
        return {name: ItemName(exactly(name), name) for name in names}
    colours = tag_colours(store, names)
    found = {}
    for name in names:
        parts = machine_tag(name)
        label = parts.value or name if by == "galaxy" else name
        found[name] = ItemName(exactly(name), label, colours[name], *parts)
    return found


def _event_names(
    store: Store, names: Mapping[str, str], values: dict[str, Any]
) -> dict[str, ItemName]:
    found = {key: ItemName(item or key, item or key) for key, item in names.items()}
    rows = store.ask(EVENTS, _Event, {**values, "names": list(names)}) if names else []
    for row in rows:
        item = row.uuid if row.uuid != NO_UUID else exactly(f"{row.instance}:{row.id}")
        found[row.key] = ItemName(item, row.title or item, instance=row.instance, event_id=row.id)
    return found


def names_of(store: Store, by: By, items: Sequence[str]) -> dict[str, str]:
    """The names of items as SQL has them, each once, with the item. Raises `BadFilter`."""
    plain = {re.sub(r"(?s)\\(.)", r"\1", item): item for item in items}
    return plain if by != "event" else {_key(store, text): item for text, item in plain.items()}


def _key(store: Store, text: str) -> str:
    with suppress(ValueError):
        return str(UUID(text))
    instance, _, number = text.rpartition(":")
    if not instance or not re.fullmatch(r"[0-9]{1,9}", number):
        raise BadFilter(
            "item", f"`{text[:40]}` is no event", "write its uuid, or the instance and number: A:7"
        )
    return store.ask(MADE_UP, str, {"instance": instance, "id": int(number)})[0]
