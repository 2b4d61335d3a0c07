"""A newer database replaces the one in place, and nothing else ever does."""

import hashlib
import os
import resource
import socket
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from mirror import Mirror, archive, gzipped, mirror
from mmdb_file import mmdb

from misp_dashboard.config import Secret
from misp_dashboard.location.geoip import Kind
from misp_dashboard.location.geoip_fetch import Account, Unreachable, fetch
from misp_dashboard.location.geoip_place import read_note, workshop
from misp_dashboard.location.geoip_refused import GeoipRefused
from misp_dashboard.location.geoip_source import SOURCES, Offer, dbip_offers, maxmind_offers
from misp_dashboard.location.geoip_update import Updated, update

TODAY = date(2026, 3, 2)
THIS_MONTH, LAST_MONTH = "/dbip-city-lite-2026-03.mmdb.gz", "/dbip-city-lite-2026-02.mmdb.gz"
LICENCE_KEY = "s3cret-Key"
ACCOUNT = Account("4711", Secret(LICENCE_KEY))

AMSTERDAM = {
    "country": {"iso_code": "NL"},
    "city": {"names": {"en": "Amsterdam"}},
    "location": {"latitude": 52.37, "longitude": 4.89},
}
GOOGLE = {"autonomous_system_number": 15169, "autonomous_system_organization": "Google LLC"}


def city_database(day: int = 1) -> bytes:
    return mmdb(
        {"193.0.0.0/16": AMSTERDAM}, "DBIP-City-Lite", built_at=datetime(2026, 3, day, tzinfo=UTC)
    )


def asn_database() -> bytes:
    return mmdb({"8.8.8.0/24": GOOGLE}, "DBIP-ASN-Lite")


def country_database() -> bytes:
    return mmdb({"193.0.0.0/16": {"country": {"iso_code": "NL"}}}, "DBIP-Country-Lite")


@pytest.fixture
def server() -> Iterator[Mirror]:
    with mirror() as one:
        yield one


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "geoip"


@pytest.fixture
def get(server: Mirror, folder: Path) -> Callable[..., Updated]:
    """Updates one database from the server, as it stands on a day."""

    def get(
        kind: Kind = "city",
        source: Any = "dbip",
        today: date = TODAY,
        force: bool = False,
        account: Account | None = ACCOUNT,
    ) -> Updated:
        offers = (
            dbip_offers(server.url, kind, today)
            if source == "dbip"
            else maxmind_offers(server.url, kind, "GeoLite2")
        )
        account = account if source == "maxmind" else None
        with workshop(folder) as place:
            return update(
                place,
                kind,
                SOURCES[source],
                offers,
                account,
                force=force,
                progress=lambda _done, _total: None,
            )

    return get


def in_place(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*") if path.name != "lock"}


def offer_maxmind(server: Mirror, packed: bytes, checksum: str = "") -> None:
    checksum = checksum or hashlib.sha256(packed).hexdigest()
    path = "/GeoLite2-City/download?suffix=tar.gz"
    server.offers(path, packed)
    server.offers(f"{path}.sha256", f"{checksum}  GeoLite2-City_20260302.tar.gz\n".encode())


def test_this_months_database_is_put_in_place(server: Mirror, get: Any, folder: Path) -> None:
    server.offers(THIS_MONTH, gzipped(city_database()))
    done = get()
    assert done.edition == "dbip-city-lite-2026-03"
    assert done.proof.example == "193.0.6.139 is in Amsterdam, NL"
    assert (folder / "city.mmdb").read_bytes() == city_database()
    assert (folder / "city.mmdb").stat().st_mode & 0o777 == 0o644
    note = read_note(folder, "city")
    assert note is not None
    assert (note.source, note.url) == ("DB-IP", server.url + THIS_MONTH)
    assert note.built_at == datetime(2026, 3, 1, tzinfo=UTC)
    assert in_place(folder).keys() == {"city.mmdb", "city.json"}


def test_last_months_is_taken_while_this_months_is_not_there(
    server: Mirror, get: Any, folder: Path
) -> None:
    server.offers(LAST_MONTH, gzipped(city_database()))
    assert get().edition == "dbip-city-lite-2026-02"
    assert server.paths == [THIS_MONTH, LAST_MONTH]
    assert get(today=date(2026, 2, 28)).proof is None


def test_the_year_turns_with_the_month(server: Mirror, get: Any) -> None:
    server.offers("/dbip-city-lite-2025-12.mmdb.gz", gzipped(city_database()))
    assert get(today=date(2026, 1, 31)).edition == "dbip-city-lite-2025-12"


def test_the_newest_is_not_fetched_again(server: Mirror, get: Any) -> None:
    server.offers(LAST_MONTH, gzipped(city_database()))
    get()
    assert get() == Updated("dbip-city-lite-2026-02")
    assert server.paths == [THIS_MONTH, LAST_MONTH, THIS_MONTH]
    server.offers(THIS_MONTH, gzipped(city_database(2)))
    assert get().proof.built_at.day == 2
    asked = len(server.asked)
    assert get().proof is None
    assert len(server.asked) == asked
    assert get(force=True).proof is not None


def test_a_file_that_was_replaced_by_hand_is_fetched_again(
    server: Mirror, get: Any, folder: Path
) -> None:
    server.offers(THIS_MONTH, gzipped(city_database()))
    get()
    (folder / "city.mmdb").write_bytes(b"something else")
    assert get().proof is not None


def test_both_databases_lie_side_by_side(server: Mirror, get: Any, folder: Path) -> None:
    server.offers(THIS_MONTH, gzipped(city_database()))
    server.offers("/dbip-asn-lite-2026-03.mmdb.gz", gzipped(asn_database()))
    get()
    assert get("asn").proof.example == "8.8.8.8 is in AS15169 Google LLC"
    assert in_place(folder).keys() == {"city.mmdb", "city.json", "asn.mmdb", "asn.json"}


def test_maxmind_is_asked_with_the_account_and_its_checksum_holds(
    server: Mirror, get: Any, folder: Path
) -> None:
    offer_maxmind(server, archive({"GeoLite2-City_1/GeoLite2-City.mmdb": city_database()}))
    assert get(source="maxmind").edition == "GeoLite2-City"
    assert (folder / "city.mmdb").read_bytes() == city_database()
    basic = b64encode(f"4711:{LICENCE_KEY}".encode()).decode()
    assert [headers["authorization"] for _, headers in server.asked] == [f"Basic {basic}"] * 2
    for content in in_place(folder).values():
        assert LICENCE_KEY.encode() not in content


def test_maxminds_newest_is_known_by_its_checksum(server: Mirror, get: Any) -> None:
    offer_maxmind(server, archive({"a/GeoLite2-City.mmdb": city_database()}))
    get(source="maxmind")
    assert get(source="maxmind").proof is None
    assert server.paths[2:] == ["/GeoLite2-City/download?suffix=tar.gz.sha256"]
    offer_maxmind(server, archive({"b/GeoLite2-City.mmdb": city_database(2)}))
    assert get(source="maxmind").proof.built_at.day == 2


def test_another_source_replaces_what_the_first_one_gave(server: Mirror, get: Any) -> None:
    server.offers(THIS_MONTH, gzipped(city_database()))
    offer_maxmind(server, archive({"a/GeoLite2-City.mmdb": city_database(2)}))
    get()
    assert get(source="maxmind").proof.built_at.day == 2
    assert get().proof.built_at.day == 1


def test_a_key_stays_with_the_server_it_is_for(server: Mirror, get: Any) -> None:
    """MaxMind redirects to a storage, whose address is signed and takes no other credentials."""
    packed = archive({"a/GeoLite2-City.mmdb": city_database()})
    offer_maxmind(server, packed)
    with mirror() as storage:
        storage.offers("/signed?key=abc", packed)
        server.offers(
            "/GeoLite2-City/download?suffix=tar.gz",
            b"",
            status=302,
            headers={"Location": f"{storage.url}/signed?key=abc"},
        )
        get(source="maxmind")
        assert [("authorization" in headers) for _, headers in storage.asked] == [False]


def test_a_key_is_sent_over_an_encrypted_line_alone(folder: Path) -> None:
    offers = maxmind_offers("http://mirror.example", "city", "GeoLite2")
    with workshop(folder) as place, pytest.raises(GeoipRefused, match="not encrypted") as refusal:
        update(
            place,
            "city",
            SOURCES["maxmind"],
            offers,
            ACCOUNT,
            force=False,
            progress=lambda _done, _total: None,
        )
    assert LICENCE_KEY not in f"{refusal.value} {refusal.value.remedy}"


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_is_not_accepted_is_told_but_not_shown(
    server: Mirror, get: Any, status: int
) -> None:
    path = "/GeoLite2-City/download?suffix=tar.gz.sha256"
    server.offers(path, b"Invalid license key", status=status)
    with pytest.raises(GeoipRefused, match="does not accept the account") as refusal:
        get(source="maxmind")
    assert LICENCE_KEY not in f"{refusal.value} {refusal.value.remedy}"
    assert "location.maxmind_licence_key" in refusal.value.remedy


GOOD = gzipped(city_database())
PAGE = b"<!DOCTYPE html><html><body>Please sign in</body></html>"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"body": GOOD[: len(GOOD) // 2], "promised": len(GOOD)}, "broke off after"),
        ({"body": GOOD[: len(GOOD) // 2]}, "is cut short or damaged"),
        ({"body": GOOD[:-8] + bytes(8)}, "is cut short or damaged"),
        ({"body": PAGE}, "is a web page, not a database"),
        ({"body": PAGE, "promised": 10**12}, "is larger than a GeoIP database can be"),
        ({"body": b""}, "is not a MaxMind DB, or not a whole one"),
        ({"body": gzipped(b"")}, "is not a MaxMind DB, or not a whole one"),
        ({"body": gzipped(city_database()[:-60])}, "is not a MaxMind DB, or not a whole one"),
        ({"body": gzipped(country_database())}, 'is of type "DBIP-Country-Lite" and tells neither'),
        ({"body": gzipped(asn_database())}, 'is of type "DBIP-ASN-Lite" and tells the networks'),
        ({"body": archive({"../city.mmdb": city_database()})}, "reaches out of its folder"),
        ({"body": b"", "status": 500}, "was answered with 500 .Internal Server Error."),
        ({"body": b"", "status": 429}, "has been asked too often"),
    ],
)
def test_what_is_not_a_whole_city_database_is_refused_and_the_old_one_stays(
    server: Mirror, get: Any, folder: Path, answer: dict[str, Any], told: str
) -> None:
    server.offers(LAST_MONTH, gzipped(city_database()))
    get()
    before = in_place(folder)
    inode = (folder / "city.mmdb").stat().st_ino
    server.offers(THIS_MONTH, **answer)
    with pytest.raises(GeoipRefused, match=told):
        get()
    assert in_place(folder) == before
    assert (folder / "city.mmdb").stat().st_ino == inode


def test_a_wrong_checksum_is_refused_and_the_old_one_stays(
    server: Mirror, get: Any, folder: Path
) -> None:
    offer_maxmind(server, archive({"a/GeoLite2-City.mmdb": city_database()}))
    get(source="maxmind")
    before = in_place(folder)
    offer_maxmind(server, archive({"a/GeoLite2-City.mmdb": city_database(2)}), checksum="0" * 64)
    with pytest.raises(GeoipRefused, match="its checksum is not the one that is published"):
        get(source="maxmind")
    offer_maxmind(server, archive({"a/GeoLite2-City.mmdb": city_database(2)}), checksum="<html>")
    with pytest.raises(GeoipRefused, match="is no checksum"):
        get(source="maxmind")
    assert in_place(folder) == before


def test_a_mirror_without_the_database_is_told_with_both_names(server: Mirror, get: Any) -> None:
    with pytest.raises(GeoipRefused, match=r"2026-03\.mmdb\.gz.*2026-02\.mmdb\.gz") as refusal:
        get()
    assert "location.geoip_url" in refusal.value.remedy


def test_a_server_that_is_away_is_told_with_what_to_do(get: Any, server: Mirror) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        server.url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(Unreachable, match="cannot be reached: connection refused") as refusal:
            get()
    assert "set HTTPS_PROXY" in refusal.value.remedy
    assert "misp-dashboard geoip use FILE" in refusal.value.remedy


def test_the_proxy_of_the_environment_is_asked(
    server: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", server.url)
    server.offers("http://download.example/a.mmdb.gz", b"by way of the proxy")
    with (tmp_path / "got").open("wb") as got:
        fetch("http://download.example/a.mmdb.gz", got)
    assert (tmp_path / "got").read_bytes() == b"by way of the proxy"
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server.offers("/direct", b"direct")
    with (tmp_path / "got").open("wb") as got:
        fetch(f"{server.url}/direct", got)
    assert server.paths[-1] == "/direct"


def test_progress_is_told_in_bytes(server: Mirror, tmp_path: Path) -> None:
    server.offers("/file", bytes(600_000))
    told: list[tuple[int, int | None]] = []
    with (tmp_path / "got").open("wb") as got:
        sha256 = fetch(f"{server.url}/file", got, progress=lambda *both: told.append(both))
    assert told[-1] == (600_000, 600_000)
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert sha256 == hashlib.sha256(bytes(600_000)).hexdigest()


def test_a_download_has_a_limit(server: Mirror, tmp_path: Path) -> None:
    server.offers("/file", bytes(5000))
    with (tmp_path / "got").open("wb") as got, pytest.raises(GeoipRefused, match="is larger"):
        fetch(f"{server.url}/file", got, limit_bytes=4999)


def test_one_update_at_a_time(folder: Path) -> None:
    with workshop(folder), pytest.raises(GeoipRefused, match="Another update"), workshop(folder):
        pass


def test_what_a_killed_update_left_behind_is_removed(
    server: Mirror, get: Any, folder: Path
) -> None:
    folder.mkdir(parents=True)
    (folder / "city.download.unfinished").write_bytes(b"half of it")
    server.offers(THIS_MONTH, gzipped(city_database()))
    get()
    assert in_place(folder).keys() == {"city.mmdb", "city.json"}


@pytest.mark.parametrize("limit_bytes", [100, 1000])
def test_a_full_disk_is_told_and_the_old_one_stays(
    server: Mirror, get: Any, folder: Path, limit_bytes: int
) -> None:
    """The first limit hits the download, the second what is unpacked from it."""
    server.offers(LAST_MONTH, gzipped(city_database()))
    get()
    before = in_place(folder)
    server.offers(THIS_MONTH, gzipped(city_database(2)))
    assert 100 < len(gzipped(city_database(2))) < 1000 < len(city_database(2))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, hard))
    try:
        with pytest.raises(GeoipRefused, match="written.*: file too large"):
            get()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert in_place(folder) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_of_somebody_else_is_told(get: Any, folder: Path) -> None:
    folder.parent.mkdir(mode=0o500)
    with pytest.raises(GeoipRefused, match="Nothing can be written"):
        get()


def test_a_data_folder_that_is_a_file_is_told(get: Any, folder: Path) -> None:
    folder.parent.write_bytes(b"")
    with pytest.raises(GeoipRefused, match="Nothing can be written to .* (exists|not a directory)"):
        get()


def test_an_offer_names_what_is_fetched() -> None:
    assert maxmind_offers("https://mirror.example", "asn", "GeoIP2") == [
        Offer(
            "GeoIP2-ISP",
            "https://mirror.example/GeoIP2-ISP/download?suffix=tar.gz",
            "https://mirror.example/GeoIP2-ISP/download?suffix=tar.gz.sha256",
        )
    ]
