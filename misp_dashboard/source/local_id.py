"""An exported event's numbers are those of the MISP that exported it: elsewhere they mislead."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from misp_dashboard.source.frame import Frame

LOCAL_IDS = frozenset(
    ("id", "event_id", "object_id", "attribute_id", "org_id", "orgc_id", "old_id", "tag_id")
)


def without_local_ids(frames: Iterable[Frame]) -> Iterator[Frame]:
    """The events with their uuids alone, so that two MISPs' event 7 are not taken for one."""
    for frame in frames:
        event = _without(msgspec.json.decode(frame.body))
        yield msgspec.structs.replace(frame, body=msgspec.json.encode(event))


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without(one) for key, one in value.items() if key not in LOCAL_IDS}
    if isinstance(value, list):
        return [_without(one) for one in value]
    return value
