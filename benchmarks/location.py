"""How many activities are located in a second, by what their value is.

Run: python benchmarks/location.py [CITY.mmdb [ASN.mmdb]]
"""

import random
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

import msgspec

from misp_dashboard.activity.row import Activity
from misp_dashboard.location.geoip import KINDS, GeoipFiles
from misp_dashboard.location.locate import Locator

COUNT = 100_000
NOW = datetime(2024, 5, 1, tzinfo=UTC)
BLANK = Activity(
    id=1, at=NOW, received_at=NOW, instance="lab", topic="", kind="attribute", action="add"
)


def activities(type: str, value: Callable[[random.Random], str]) -> list[Activity]:
    chance = random.Random(1)
    return [msgspec.structs.replace(BLANK, type=type, value=value(chance)) for _ in range(COUNT)]


def ipv4(chance: random.Random) -> str:
    return str(IPv4Address(chance.getrandbits(32)))


def ipv6(chance: random.Random) -> str:
    return str(IPv6Address(0x2 << 124 | chance.getrandbits(124)))


def phone(chance: random.Random) -> str:
    return f"+35226{chance.randrange(10**6):06}"


def iban(chance: random.Random) -> str:
    """Of 2,000, of which one in 97 passes the checksum."""
    return f"LU280019400644{chance.randrange(2_000):06}"


def tagged() -> list[Activity]:
    tags = ("tlp:green", 'misp-galaxy:malpedia="Example"', 'misp-galaxy:country="luxembourg"')
    return [msgspec.structs.replace(BLANK, type="md5", value="d41d8cd9", tags=tags)] * COUNT


def measure(locator: Locator, name: str, rows: list[Activity]) -> None:
    started = time.perf_counter()
    located = sum(locator.locate(row).country != "" for row in rows)
    seconds = time.perf_counter() - started
    print(
        f"{name:<34}{COUNT / seconds:>12,.0f}/s{seconds / COUNT * 1e9:>9,.0f} ns"
        f"{located / COUNT:>8.0%} located"
    )


def main() -> None:
    started = time.perf_counter()
    files = dict(zip(KINDS, map(Path, sys.argv[1:]), strict=False))
    locator = Locator(GeoipFiles(files))
    print(f"opened in {(time.perf_counter() - started) * 1000:.1f} ms")
    addresses = activities("ip-dst", ipv4)
    measure(locator, "hash (not a located type)", activities("md5", lambda _: "d41d8cd9"))
    measure(locator, "IPv4, each seen first", addresses)
    measure(locator, "IPv4, 20,000 seen again", addresses[-20_000:] * 5)
    measure(locator, "IPv6, each seen first", activities("ip-dst", ipv6))
    measure(locator, "IPv4 network /24", activities("ip-dst", lambda c: ipv4(c) + "/24"))
    if "asn" in files:
        started = time.perf_counter()
        locator.locate(activities("AS", lambda _: "15169")[0])
        print(f"AS numbers could be located after {time.perf_counter() - started:.1f} s")
        measure(locator, "AS number", activities("AS", lambda c: str(c.randrange(1, 65_000))))
    measure(locator, "domain|ip", activities("domain|ip", lambda c: "a.example|" + ipv4(c)))
    measure(locator, "phone number, each seen first", activities("phone-number", phone))
    measure(
        locator, "URL with a name", activities("url", lambda c: f"http://a{c.random()}.example/")
    )
    measure(locator, "IBAN, 2,000 seen again", activities("iban", iban))
    measure(locator, "nationality", activities("nationality", lambda c: c.choice(("French", "LU"))))
    measure(locator, "hash with three tags", tagged())
    rss_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {rss_mib:,.0f} MiB, the mapped pages of the database included")
    locator.close()


if __name__ == "__main__":
    main()
