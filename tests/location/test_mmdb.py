"""A MaxMind DB file tells what it holds of an address, and a bad one is refused by its name."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address, ip_address
from pathlib import Path
from typing import Any

import pytest

from misp_dashboard.location.ip import BUNDLED
from misp_dashboard.location.mmdb import LocationUnavailable, MaxMindFile

WriteMmdb = Callable[..., Path]

ONE = ip_address("1.2.3.4")
SIX = ip_address("2001:a18::1")


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("name",), "one"),
        (("where", "latitude"), 49.5),
        (("where",), {"latitude": 49.5}),
        (("nothing",), None),
        (("where", "nothing"), None),
        (("name", "en"), None),  # a text where a map was looked for
    ],
)
def test_a_value_is_found_by_the_keys_that_lead_to_it(
    write_mmdb: WriteMmdb, keys: tuple[str, ...], value: Any
) -> None:
    file = MaxMindFile(write_mmdb({"1.0.0.0/8": {"name": "one", "where": {"latitude": 49.5}}}))
    assert file.find(ONE, *keys) == value
    file.close()


def test_an_address_without_a_record_has_no_values(write_mmdb: WriteMmdb) -> None:
    file = MaxMindFile(write_mmdb({"1.0.0.0/8": {"name": "one"}}))
    assert file.find(ip_address("9.9.9.9"), "name") is None
    file.close()


def test_a_database_of_ipv4_addresses_has_nothing_for_others(write_mmdb: WriteMmdb) -> None:
    four = MaxMindFile(write_mmdb({"1.0.0.0/8": {"name": "one"}}, version=4))
    assert (four.find(ONE, "name"), four.find(SIX, "name")) == ("one", None)
    four.close()
    both = {"1.0.0.0/8": {"name": "one"}, "2001:a18::/32": {"name": "six"}}
    six = MaxMindFile(write_mmdb(both, version=6))
    assert (six.find(ONE, "name"), six.find(SIX, "name")) == ("one", "six")
    six.close()


def test_threads_share_one_file() -> None:
    file = MaxMindFile(BUNDLED)
    addresses = [IPv4Address(number << 18) for number in range(1 << 14)]

    def countries(_: int) -> list[Any]:
        return [file.find(address, "country", "iso_code") for address in addresses]

    with ThreadPoolExecutor(4) as pool:
        first, *others = pool.map(countries, range(4))
    assert all(other == first for other in others)
    assert "LU" in first
    file.close()


def test_an_open_file_outlives_the_one_renamed_over_it(write_mmdb: WriteMmdb) -> None:
    path = write_mmdb({"1.0.0.0/8": {"name": "old"}})
    newer = write_mmdb({"1.0.0.0/8": {"name": "new"}}, kind="Test-Newer")
    file = MaxMindFile(path)
    newer.replace(path)
    assert file.find(ONE, "name") == "old"
    file.close()
    reopened = MaxMindFile(path)
    assert reopened.find(ONE, "name") == "new"
    reopened.close()


def test_a_missing_file_is_named_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "nowhere.mmdb"
    with pytest.raises(LocationUnavailable, match="cannot be opened: No such file") as refusal:
        MaxMindFile(path)
    assert str(path) in str(refusal.value)
    assert "leave the setting out" in str(refusal.value)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LocationUnavailable, match="cannot be opened"):
        MaxMindFile(tmp_path)


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
    with pytest.raises(LocationUnavailable, match="is not a MaxMind DB") as refusal:
        MaxMindFile(path)
    assert str(path) in str(refusal.value)


def test_a_download_cut_short_is_refused(write_mmdb: WriteMmdb) -> None:
    path = write_mmdb({"1.0.0.0/8": {"name": "one"}})
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(LocationUnavailable, match="not a whole one"):
        MaxMindFile(path)


@pytest.mark.parametrize(
    "damage",
    [
        b"\x43\xff\xff\xff",  # not UTF-8
        b"\x20\x00\x00\x00",  # a pointer to the record that holds it
        b"\x3f\xff\xff\xff",  # a pointer to beyond the file
        b"\xfe\xff\xff\xff",  # a map of more pairs than the file has bytes
        b"\x00\xff\x00\x00",  # a kind of value that does not exist
    ],
)
def test_a_damaged_record_names_the_file(write_mmdb: WriteMmdb, damage: bytes) -> None:
    path = write_mmdb({"1.0.0.0/8": {"name": "one"}})
    path.write_bytes(path.read_bytes().replace(b"\x43one", damage))
    file = MaxMindFile(path)
    with pytest.raises(LocationUnavailable, match="is damaged") as refusal:
        file.find(ONE, "name")
    assert str(path) in str(refusal.value)
    file.close()
