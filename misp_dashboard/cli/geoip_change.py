"""The GeoIP databases in place are changed: fetched anew, or taken from a file."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from misp_dashboard.cli.amount import size_text
from misp_dashboard.cli.failure import Failure, WrongConfig
from misp_dashboard.cli.geoip_progress import DownloadProgress
from misp_dashboard.cli.lock import RunLock
from misp_dashboard.cli.printable import printable
from misp_dashboard.config import Config
from misp_dashboard.location.geoip import FOLDER, Kind, geoip_files_of
from misp_dashboard.location.geoip_fetch import Account, Unreachable
from misp_dashboard.location.geoip_place import workshop
from misp_dashboard.location.geoip_proof import Proof
from misp_dashboard.location.geoip_refused import GeoipRefused
from misp_dashboard.location.geoip_source import (
    SOURCES,
    Offer,
    SourceName,
    dbip_offers,
    maxmind_offers,
)
from misp_dashboard.location.geoip_update import Updated, place, sha256_of, update

ENDINGS = (".gz", ".tar", ".mmdb")


def fetch_newest(config: Config, source: SourceName, kinds: Sequence[Kind], force: bool) -> bool:
    """Whether all of them are the newest now; what is wrong with others is told."""
    account = _account(config) if source == "maxmind" else None
    all_done = True
    with _told(), workshop(config.data_dir / FOLDER) as folder:
        for kind in kinds:
            offers = _offers(config, source, kind)
            try:
                with DownloadProgress(kind) as progress:
                    done = update(
                        folder,
                        kind,
                        SOURCES[source],
                        offers,
                        account,
                        force=force,
                        progress=progress.came,
                    )
            except Unreachable:
                raise
            except GeoipRefused as error:
                _tell(error)
                all_done = False
            else:
                _tell_update(config, kind, done)
    return all_done


def take(config: Config, file: Path) -> None:
    """Put in place what the file holds."""
    edition = file.name
    for ending in ENDINGS:
        edition = edition.removesuffix(ending)
    with _told(), workshop(config.data_dir / FOLDER) as folder:
        offer = Offer(edition, str(file))
        proof = place(file, folder, None, offer, "a file", sha256_of(file))
    _tell_placed(config, proof.kinds[0], edition, proof)


def _offers(config: Config, source: SourceName, kind: Kind) -> Sequence[Offer]:
    base = config.location.geoip_url.rstrip("/") or SOURCES[source].home
    if source == "dbip":
        return dbip_offers(base, kind, datetime.now(UTC).date())
    return maxmind_offers(base, kind, config.location.maxmind_product)


def _account(config: Config) -> Account:
    location = config.location
    if not (location.maxmind_account and location.maxmind_licence_key):
        raise WrongConfig(
            "MaxMind hands out databases to accounts only, and none is configured.",
            "Set location.maxmind_account, and location.maxmind_licence_key_file or "
            "MISP_DASHBOARD_LOCATION__MAXMIND_LICENCE_KEY; GeoLite2 accounts are free. "
            "Or use --source dbip.",
        )
    return Account(location.maxmind_account, location.maxmind_licence_key)


def _tell_update(config: Config, kind: Kind, done: Updated) -> None:
    if done.proof is None:
        click.echo(f"{kind}: {done.edition} is the newest, and in place already.")
    else:
        _tell_placed(config, kind, done.edition, done.proof)


def _tell_placed(config: Config, kind: Kind, edition: str, proof: Proof) -> None:
    what = f"{proof.type} of {proof.built_at:%Y-%m-%d}, {size_text(proof.size_bytes)}"
    click.echo(printable(f"{kind}: {edition} is in place: {what}; {proof.example}."))
    configured = geoip_files_of(config).configured.get(kind)
    if configured is not None:
        click.echo(
            f"location.geoip_{kind} names {configured}, which stays in force: remove that setting "
            "to use this one.",
            err=True,
        )
    elif RunLock(config.data_dir).held_by_other():
        click.echo("The running dashboard takes it up within seconds.")


@contextmanager
def _told() -> Iterator[None]:
    """A refusal is a failure of the command."""
    try:
        yield
    except GeoipRefused as error:
        raise Failure(printable(str(error)), error.remedy) from error


def _tell(error: GeoipRefused) -> None:
    click.echo(printable(str(error)), err=True)
    if error.remedy:
        click.echo(error.remedy, err=True)
