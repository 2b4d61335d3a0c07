"""The newest database of a source is put in place, when it is not there yet."""

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import msgspec

from misp_dashboard.location.geoip import Kind
from misp_dashboard.location.geoip_fetch import Account, NotOffered, Progress, Unreachable, fetch
from misp_dashboard.location.geoip_place import (
    Note,
    noted,
    put,
    read_note,
    unfinished,
    unwritable,
)
from misp_dashboard.location.geoip_proof import Proof, prove
from misp_dashboard.location.geoip_refused import GeoipRefused
from misp_dashboard.location.geoip_source import Offer, Source
from misp_dashboard.location.geoip_unpack import unpack

CHECKSUM_BYTES = 4096
CHUNK_BYTES = 1 << 20


class Updated(msgspec.Struct, frozen=True):
    """`proof` is None when the newest database was there already."""

    edition: str
    proof: Proof | None = None


def update(
    folder: Path,
    kind: Kind,
    source: Source,
    offers: Sequence[Offer],
    account: Account | None,
    *,
    force: bool,
    progress: Progress,
) -> Updated:
    """Take the first of the offers that there is; within a `workshop`.

    Raises GeoipRefused; what was in place then stays so.
    """
    note = None if force else read_note(folder, kind)
    missing: list[str] = []
    for offer in offers:
        if note and not offer.checksum_url and note.edition == offer.edition:
            return Updated(offer.edition)
        try:
            return _take(folder, kind, source, offer, account, note, progress)
        except NotOffered as error:
            missing.append(str(error))
        except Unreachable as error:
            raise _by_hand(error, offer, source) from error
    raise GeoipRefused(" ".join(missing), "Is location.geoip_url the address of a mirror?")


def _take(
    folder: Path,
    kind: Kind,
    source: Source,
    offer: Offer,
    account: Account | None,
    note: Note | None,
    progress: Progress,
) -> Updated:
    expected = _checksum(offer, account) if offer.checksum_url else ""
    if note and expected and (note.edition, note.sha256) == (offer.edition, expected):
        return Updated(offer.edition)
    packed = unfinished(folder, f"{kind}.download")
    try:
        with packed.open("wb") as file:
            sha256 = fetch(offer.url, file, account, progress)
    except OSError as error:
        raise unwritable(folder, error) from error
    if expected and sha256 != expected:
        raise GeoipRefused(
            f"{offer.url} arrived damaged: its checksum is not the one that is published.",
            "Try again.",
        )
    return Updated(offer.edition, place(packed, folder, kind, offer, source.name, sha256))


def place(
    packed: Path, folder: Path, kind: Kind | None, offer: Offer, source: str, sha256: str
) -> Proof:
    """Unpack, prove and put in place what a file holds; of the kind it turns out to be when none
    is expected. Raises GeoipRefused and leaves what is in place alone."""
    called = offer.url
    database = unfinished(folder, "unpacked.mmdb")
    try:
        with database.open("wb") as file:
            unpack(packed, file, called)
        proof = prove(database, called, kind)
        note = noted(
            proof,
            source=source,
            edition=offer.edition,
            url=offer.url,
            sha256=sha256,
            placed_at=datetime.now(UTC),
        )
        put(database, folder, kind or proof.kinds[0], note)
    except OSError as error:
        raise unwritable(folder, error) from error
    return proof


def sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def _checksum(offer: Offer, account: Account | None) -> str:
    text = BytesIO()
    fetch(offer.checksum_url, text, account, limit_bytes=CHECKSUM_BYTES)
    found = re.match(rb"([0-9a-fA-F]{64})(?:\s|$)", text.getvalue())
    if found is None:
        raise GeoipRefused(f"{offer.checksum_url} is no checksum.", "Try again later.")
    return found[1].decode().lower()


def _by_hand(error: GeoipRefused, offer: Offer, source: Source) -> Unreachable:
    return Unreachable(
        str(error),
        f"Behind a proxy, set HTTPS_PROXY. Without internet, download {offer.edition} elsewhere "
        f"({source.page}), bring the file here and run `misp-dashboard geoip use FILE`.",
    )
