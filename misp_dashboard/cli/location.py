"""`misp-dashboard location`: how much of what happened has a place on the map."""

from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import click
import msgspec

from misp_dashboard.cli.failure import Failure
from misp_dashboard.cli.lock import RunLock
from misp_dashboard.cli.option import config_option, load_config
from misp_dashboard.config import Config

if TYPE_CHECKING:
    from misp_dashboard.activity.row import Activity
    from misp_dashboard.query.coverage import Coverage

KINDS = ("attribute", "sighting", "proposal")
"""Kinds that carry a value; the rest (events, tags, logins) point nowhere by themselves."""

ANSWER_S = 60


@click.group(short_help="How much of what happened has a place on the map.")
def location() -> None:
    """How activities are located; the means are in docs/location.md."""


@location.command(short_help="The share that is located, by type and by means.")
@config_option
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.argument("folder", required=False, type=click.Path(exists=True, path_type=Path))
def coverage(config_file: Path | None, as_json: bool, folder: Path | None) -> None:
    """Say which share of attributes, sightings and proposals is located, by type and by means, and
    which share would be if IP addresses were the only means.

    Of everything that is stored, or of MISP events as JSON (a file or a FOLDER), which are located
    for this and not stored.

    \b
    Examples:
      misp-dashboard location coverage
      misp-dashboard location coverage exported-events/
      misp-dashboard location coverage --json | jq .located
    """
    # Here and below: not every start of the command has to wait for this.
    from misp_dashboard.cli.coverage_table import coverage_table

    config = load_config(config_file)
    answer = _of_files(config, folder) if folder else _of_store(config)
    click.echo(msgspec.json.encode(answer) if as_json else coverage_table(answer))


def _of_files(config: Config, folder: Path) -> "Coverage":
    from misp_dashboard.cli.coverage_table import told
    from misp_dashboard.ingest.pair import pair
    from misp_dashboard.source.unreadable import UnreadableFile

    try:
        return told(pair(None, list(_located(config, folder).values())).activities)
    except UnreadableFile as error:
        raise Failure(f"{error}.", "") from error


def _located(config: Config, folder: Path) -> "dict[int, Activity]":
    """By id: what several frames tell counts once."""
    from misp_dashboard.cli.serve import started_or_explained
    from misp_dashboard.handler.topics import NotUnderstood, decode, handle
    from misp_dashboard.location.geoip import geoip_files_of
    from misp_dashboard.location.locate import Locator
    from misp_dashboard.source.replayable import read_any

    with started_or_explained():
        locator = Locator(geoip_files_of(config), tld=config.location.tld)
    located: dict[int, Activity] = {}
    with closing(locator):
        for frame in read_any(folder, "files"):
            try:
                rows = handle(decode(frame), frame)
            except NotUnderstood:
                continue
            located.update((row.id, locator.locate(row)) for row in rows if row.kind in KINDS)
    return located


def _of_store(config: Config) -> "Coverage":
    """A running dashboard is asked; it alone may have the embedded store open."""
    if config.store_url.startswith("chdb:"):
        lock = RunLock(config.data_dir)
        if lock.held_by_other():
            return _ask_running(config)
        with lock:
            return _ask_store(config)
    return _ask_store(config)


def _ask_store(config: Config) -> "Coverage":
    from misp_dashboard.access.viewer import LOCAL
    from misp_dashboard.cli.serve import started_or_explained
    from misp_dashboard.query.coverage import coverage
    from misp_dashboard.query.filter import filter_from
    from misp_dashboard.query.scope import LONGEST_SPAN, Scope
    from misp_dashboard.store.connect import Store
    from misp_dashboard.store.migrate import migrate

    with ExitStack() as stack, started_or_explained():
        store = Store(config.store_url, config.store.password.reveal())
        stack.callback(store.close)
        migrate(store)
        scope = Scope((filter_from("kind", list(KINDS)),), span=LONGEST_SPAN)
        return coverage(store, LOCAL, scope)


def _ask_running(config: Config) -> "Coverage":
    from misp_dashboard.query.coverage import Coverage
    from misp_dashboard.query.scope import LONGEST_SPAN

    host = config.server.host
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - not listened on
    where = f"[{host}]" if ":" in host else host
    asked = {"span": f"{LONGEST_SPAN.days}d", "kind": KINDS}
    address = f"http://{where}:{config.server.port}/api/coverage?{urlencode(asked, doseq=True)}"
    try:
        with urlopen(address, timeout=ANSWER_S) as answer:  # noqa: S310 - http, of our own making
            return msgspec.json.decode(answer.read(), type=Coverage)
    except (URLError, TimeoutError, msgspec.DecodeError) as error:
        raise Failure(
            f"A dashboard works on {config.data_dir}, but {address} does not answer: {error}.",
            "Ask with the configuration it was started with, or stop it first.",
        ) from error
