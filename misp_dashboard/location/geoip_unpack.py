"""A database comes out of what it is handed out as: plain, gzipped, or in a gzipped tar archive."""

import gzip
import tarfile
import zlib
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from misp_dashboard.location.geoip_refused import GeoipRefused

LIMIT_BYTES = 4 << 30
"""The largest databases sold today have about 2 GB."""

BESIDES_BYTES = 1 << 20
"""What an archive may hold besides the database: a licence, a copyright notice."""

CHUNK_BYTES = 1 << 20
GZIP = b"\x1f\x8b"
TAR_BLOCK, TAR_MAGIC, TAR_MAGIC_AT = 512, b"ustar", 257


class _Bounded:
    """Reads on, until more was read than is allowed."""

    def __init__(self, file: BinaryIO | gzip.GzipFile, called: str, allowed_bytes: int) -> None:
        self._file = file
        self._called = called
        self.allowed_bytes = allowed_bytes

    def read(self, size: int = -1) -> bytes:
        # one byte more than allowed tells that there is more
        most = self.allowed_bytes + 1
        got = self._file.read(most if size < 0 else min(size, most))
        self.allowed_bytes -= len(got)
        if self.allowed_bytes < 0:
            raise GeoipRefused(f"{self._called} unpacks to more than a GeoIP database can be.")
        return got


def unpack(source: Path, target: BinaryIO, called: str, limit_bytes: int = LIMIT_BYTES) -> None:
    """Write the database that `source` holds, whatever its name, to `target`.

    Raises GeoipRefused when it is cut short, damaged, too large, or an archive that is not made
    as such archives are.
    """
    try:
        with source.open("rb") as packed:
            zipped = packed.read(len(GZIP)) == GZIP
            packed.seek(0)
            if not zipped:
                _copy(_Bounded(packed, called, limit_bytes), target, called)
                return
            with gzip.GzipFile(fileobj=packed) as unzipped:
                head = unzipped.peek(TAR_BLOCK)[:TAR_BLOCK]
                if head[TAR_MAGIC_AT:].startswith(TAR_MAGIC):
                    _from_archive(unzipped, target, called, limit_bytes)
                else:
                    _copy(_Bounded(unzipped, called, limit_bytes), target, called)
    except (EOFError, gzip.BadGzipFile, zlib.error, tarfile.TarError) as error:
        raise GeoipRefused(f"{called} is cut short or damaged.", "Fetch it again.") from error


def _copy(source: _Bounded, target: BinaryIO, called: str) -> None:
    chunk = source.read(CHUNK_BYTES)
    if chunk.lstrip()[:1] == b"<":
        raise GeoipRefused(
            f"{called} is a web page, not a database.",
            "A proxy or a portal may have answered in the server's place.",
        )
    while chunk:
        target.write(chunk)
        chunk = source.read(CHUNK_BYTES)


def _from_archive(unzipped: gzip.GzipFile, target: BinaryIO, called: str, limit_bytes: int) -> None:
    bounded = _Bounded(unzipped, called, BESIDES_BYTES)
    found = ""
    # Read as a stream, never written to the names in it.
    with tarfile.open(fileobj=bounded, mode="r|", bufsize=TAR_BLOCK) as archive:  # type: ignore[call-overload]
        for member in archive:
            _check_member(member, called)
            if PurePosixPath(member.name).suffix != ".mmdb":
                continue
            if found:
                raise GeoipRefused(f"{called} holds more than one database.")
            if member.size > limit_bytes:
                raise GeoipRefused(f"{called} unpacks to more than a GeoIP database can be.")
            found = member.name
            bounded.allowed_bytes += member.size
            content = archive.extractfile(member)
            while content and (chunk := content.read(CHUNK_BYTES)):
                target.write(chunk)
    if not found:
        raise GeoipRefused(f"{called} is an archive without a database (.mmdb) in it.")
    while bounded.read(CHUNK_BYTES):
        pass  # gzip's checksum stands at the very end


def _check_member(member: tarfile.TarInfo, called: str) -> None:
    path = PurePosixPath(member.name)
    if path.is_absolute() or ".." in path.parts:
        raise GeoipRefused(f"{called} is an archive that reaches out of its folder.")
    if not (member.isreg() or member.isdir()):
        raise GeoipRefused(f"{called} is an archive with something else than files in it.")
