"""`misp-dashboard run`: subscribe to the configured MISPs and serve the page."""

from pathlib import Path

import click

from misp_dashboard.cli.failure import Failure
from misp_dashboard.cli.option import config_option, instances_of, load_config


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
        serve(config)
    except StoreUnavailable as error:
        raise Failure(f"{str(error).rstrip('.')}.") from error
