"""`misp-dashboard run`: subscribe to the configured MISPs and serve the page."""

import logging
import os
import threading
from pathlib import Path

import click

from misp_dashboard.cli.failure import Failure
from misp_dashboard.cli.option import config_option, instances_of, load_config

END_S = 9.0
"""Whoever stops a service kills it after ten seconds (Docker) or later."""

log = logging.getLogger(__name__)


@click.command(short_help="Subscribe to the configured MISPs and serve the page.")
@config_option
def run(config_file: Path | None) -> None:
    """Subscribe to every configured MISP, keep what it sends, and serve the page.

    Ends at Ctrl-C or SIGTERM; frames not yet stored stay in the journal for the next start.

    \b
    Examples:
      misp-dashboard run
      misp-dashboard run --config /etc/misp-dashboard/misp-dashboard.toml
      MISP_DASHBOARD_SERVER__PORT=9000 misp-dashboard run
    """
    config = load_config(config_file)
    instances_of(config, None)

    # The store, the web server and their libraries take a second to load; mistakes need not wait.
    from misp_dashboard.cli.serve import serve
    from misp_dashboard.store.connect import StoreUnavailable

    try:
        serve(config, on_stop=end_soon)
    except StoreUnavailable as error:
        raise Failure(f"{str(error).rstrip('.')}.") from error


def end_soon() -> None:
    """End the process within nine seconds, also when a store or a network hangs: what was taken is
    on disk, as after a kill."""
    waiting = threading.Timer(END_S, _end_now)
    waiting.daemon = True
    waiting.start()


def _end_now() -> None:
    log.warning("something still hangs: ending without it, frames wait in the journal")
    logging.shutdown()
    os._exit(0)
