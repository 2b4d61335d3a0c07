"""What a database is packed in gives it out whole, or is refused."""

import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from mirror import archive, gzipped

from misp_dashboard.location.geoip_refused import GeoipRefused
from misp_dashboard.location.geoip_unpack import BESIDES_BYTES, unpack

DATABASE = bytes(range(256)) * 40
NAME = "GeoLite2-City_20261120/GeoLite2-City.mmdb"
LICENCE = {"GeoLite2-City_20261120/LICENSE.txt": b"as it is"}

Unpack = Callable[..., bytes]


@pytest.fixture
def unpacked(tmp_path: Path) -> Unpack:
    def unpacked(content: bytes, limit_bytes: int = 1 << 20) -> bytes:
        packed, target = tmp_path / "packed", io.BytesIO()
        packed.write_bytes(content)
        unpack(packed, target, "The file", limit_bytes)
        return target.getvalue()

    return unpacked


def member(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


@pytest.mark.parametrize(
    "content",
    [
        DATABASE,
        gzipped(DATABASE),
        archive({NAME: DATABASE}),
        archive({**LICENCE, NAME: DATABASE}),
        archive({NAME: DATABASE, **LICENCE}),
        archive({NAME: DATABASE}, member("GeoLite2-City_20261120", tarfile.DIRTYPE)),
        archive({"a" * 200 + "/long.mmdb": DATABASE}),
    ],
)
def test_the_database_comes_out(unpacked: Unpack, content: bytes) -> None:
    assert unpacked(content) == DATABASE


@pytest.mark.parametrize("packed", [gzipped(DATABASE), archive({**LICENCE, NAME: DATABASE})])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
def test_what_is_cut_short_is_refused(unpacked: Unpack, packed: bytes, part: float) -> None:
    with pytest.raises(GeoipRefused, match="The file is cut short or damaged"):
        unpacked(packed[: max(30, int(len(packed) * part))])


@pytest.mark.parametrize("packed", [gzipped(DATABASE), archive({NAME: DATABASE})])
def test_a_wrong_checksum_at_the_end_is_refused(unpacked: Unpack, packed: bytes) -> None:
    damaged = packed[:-8] + bytes(4) + packed[-4:]
    with pytest.raises(GeoipRefused, match="cut short or damaged"):
        unpacked(damaged)


@pytest.mark.parametrize("page", [b"<!DOCTYPE html><html>", b"\n <html>Sign in</html>"])
def test_a_web_page_is_refused(unpacked: Unpack, page: bytes) -> None:
    for content in (page, gzipped(page)):
        with pytest.raises(GeoipRefused, match="is a web page, not a database"):
            unpacked(content)


def test_a_bomb_is_refused_when_it_passes_the_limit(unpacked: Unpack, tmp_path: Path) -> None:
    bomb = gzipped(bytes(64 << 20))
    assert len(bomb) < 1 << 17
    with pytest.raises(GeoipRefused, match="unpacks to more than"):
        unpacked(bomb)
    for packed in (archive({NAME: bytes(8 << 20)}), archive({"big.txt": bytes(8 << 20)})):
        with pytest.raises(GeoipRefused, match="unpacks to more than"):
            unpacked(packed)
    at_the_limit = bytes(1 << 20)
    assert unpacked(gzipped(at_the_limit)) == at_the_limit
    with pytest.raises(GeoipRefused):
        unpacked(gzipped(at_the_limit + b"x"))


def test_what_stands_beside_the_database_has_a_limit_too(unpacked: Unpack) -> None:
    assert unpacked(archive({"notes.txt": bytes(BESIDES_BYTES // 2), NAME: DATABASE})) == DATABASE
    with pytest.raises(GeoipRefused, match="unpacks to more than"):
        unpacked(archive({NAME: DATABASE, "notes.txt": bytes(BESIDES_BYTES)}))


def test_a_long_header_has_a_limit_too(unpacked: Unpack) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", format=tarfile.PAX_FORMAT) as tar:
        info = tarfile.TarInfo(NAME)
        info.pax_headers = {"comment": "x" * (4 << 20)}
        tar.addfile(info)
    with pytest.raises(GeoipRefused, match="unpacks to more than"):
        unpacked(packed.getvalue())


@pytest.mark.parametrize(
    "path", ["/etc/GeoLite2-City.mmdb", "../GeoLite2-City.mmdb", "a/../../b.mmdb", "/x.txt"]
)
def test_an_archive_that_reaches_out_of_its_folder_is_refused(unpacked: Unpack, path: str) -> None:
    with pytest.raises(GeoipRefused, match="reaches out of its folder"):
        unpacked(archive({path: DATABASE, NAME: DATABASE}))


@pytest.mark.parametrize(
    "odd",
    [
        member("link.mmdb", tarfile.SYMTYPE, "/etc/passwd"),
        member("link.mmdb", tarfile.LNKTYPE, "/etc/passwd"),
        member("device", tarfile.BLKTYPE),
        member("pipe.mmdb", tarfile.FIFOTYPE),
    ],
)
def test_an_archive_with_links_or_devices_is_refused(
    unpacked: Unpack, odd: tarfile.TarInfo
) -> None:
    with pytest.raises(GeoipRefused, match="something else than files"):
        unpacked(archive({NAME: DATABASE}, odd))


def test_an_archive_holds_one_database(unpacked: Unpack) -> None:
    with pytest.raises(GeoipRefused, match="without a database"):
        unpacked(archive(LICENCE))
    with pytest.raises(GeoipRefused, match="more than one"):
        unpacked(archive({NAME: DATABASE, "other.mmdb": DATABASE}))
