"""The irreducible work in one plain loop: `python -m benchmarks.plain_loop ADDRESS FOLDER FRAMES`.

Receive over ZeroMQ, commit to SQLite (synchronous=FULL, what has come together in one commit, one
row each commit), decode with msgspec, look addresses up, insert by column into the same table of
chDB, mark the frames as done. No identity, nothing counted once, no names completed, no rejected
frames, no live stream, no states, one thread. Says when it stored the last row, the processor time
it took, and how many rows there were.
"""

import sqlite3
import sys
import time
from pathlib import Path

import msgspec
import zmq

from misp_dashboard.activity.row import UNKNOWN
from misp_dashboard.location.ip import IpLocator
from misp_dashboard.message.attribute import Attribute, AttributeMessage
from misp_dashboard.message.event import EventHead
from misp_dashboard.message.published_event import PublishedEventMessage
from misp_dashboard.store.connect import Store
from misp_dashboard.store.migrate import migrate

TYPES = {
    "id": "UInt64", "at": "DateTime64(3, 'UTC')", "received_at": "DateTime64(3, 'UTC')",
    "instance": "LowCardinality(String)", "topic": "LowCardinality(String)",
    "kind": "LowCardinality(String)", "action": "LowCardinality(String)",
    "org": "LowCardinality(String)", "org_uuid": "UUID", "org_id": "UInt32", "user": "String",
    "event_id": "UInt32", "event_uuid": "UUID", "event_info": "String", "threat_level": "UInt8",
    "analysis": "UInt8", "subject_id": "UInt64", "subject_uuid": "UUID",
    "object_name": "LowCardinality(String)", "object_relation": "LowCardinality(String)",
    "category": "LowCardinality(String)", "type": "LowCardinality(String)", "value": "String",
    "comment": "String", "to_ids": "Bool", "tags": "Array(LowCardinality(String))",
    "sighting_type": "UInt8", "distribution": "UInt8", "sharing_group_id": "UInt32",
    "country": "LowCardinality(String)", "place": "String", "latitude": "Nullable(Float64)",
    "longitude": "Nullable(Float64)", "precision": "LowCardinality(String)",
    "located_by": "LowCardinality(String)", "asn": "UInt32",
}  # fmt: skip

AT_MOST = 5000
"""Frames in one turn of the loop."""

DEFAULTS = {
    "instance": "Invented", "topic": "misp_json_attribute", "kind": "attribute", "action": "add",
    "org": "", "org_uuid": "", "org_id": 0, "user": "", "event_id": 0, "event_uuid": "",
    "event_info": "", "threat_level": UNKNOWN, "analysis": UNKNOWN, "subject_id": 0,
    "subject_uuid": "", "object_name": "", "object_relation": "", "category": "", "type": "",
    "value": "", "comment": "", "to_ids": False, "tags": (), "sighting_type": 0,
    "distribution": UNKNOWN, "sharing_group_id": 0, "country": "", "place": "", "latitude": None,
    "longitude": None, "precision": "", "located_by": "", "asn": 0,
}  # fmt: skip

attribute_message = msgspec.json.Decoder(AttributeMessage, strict=False).decode
published_event = msgspec.json.Decoder(PublishedEventMessage, strict=False).decode


def main(address: str, folder: Path, expected: int) -> None:
    context = zmq.Context()
    socket = context.socket(zmq.SUB)
    socket.rcvhwm = 0
    journal = _journal(folder / "journal.sqlite3")
    store = Store(f"chdb://{folder / 'store'}")
    migrate(store)
    locator = IpLocator()
    print("ready", flush=True)
    socket.connect(address)
    socket.subscribe(b"misp_json")
    done = rows = 0
    cpu_s = time.process_time()
    while done < expected:
        frames = _receive(socket)
        position = _append(journal, frames)
        columns = _columns(frames, locator, rows)
        store.client().insert(
            "activity",
            list(columns.values()),
            column_names=list(TYPES),
            column_type_names=list(TYPES.values()),
            column_oriented=True,
        )
        rows += len(columns["id"])
        with journal:
            journal.execute("DELETE FROM frames WHERE position <= ?", (position,))
        done += len(frames)
    print(time.monotonic(), time.process_time() - cpu_s, rows, flush=True)
    sys.stdin.readline()


def _journal(path: Path) -> sqlite3.Connection:
    journal = sqlite3.connect(path)
    journal.execute("PRAGMA journal_mode = WAL")
    journal.execute("PRAGMA synchronous = FULL")
    journal.execute("CREATE TABLE frames (position INTEGER PRIMARY KEY, bodies BLOB)")
    return journal


def _receive(socket: "zmq.Socket[bytes]") -> list[bytes]:
    frames = [socket.recv()]
    try:
        while len(frames) < AT_MOST:
            frames.append(socket.recv(zmq.DONTWAIT))
    except zmq.Again:
        pass
    return frames


def _append(journal: sqlite3.Connection, frames: list[bytes]) -> int:
    with journal:
        added = journal.execute(
            "INSERT INTO frames (bodies) VALUES (?)", (msgspec.msgpack.encode(frames),)
        )
    return int(added.lastrowid or 0)


def _columns(frames: list[bytes], locator: IpLocator, first: int) -> dict[str, list[object]]:
    told = [pair for frame in frames for pair in _attributes(frame)]
    count = len(told)
    now_ms = time.time_ns() // 1_000_000
    columns: dict[str, list[object]] = {
        "id": list(range(first, first + count)),
        "at": [attribute.timestamp * 1000 for attribute, _ in told],
        "received_at": [now_ms] * count,
        **{name: [value] * count for name, value in DEFAULTS.items()},
    }
    columns |= {
        "event_id": [event.id for _, event in told],
        "event_uuid": [event.uuid for _, event in told],
        "event_info": [event.info for _, event in told],
        "org": [event.creator.name if event.creator else "" for _, event in told],
        "org_uuid": [event.creator.uuid if event.creator else "" for _, event in told],
        "subject_id": [attribute.id for attribute, _ in told],
        "subject_uuid": [attribute.uuid for attribute, _ in told],
        "category": [attribute.category for attribute, _ in told],
        "type": [attribute.type for attribute, _ in told],
        "value": [attribute.value for attribute, _ in told],
        "comment": [attribute.comment for attribute, _ in told],
        "tags": [tuple(tag.name for tag in attribute.tags) for attribute, _ in told],
    }
    for index, (attribute, _) in enumerate(told):
        if attribute.type == "ip-dst":
            place = locator.locate(attribute.value)
            if place is not None:
                columns["country"][index] = place.country
                columns["place"][index] = place.name
                columns["latitude"][index] = place.latitude
                columns["longitude"][index] = place.longitude
    return {name: columns[name] for name in TYPES}


def _attributes(frame: bytes) -> list[tuple[Attribute, EventHead]]:
    topic, _, body = frame.partition(b" ")
    if topic == b"misp_json":
        event = published_event(body).event
        return [(attribute, event) for attribute in event.attributes]
    message = attribute_message(body)
    assert isinstance(message.attribute, Attribute)
    assert message.event
    return [(message.attribute, message.event)]


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
