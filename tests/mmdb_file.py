"""Small GeoIP databases in MaxMind DB format, as their makers' tools write them."""

import struct
from datetime import UTC, datetime
from ipaddress import ip_network
from typing import Any


class UInt16(int):
    """A whole number that the format wants in two bytes; others take four."""


class UInt64(int):
    """A whole number that the format wants in eight bytes."""


def mmdb(
    records: dict[str, Any],
    kind: str = "Test-City",
    bits: int = 28,
    version: int = 6,
    built_at: datetime = datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC),
) -> bytes:
    """Networks with their records as a MaxMind DB file, pointers and all."""
    # Each record is reached through a pointer, as in real databases.
    values, section = b"", b""
    starts = {}
    for network, record in records.items():
        at = len(section)
        section += _pack(record)
        starts[network] = at
    pointers = {}
    for network, at in starts.items():
        pointers[network] = len(section) + len(values)
        values += bytes([1 << 5 | 3 << 3]) + struct.pack(">I", at)
    nodes: list[list[Any]] = [[None, None]]
    for network, offset in pointers.items():
        _add(nodes, network, offset, 128 if version == 6 else 32)
    tree = b"".join(_node(left, right, len(nodes), bits) for left, right in nodes)
    metadata = {
        "node_count": len(nodes),
        "record_size": UInt16(bits),
        "ip_version": UInt16(version),
        "database_type": kind,
        "binary_format_major_version": UInt16(2),
        "binary_format_minor_version": UInt16(0),
        "build_epoch": UInt64(built_at.timestamp()),
        "languages": ["en"],
        "description": {"en": kind},
    }
    end = b"\xab\xcd\xefMaxMind.com" + _pack(metadata)
    return tree + bytes(16) + section + values + end


def _add(nodes: list[list[Any]], text: str, offset: int, bits: int) -> None:
    network = ip_network(text)
    # IPv4 lives below 96 zero bits of an IPv6 tree.
    depth = network.prefixlen + bits - network.max_prefixlen
    address = int(network.network_address)
    at = 0
    for step in range(depth):
        side = address >> (bits - 1 - step) & 1
        if step == depth - 1:
            nodes[at][side] = ("record", offset)
        elif nodes[at][side] is None:
            nodes.append([None, None])
            nodes[at][side] = ("node", len(nodes) - 1)
        if step < depth - 1:
            at = nodes[at][side][1]


def _node(left: Any, right: Any, count: int, bits: int) -> bytes:
    def number(side: Any) -> int:
        if side is None:
            return count
        what, at = side
        return int(at) if what == "node" else count + 16 + int(at)

    a, b = number(left), number(right)
    if bits == 28:
        return a.to_bytes(4, "big")[1:] + bytes([a >> 24 << 4 | b >> 24]) + b.to_bytes(4, "big")[1:]
    return a.to_bytes(bits // 8, "big") + b.to_bytes(bits // 8, "big")


def _pack(value: Any) -> bytes:
    if isinstance(value, dict):
        pairs = b"".join(_pack(k) + _pack(v) for k, v in value.items())
        return bytes([7 << 5 | len(value)]) + pairs
    if isinstance(value, list):
        return bytes([len(value), 11 - 7]) + b"".join(map(_pack, value))
    if isinstance(value, bool):
        return bytes([int(value), 14 - 7])
    if isinstance(value, str):
        raw = value.encode()
        if len(raw) < 29:
            return bytes([2 << 5 | len(raw)]) + raw
        return bytes([2 << 5 | 29, len(raw) - 29]) + raw
    if isinstance(value, float):
        return bytes([3 << 5 | 8]) + struct.pack(">d", value)
    if isinstance(value, UInt16):
        return bytes([5 << 5 | 2]) + struct.pack(">H", value)
    if isinstance(value, UInt64):
        return bytes([8, 9 - 7]) + struct.pack(">Q", value)
    if value < 0:
        return bytes([4, 8 - 7]) + struct.pack(">i", value)
    return bytes([6 << 5 | 4]) + struct.pack(">I", value)
