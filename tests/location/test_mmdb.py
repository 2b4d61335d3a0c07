"""A MaxMind DB file is read as its format says, and a bad one is refused with its name."""

import random
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Any

import pytest

from misp_dashboard.location.ip import BUNDLED
from misp_dashboard.location.mmdb import LocationUnavailable, MaxMindFile

WriteMmdb = Callable[..., Path]

reference_reader: Any = pytest.importorskip("maxminddb")


def as_it_is(record: Any) -> Any:
    return record


def find(file: MaxMindFile[Any], text: str) -> Any:
    address = ip_address(text)
    return file.find(int(address), address.max_prefixlen)


def test_every_record_equals_what_the_reference_reader_finds() -> None:
    chance = random.Random(7)
    addresses: list[IPv4Address | IPv6Address] = []
    for _ in range(700):
        addresses.append(IPv4Address(chance.getrandbits(32)))
        addresses.append(IPv6Address(0x2 << 124 | chance.getrandbits(124)))
    ours = MaxMindFile(BUNDLED, as_it_is)
    with reference_reader.open_database(str(BUNDLED)) as reference:
        for address in addresses:
            found = ours.find(int(address), address.max_prefixlen)
            assert found == reference.get(address), address
    ours.close()


@pytest.mark.parametrize("bits", [24, 28, 32])
@pytest.mark.parametrize("version", [4, 6])
def test_trees_of_every_record_size_lead_to_their_records(
    write_mmdb: WriteMmdb, bits: int, version: int
) -> None:
    records: dict[str, Any] = {
        "1.0.0.0/8": {"name": "one", "list": ["a", 2, 0.5, True, False, -3]},
        "9.9.9.9/32": {"name": "a text of more than twenty-nine bytes"},
    }
    if version == 6:
        records["2001:a18::/32"] = {"name": "six"}
    path = write_mmdb(records, bits=bits, version=version)
    file = MaxMindFile(path, as_it_is)
    assert find(file, "1.2.3.4") == records["1.0.0.0/8"]
    assert find(file, "9.9.9.9") == records["9.9.9.9/32"]
    assert find(file, "9.9.9.8") is None
    assert find(file, "2001:a18::1") == records.get("2001:a18::/32")
    with reference_reader.open_database(str(path)) as reference:
        assert reference.get("1.2.3.4") == records["1.0.0.0/8"]
    file.close()


def test_a_missing_file_is_named_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "nowhere.mmdb"
    with pytest.raises(LocationUnavailable, match="No such file") as refusal:
        MaxMindFile(path, as_it_is)
    assert str(path) in str(refusal.value)
    assert "leave the setting out" in str(refusal.value)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LocationUnavailable, match="cannot be opened"):
        MaxMindFile(tmp_path, as_it_is)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a database",
        b"\xab\xcd\xefMaxMind.com",
        b"\xab\xcd\xefMaxMind.com\xff\xff\xff\xff",
        b"\xab\xcd\xefMaxMind.com\x20\x00",  # a pointer to itself
    ],
)
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.mmdb"
    path.write_bytes(content)
    with pytest.raises(LocationUnavailable, match="is empty|is not a MaxMind DB"):
        MaxMindFile(path, as_it_is)


def test_a_download_cut_short_is_refused(write_mmdb: WriteMmdb) -> None:
    path = write_mmdb({"1.0.0.0/8": {"name": "one"}})
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(LocationUnavailable, match="not a whole one"):
        MaxMindFile(path, as_it_is)


def test_a_damaged_record_names_the_file(write_mmdb: WriteMmdb) -> None:
    path = write_mmdb({"1.0.0.0/8": {"name": "one"}})
    content = path.read_bytes()
    path.write_bytes(content.replace(b"one", b"\xff\xff\xff"))
    file = MaxMindFile(path, as_it_is)
    with pytest.raises(LocationUnavailable, match="is damaged"):
        find(file, "1.2.3.4")
    file.close()
