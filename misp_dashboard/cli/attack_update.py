"""A matrix of ATT&CK is fetched or read, checked, and put in place."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import click

from misp_dashboard.attack.matrix import Matrix, MatrixUnusable
from misp_dashboard.attack.place import FOLDER, put, workshop
from misp_dashboard.attack.read import matrix_of
from misp_dashboard.cli.attack_status import described
from misp_dashboard.cli.failure import Failure
from misp_dashboard.cli.geoip_progress import DownloadProgress
from misp_dashboard.cli.lock import RunLock
from misp_dashboard.cli.printable import printable
from misp_dashboard.config import Config
from misp_dashboard.location.geoip_fetch import Unreachable, fetch
from misp_dashboard.location.geoip_refused import GeoipRefused

HOME = (
    "https://raw.githubusercontent.com/mitre-attack/attack-stix-data/master/"
    "{domain}-attack/{domain}-attack.json"
)

LIMIT_BYTES = 300 << 20
"""Of a download or file: MITRE's STIX of Enterprise has 50 MB, most of it descriptions."""

WHAT = "a file of ATT&CK"


def update_from(config: Config, source: str) -> None:
    """What is in place stays when it fails."""
    content = _fetched(source) if "://" in source else _read(Path(source))
    try:
        matrix = matrix_of(content, source, datetime.now(UTC).year)
    except MatrixUnusable as error:
        raise Failure(
            printable(f"{source} {error}."),
            "What is needed is MITRE's STIX (enterprise-attack.json) or the clusters of MISP's "
            "galaxy (mitre-attack-pattern.json).",
        ) from error
    _put(config, matrix)
    click.echo(printable(f"{matrix.domain}: {described(matrix)} is in place."))
    if RunLock(config.data_dir).held_by_other():
        click.echo("The running dashboard takes it up with the next question.")


def _fetched(url: str) -> bytes:
    content = BytesIO()
    try:
        with DownloadProgress("ATT&CK") as progress:
            fetch(url, content, progress=progress.came, limit_bytes=LIMIT_BYTES, what=WHAT)
    except Unreachable as error:
        name = url.rpartition("/")[2] or "the file"
        raise Failure(
            printable(str(error)),
            f"Behind a proxy, set HTTPS_PROXY. Without internet, download {name} elsewhere "
            "(https://github.com/mitre-attack/attack-stix-data), bring the file here and run "
            "`misp-dashboard attack update FILE`.",
        ) from error
    except GeoipRefused as error:
        raise Failure(printable(str(error)), error.remedy) from error
    return content.getvalue()


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LIMIT_BYTES:
            raise Failure(printable(f"{path} is larger than {WHAT} can be."))
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise Failure(printable(f"{path} cannot be read: {reason}.")) from error


def _put(config: Config, matrix: Matrix) -> None:
    folder = config.data_dir / FOLDER
    try:
        with workshop(folder):
            put(folder, matrix)
    except BlockingIOError as error:
        raise Failure("Another update of ATT&CK is running.", "Wait until it is done.") from error
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise Failure(
            f"Nothing can be written to {folder}: {reason}.",
            "Make room, or run this as the user whose data_dir it is.",
        ) from error
