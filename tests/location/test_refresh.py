"""A locator takes up the databases that are put in place while it works."""

import logging
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from misp_dashboard.activity.row import Activity
from misp_dashboard.location.attribution import ATTRIBUTION
from misp_dashboard.location.geoip import GeoipFiles
from misp_dashboard.location.ip import PROBES
from misp_dashboard.location.locate import Locator
from misp_dashboard.location.mmdb import LocationUnavailable

WriteMmdb = Callable[..., Path]
MakeActivity = Callable[..., Activity]

ADDRESS = "158.64.1.1"


def country(code: str) -> dict[str, Any]:
    record = {"country": {"iso_code": code}}
    return {f"{PROBES[0]}/32": record, "158.64.0.0/16": record}


def network(number: int, name: str) -> dict[str, Any]:
    record = {"autonomous_system_number": number, "autonomous_system_organization": name}
    return {f"{PROBES[0]}/32": record, "158.64.0.0/16": record}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "geoip"
    folder.mkdir()
    return folder


@pytest.fixture
def put(folder: Path, write_mmdb: WriteMmdb) -> Callable[..., None]:
    """Renames a database of such records over what is there."""

    def put(name: str, records: dict[str, Any], kind: str = "Test") -> None:
        write_mmdb(records, kind=kind).rename(folder / f"{name}.mmdb")

    return put


@pytest.fixture
def located(activity: MakeActivity) -> Callable[[Locator], Activity]:
    return lambda locator: locator.locate(activity("ip-dst", ADDRESS))


@pytest.fixture
def opened(folder: Path) -> Iterator[Callable[..., Locator]]:
    locators: list[Locator] = []

    def opened(**configured: Path) -> Locator:
        locators.append(Locator(GeoipFiles(configured, folder)))  # type: ignore[arg-type]
        return locators[-1]

    yield opened
    for one in locators:
        one.close()


def test_a_configured_file_counts_before_one_put_in_place_before_the_bundled(
    opened: Any, put: Any, located: Any, write_mmdb: WriteMmdb
) -> None:
    assert located(opened()).place == "Esch-sur-Alzette"
    put("city", country("BE"))
    assert located(opened()).country == "BE"
    named = write_mmdb(country("DE"))
    assert located(opened(city=named)).country == "DE"


def test_a_new_city_database_is_used_from_the_next_look_on(
    opened: Any, put: Any, located: Any
) -> None:
    locator = opened()
    assert not locator.refresh()
    put("city", country("BE"))
    assert located(locator).country == "LU"
    assert locator.refresh()
    assert located(locator).country == "BE"
    put("city", country("DE"))
    assert locator.refresh()
    assert located(locator).country == "DE"
    assert not locator.refresh()


def test_without_the_file_put_in_place_the_bundled_one_is_used_again(
    opened: Any, put: Any, located: Any, folder: Path
) -> None:
    put("city", country("BE"))
    put("asn", network(2602, "RESTENA"))
    locator = opened()
    for name in ("city", "asn"):
        (folder / f"{name}.mmdb").unlink()
    assert locator.refresh()
    after = located(locator)
    assert (after.country, after.asn) == ("LU", 0)


@pytest.mark.parametrize("content", [b"", b"<html>", b"half of it"])
def test_a_broken_file_is_told_once_and_the_one_in_use_stays(
    opened: Any, put: Any, located: Any, folder: Path, caplog: Any, content: bytes
) -> None:
    put("city", country("BE"))
    locator = opened()
    broken = folder / "broken"
    broken.write_bytes(content)
    broken.rename(folder / "city.mmdb")
    with caplog.at_level(logging.INFO):
        assert [locator.refresh() for _ in range(3)] == [False] * 3
    (line,) = caplog.records
    assert line.levelname == "ERROR"
    assert str(folder / "city.mmdb") in line.message
    assert "The one in use stays. `misp-dashboard geoip update`" in line.message
    assert located(locator).country == "BE"
    put("city", country("DE"))
    assert locator.refresh()
    assert located(locator).country == "DE"


def test_a_broken_file_at_the_start_costs_freshness_and_not_the_start(
    opened: Any, located: Any, folder: Path, caplog: Any
) -> None:
    for name in ("city", "asn"):
        (folder / f"{name}.mmdb").write_bytes(b"not a database")
    locator = opened()
    assert located(locator).country == "LU"
    assert len(caplog.records) == 2


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_file_that_this_user_may_not_read_costs_freshness_too(
    opened: Any, put: Any, located: Any, folder: Path, caplog: Any
) -> None:
    put("city", country("BE"))
    os.seteuid(65534)
    try:
        locator = opened()
        assert located(locator).country == "LU"
        assert not locator.refresh()
    finally:
        os.seteuid(0)
    for record in caplog.records:
        assert "cannot be opened: Permission denied" in record.message
    assert len(caplog.records) == 2


def test_a_broken_configured_file_stops_the_start(opened: Any, tmp_path: Path) -> None:
    for kind in ("city", "asn"):
        with pytest.raises(LocationUnavailable, match=r"none\.mmdb cannot be opened"):
            opened(**{kind: tmp_path / "none.mmdb"})


def test_a_configured_file_is_looked_at_too(
    opened: Any, located: Any, tmp_path: Path, write_mmdb: WriteMmdb
) -> None:
    named = tmp_path / "named.mmdb"
    write_mmdb(country("BE")).rename(named)
    locator = opened(city=named)
    write_mmdb(country("DE")).rename(named)
    assert locator.refresh()
    assert located(locator).country == "DE"
    named.unlink()
    assert not locator.refresh()
    assert located(locator).country == "DE"


def test_networks_are_named_once_there_is_an_asn_database(
    opened: Any, put: Any, located: Any, activity: MakeActivity
) -> None:
    locator = opened()
    number = activity("AS", "AS2602")
    assert (located(locator).asn, locator.locate(number)) == (0, number)
    put("asn", network(2602, "RESTENA"))
    assert locator.refresh()
    assert (located(locator).asn, located(locator).as_name) == (2602, "RESTENA")
    after = locator.locate(number)
    assert (after.asn, after.as_name, after.country) == (2602, "RESTENA", "LU")
    assert (after.precision, after.located_by) == ("country", "asn")
    put("city", country("BE"))
    assert locator.refresh()
    assert locator.locate(number).country == "BE"


def test_a_number_without_a_country_still_gets_its_name(
    opened: Any, put: Any, activity: MakeActivity
) -> None:
    put("asn", network(2602, "RESTENA") | {"11.0.0.0/8": network(2602, "RESTENA")["158.64.0.0/16"]})
    put("city", country("LU"))
    after = opened().locate(activity("AS", "2602"))
    assert (after.asn, after.as_name, after.country, after.located_by) == (2602, "RESTENA", "", "")


def test_a_damaged_asn_database_costs_no_places(
    opened: Any, put: Any, located: Any, folder: Path, caplog: Any
) -> None:
    records = network(2602, "RESTENA") | {
        f"{PROBES[0]}/32": network(15169, "Google")["158.64.0.0/16"]
    }
    put("asn", records)
    file = folder / "asn.mmdb"
    file.write_bytes(file.read_bytes().replace(b"\x47RESTENA", b"\x47\xff\xff\xff\xff\xff\xff\xff"))
    locator = opened()
    assert located(locator).country == "LU"
    assert located(locator).asn == 0
    assert [line.message for line in caplog.records if "No networks" in line.message]


def test_attribution_follows_the_databases_in_use(opened: Any, put: Any) -> None:
    locator = opened()
    dbip, geolite = ATTRIBUTION["DBIP-"], ATTRIBUTION["GeoLite2-"]
    assert locator.attribution == (dbip,)
    put("asn", network(2602, "RESTENA"), kind="DBIP-ASN-Lite")
    locator.refresh()
    assert locator.attribution == (dbip,)
    put("asn", network(2602, "RESTENA"), kind="GeoLite2-ASN")
    locator.refresh()
    assert locator.attribution == (dbip, geolite)
    put("city", country("BE"), kind="GeoLite2-City")
    locator.refresh()
    assert locator.attribution == (geolite,)


def test_the_old_file_is_let_go_with_its_last_lookup(
    opened: Any, put: Any, activity: MakeActivity, folder: Path
) -> None:
    put("city", country("BE"))
    put("asn", network(1, "one"))
    locator = opened()
    ending: list[bool] = []

    def look_up(_: int) -> set[str]:
        found, number = set(), 0
        while not ending:
            number += 1
            value = f"158.64.{number >> 8 & 255}.{number & 255}"
            found.add(locator.locate(activity("ip-dst", value)).country)
        return found

    with ThreadPoolExecutor(3) as pool:
        lookers = [pool.submit(look_up, number) for number in range(3)]
        for turn in range(60):
            put("city", country("DE" if turn % 2 else "FR"))
            put("asn", network(turn + 1, "many"))
            locator.refresh()
        ending.append(True)
        found = set().union(*(looker.result() for looker in lookers))
    assert "" not in found
    assert {"FR", "DE"} <= found
    mapped = Path("/proc/self/maps")
    if mapped.exists():
        kept = [line for line in mapped.read_text().splitlines() if str(folder) in line]
        assert len(kept) == 2, kept
