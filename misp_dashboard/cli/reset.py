"""`misp-dashboard reset`: everything that was learned is forgotten."""

from pathlib import Path

import click

from misp_dashboard.cli.failure import Failure
from misp_dashboard.cli.lock import RunLock
from misp_dashboard.cli.option import config_option, load_config


@click.command(short_help="Forget everything that was learned, for good.")
@config_option
@click.option("--yes", is_flag=True, help="Ask nothing.")
def reset(config_file: Path | None, yes: bool) -> None:
    """Delete every activity, the journal with what waits in it, the rejected frames, and what is
    known of gaps. It cannot be undone; `misp-dashboard backup` keeps a copy.

    The configuration, the key of pseudonyms and GeoIP databases stay. Stop the dashboard first.

    \b
    Examples:
      misp-dashboard reset
      misp-dashboard reset --yes
    """
    from misp_dashboard.cli.known import forgotten, opened, unfinished_mark
    from misp_dashboard.cli.serve import started_or_explained
    from misp_dashboard.store.dump import count, schema_of

    config = load_config(config_file)
    with started_or_explained(), RunLock(config.data_dir), opened(config) as store:
        rows = count(store, "activity") if schema_of(store) else 0
        where = f"{config.data_dir} and {config.store_url}"
        many = f"{rows:,} activit{'y' if rows == 1 else 'ies'}"
        if not yes and not click.confirm(f"Delete {many}, and the journal, in {where} for good?"):
            raise Failure("Nothing was deleted.", "")
        forgotten(config, store)
        unfinished_mark(config.data_dir).unlink(missing_ok=True)
    click.echo(f"Deleted: {many}, and the journal.")
