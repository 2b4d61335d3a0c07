"""`misp-dashboard geoip`: databases are shown, fetched and handed over, as people do it."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from mirror import Mirror, archive, gzipped, mirror
from mmdb_file import mmdb

Run = Callable[..., Any]
NOW = datetime.now(UTC)
LICENCE_KEY = "s3cret-Key"

AMSTERDAM = {
    "country": {"iso_code": "NL"},
    "city": {"names": {"en": "Amsterdam"}},
    "location": {"latitude": 52.37, "longitude": 4.89},
}
GOOGLE = {"autonomous_system_number": 15169, "autonomous_system_organization": "Google LLC"}


def city(kind: str = "DBIP-City-Lite", age_days: float = 1) -> bytes:
    return mmdb({"193.0.0.0/16": AMSTERDAM}, kind, built_at=NOW - timedelta(days=age_days))


def asn(kind: str = "DBIP-ASN-Lite") -> bytes:
    return mmdb({"8.8.8.0/24": GOOGLE}, kind, built_at=NOW)


@pytest.fixture
def server() -> Iterator[Mirror]:
    with mirror() as one:
        one.offers(f"/dbip-city-lite-{NOW:%Y-%m}.mmdb.gz", gzipped(city()))
        one.offers(f"/dbip-asn-lite-{NOW:%Y-%m}.mmdb.gz", gzipped(asn()))
        yield one


@pytest.fixture
def geoip(run: Run, server: Mirror, tmp_path: Path) -> Run:
    """`misp-dashboard geoip` with a data folder of its own and the server as its mirror."""
    environ = {
        "MISP_DASHBOARD_DATA_DIR": str(tmp_path / "data"),
        "MISP_DASHBOARD_LOCATION__GEOIP_URL": server.url,
        "NO_PROXY": "127.0.0.1",
    }
    return lambda *arguments, **more: run("geoip", *arguments, **{**environ, **more})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "geoip"


def test_the_bundled_database_is_old_and_there_is_no_asn(geoip: Run, folder: Path) -> None:
    ran = geoip("status")
    assert ran.code == 0
    first, *_ = ran.out.splitlines()
    assert first.startswith("city  DBIP-City-Lite, built 2023-04-01, ")
    assert first.endswith("an update is due; `misp-dashboard geoip update` gets the newest.")
    assert "bundled: /" in ran.out
    assert "8.8.8.8 is in Mountain View, US" in ran.out
    assert "licence: CC BY 4.0" in ran.out
    assert "asn   none: the networks of addresses are not named; " in ran.out
    assert not folder.exists()


def test_both_are_fetched_and_then_in_force(geoip: Run, folder: Path, server: Mirror) -> None:
    ran = geoip("update")
    assert (ran.code, ran.err) == (0, "")
    edition = f"dbip-city-lite-{NOW:%Y-%m}"
    assert ran.out.splitlines()[0].startswith(f"city: {edition} is in place: DBIP-City-Lite of ")
    assert ran.out.splitlines()[0].endswith("; 193.0.6.139 is in Amsterdam, NL.")
    assert ran.out.splitlines()[1].endswith("; 8.8.8.8 is in AS15169 Google LLC.")
    told = json.loads(geoip("status", "--json").out)
    assert told["city"]["path"] == str(folder / "city.mmdb")
    assert told["city"]["source"] == f"{server.url}/{edition}.mmdb.gz"
    for one in told.values():
        assert (one["origin"], one["update_due"], one["problem"]) == ("downloaded", False, "")
    asked = len(server.asked)
    again = geoip("update")
    assert again.out.splitlines()[0] == f"city: {edition} is the newest, and in place already."
    assert len(server.asked) == asked


def test_one_can_be_fetched_alone(geoip: Run, folder: Path) -> None:
    assert geoip("update", "--no-city").code == 0
    assert {path.name for path in folder.glob("*.mmdb")} == {"asn.mmdb"}
    assert geoip("update", "--no-city", "--no-asn").code == 2


def test_one_that_cannot_be_had_does_not_keep_the_other_away(
    geoip: Run, folder: Path, server: Mirror
) -> None:
    server.offers(f"/dbip-city-lite-{NOW:%Y-%m}.mmdb.gz", b"<html>")
    ran = geoip("update")
    assert ran.code == 1
    assert "is a web page, not a database." in ran.err
    assert ran.out.startswith("asn: ")
    assert {path.name for path in folder.glob("*.mmdb")} == {"asn.mmdb"}


def test_without_internet_it_says_what_to_do(geoip: Run) -> None:
    ran = geoip("update", MISP_DASHBOARD_LOCATION__GEOIP_URL="http://127.0.0.1:9")
    assert (ran.code, ran.out) == (1, "")
    first, second = ran.err.splitlines()
    assert first == "127.0.0.1:9 cannot be reached: connection refused."
    assert "HTTPS_PROXY" in second
    assert f"dbip-city-lite-{NOW:%Y-%m}" in second
    assert "`misp-dashboard geoip use FILE`" in second


def test_maxmind_needs_an_account(geoip: Run, server: Mirror) -> None:
    ran = geoip("update", "--source", "maxmind")
    assert ran.code == 2
    assert "location.maxmind_account" in ran.err
    assert server.asked == []


def test_maxminds_databases_are_fetched_with_a_key_that_nobody_sees(
    geoip: Run, server: Mirror, tmp_path: Path
) -> None:
    for edition, database in (
        ("GeoLite2-City", city("GeoLite2-City")),
        ("GeoLite2-ASN", asn("GeoLite2-ASN")),
    ):
        packed = archive({f"{edition}_20261120/{edition}.mmdb": database})
        path = f"/{edition}/download?suffix=tar.gz"
        server.offers(path, packed)
        server.offers(f"{path}.sha256", f"{hashlib.sha256(packed).hexdigest()}  x\n".encode())
    key_file = tmp_path / "key"
    key_file.write_text(LICENCE_KEY + "\n")
    key_file.chmod(0o600)
    account = {
        "MISP_DASHBOARD_LOCATION__GEOIP_SOURCE": "maxmind",
        "MISP_DASHBOARD_LOCATION__MAXMIND_ACCOUNT": "4711",
        "MISP_DASHBOARD_LOCATION__MAXMIND_LICENCE_KEY_FILE": str(key_file),
    }
    ran = geoip("update", **account)
    assert (ran.code, ran.err) == (0, "")
    status = geoip("status", **account)
    assert "licence: GeoLite End User License Agreement" in status.out
    server.offers("/GeoLite2-City/download?suffix=tar.gz.sha256", b"no", status=401)
    refused = geoip("update", "--no-asn", **account)
    assert refused.code == 1
    assert "does not accept the account" in refused.err
    for text in (ran, status, refused):
        assert LICENCE_KEY not in text.out + text.err


@pytest.mark.parametrize(
    ("name", "packed"),
    [
        ("dbip-city-lite-2026-11.mmdb", city()),
        ("dbip-city-lite-2026-11.mmdb.gz", gzipped(city())),
        ("GeoLite2-City_20261120.tar.gz", archive({"a/GeoLite2-City.mmdb": city()})),
        ("renamed", gzipped(city())),
    ],
)
def test_a_file_is_handed_over_however_it_is_packed(
    geoip: Run, folder: Path, tmp_path: Path, name: str, packed: bytes
) -> None:
    (tmp_path / name).write_bytes(packed)
    ran = geoip("use", name)
    assert (ran.code, ran.err) == (0, "")
    edition = name.removesuffix(".gz").removesuffix(".tar").removesuffix(".mmdb")
    assert ran.out.startswith(f"city: {edition} is in place: DBIP-City-Lite of ")
    assert (folder / "city.mmdb").read_bytes() == city()
    assert (tmp_path / name).read_bytes() == packed


def test_what_a_file_is_for_is_told_by_what_is_in_it(
    geoip: Run, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "some.mmdb").write_bytes(asn())
    assert geoip("use", "some.mmdb").out.startswith("asn: ")
    assert (folder / "asn.mmdb").read_bytes() == asn()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            mmdb({"193.0.0.0/16": {"country": {"iso_code": "NL"}}}, "DBIP-Country-Lite"),
            'is of type "DBIP-Country-Lite" and tells neither cities nor providers.',
        ),
        (city()[:-60], "is not a MaxMind DB, or not a whole one."),
        (gzipped(city())[:-30], "is cut short or damaged."),
        (b"<!DOCTYPE html>", "is a web page, not a database."),
        (archive({"../city.mmdb": city()}), "is an archive that reaches out of its folder."),
    ],
)
def test_a_file_of_no_use_is_refused_and_the_old_one_stays(
    geoip: Run, folder: Path, tmp_path: Path, content: bytes, told: str
) -> None:
    (tmp_path / "good.mmdb").write_bytes(city())
    geoip("use", "good.mmdb")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    (tmp_path / "bad.mmdb").write_bytes(content)
    ran = geoip("use", "bad.mmdb")
    assert ran.code == 1
    assert ran.err.splitlines()[0] == f"bad.mmdb {told}"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_configured_file_stays_in_force_and_this_is_said(
    geoip: Run, folder: Path, tmp_path: Path
) -> None:
    named = tmp_path / "named.mmdb"
    named.write_bytes(city("GeoLite2-City", age_days=20))
    configured = {"MISP_DASHBOARD_LOCATION__GEOIP_CITY": str(named)}
    ran = geoip("update", "--no-asn", **configured)
    assert ran.code == 0
    assert ran.err.startswith(f"location.geoip_city names {named}, which stays in force")
    status = geoip("status", **configured).out
    assert "GeoLite2-City, built" in status
    assert "20 days old: there should be a newer one." in status
    assert f"configured: {named}" in status


def test_a_database_that_cannot_be_used_is_told_by_the_exit_code(geoip: Run, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "city.mmdb").write_bytes(b"half of it")
    (folder / "asn.mmdb").write_bytes(city())
    ran = geoip("status")
    assert ran.code == 1
    assert f"city  {folder}/city.mmdb (downloaded) cannot be used: is not a MaxMind DB" in ran.out
    assert "asn.mmdb (downloaded) cannot be used: tells no networks of providers" in ran.out


def test_a_configured_database_of_countries_is_of_use(geoip: Run, tmp_path: Path) -> None:
    named = tmp_path / "named.mmdb"
    named.write_bytes(mmdb({"193.0.0.0/16": {"country": {"iso_code": "NL"}}}, "Our-Country"))
    ran = geoip("status", MISP_DASHBOARD_LOCATION__GEOIP_CITY=str(named))
    assert ran.code == 0
    assert "193.0.6.139 is in NL" in ran.out


@pytest.mark.parametrize(
    ("kind", "age_days", "due"),
    [
        ("DBIP-City-Lite", 34, False),
        ("DBIP-City-Lite", 36, True),
        ("GeoLite2-City", 10, False),
        ("GeoLite2-City", 12, True),
    ],
)
def test_an_update_is_due_when_the_source_should_have_a_newer_one(
    geoip: Run, folder: Path, kind: str, age_days: int, due: bool
) -> None:
    folder.mkdir(parents=True)
    (folder / "city.mmdb").write_bytes(city(kind, age_days))
    told = json.loads(geoip("status", "--json").out)["city"]
    assert (told["age_days"], told["update_due"]) == (age_days, due)
