"""How long the warning lists take to load, what memory they hold, and how many values a second are
looked up, by what the value is.

Run: python benchmarks/warninglist.py [LISTS]   (as the setting warninglist.lists; "*" is all)
"""

import gc
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

import msgspec

from misp_dashboard.activity.row import Activity
from misp_dashboard.warninglist.chosen import chosen_lists
from misp_dashboard.warninglist.mark import Warninglists

COUNT = 100_000
NOW = datetime(2024, 5, 1, tzinfo=UTC)
BLANK = Activity(
    id=1, at=NOW, received_at=NOW, instance="lab", topic="", kind="attribute", action="add"
)


def resident_mb() -> float:
    """VmRSS now: what other measurements of the dashboard's memory show, too."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) * 1024 / 1e6


def activities(type: str, value: Callable[[random.Random], str]) -> list[Activity]:
    chance = random.Random(1)
    return [msgspec.structs.replace(BLANK, type=type, value=value(chance)) for _ in range(COUNT)]


def ipv4(chance: random.Random) -> str:
    return str(IPv4Address(chance.getrandbits(32)))


def ipv6(chance: random.Random) -> str:
    return str(IPv6Address(0x2 << 124 | chance.getrandbits(124)))


def domain(chance: random.Random) -> str:
    return f"c2.{chance.getrandbits(40):x}.example"


def measure(lists: Warninglists, name: str, rows: list[Activity]) -> None:
    started = time.perf_counter()
    found = sum(lists.warninglist_of(row) != "" for row in rows)
    seconds = time.perf_counter() - started
    print(
        f"{name:<34}{COUNT / seconds:>12,.0f}/s{seconds / COUNT * 1e9:>9,.0f} ns"
        f"{found / COUNT:>8.1%} on a list"
    )


def main() -> None:
    gc.collect()
    before_mb = resident_mb()
    started = time.perf_counter()
    lists = Warninglists(chosen_lists(sys.argv[1] if len(sys.argv) > 1 else "default"))
    print(f"{len(lists.names)} lists loaded in {(time.perf_counter() - started) * 1000:.0f} ms")
    gc.collect()
    print(f"memory {resident_mb() - before_mb:.1f} MB more than before")
    measure(lists, "comment (a type of no list)", activities("comment", lambda _: "8.8.8.8"))
    measure(lists, "IPv4", activities("ip-dst", ipv4))
    measure(lists, "IPv6", activities("ip-dst", ipv6))
    measure(lists, "IPv4 network /24", activities("ip-dst", lambda c: ipv4(c) + "/24"))
    measure(lists, "domain", activities("domain", domain))
    measure(lists, "domain|ip", activities("domain|ip", lambda c: f"{domain(c)}|{ipv4(c)}"))
    measure(lists, "url", activities("url", lambda c: f"http://{domain(c)}/{c.random()}"))
    measure(lists, "SHA-256", activities("sha256", lambda c: f"{c.getrandbits(256):064x}"))


if __name__ == "__main__":
    main()
