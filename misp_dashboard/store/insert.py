"""Activities become rows of the table, by column and in one insert."""

from collections.abc import Sequence

from misp_dashboard.activity.row import COLUMNS, NO_UUID, Activity
from misp_dashboard.store.connect import Store

TYPES = {
    "id": "UInt64",
    "at": "DateTime64(3, 'UTC')",
    "received_at": "DateTime64(3, 'UTC')",
    "instance": "LowCardinality(String)",
    "topic": "LowCardinality(String)",
    "kind": "LowCardinality(String)",
    "action": "LowCardinality(String)",
    "org": "LowCardinality(String)",
    "org_uuid": "UUID",
    "org_id": "UInt32",
    "user": "String",
    "event_id": "UInt32",
    "event_uuid": "UUID",
    "event_info": "String",
    "threat_level": "UInt8",
    "analysis": "UInt8",
    "subject_id": "UInt64",
    "subject_uuid": "UUID",
    "object_name": "LowCardinality(String)",
    "object_relation": "LowCardinality(String)",
    "category": "LowCardinality(String)",
    "type": "LowCardinality(String)",
    "value": "String",
    "comment": "String",
    "to_ids": "Bool",
    "tags": "Array(LowCardinality(String))",
    "sighting_type": "UInt8",
    "distribution": "UInt8",
    "sharing_group_id": "UInt32",
    "country": "LowCardinality(String)",
    "place": "String",
    "latitude": "Nullable(Float64)",
    "longitude": "Nullable(Float64)",
    "precision": "LowCardinality(String)",
    "located_by": "LowCardinality(String)",
    "asn": "UInt32",
}
"""Stated here, so that an insert need not ask the server for them each time."""

_COLUMN_TYPES = [TYPES[column] for column in COLUMNS]


def insert(store: Store, activities: Sequence[Activity]) -> None:
    """On return the rows are on disk. An empty sequence is no insert."""
    if not activities:
        return
    data: list[list[object]] = [
        [getattr(activity, column) for activity in activities] for column in COLUMNS
    ]
    for index, column in enumerate(COLUMNS):
        if _COLUMN_TYPES[index] == "UUID":
            data[index] = ["" if value == NO_UUID else value for value in data[index]]
        elif column in ("at", "received_at"):
            data[index] = [int(value.timestamp() * 1000) for value in data[index]]  # type: ignore[attr-defined]
    store.insert("activity", COLUMNS, data, _COLUMN_TYPES)
