"""`misp-dashboard geoip`: which GeoIP databases are in force, and newer ones."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from misp_dashboard.cli.option import config_option, load_config

if TYPE_CHECKING:
    from misp_dashboard.location.geoip_source import SourceName

SOURCES = ("dbip", "maxmind")


@click.group(short_help="Show, update or hand over the GeoIP databases.")
def geoip() -> None:
    """The databases that tell where addresses are, and whose networks they are in.

    A running dashboard takes a new one up within seconds.

    \b
    Examples:
      misp-dashboard geoip status
      misp-dashboard geoip update
      misp-dashboard geoip use dbip-city-lite-2026-11.mmdb.gz
    """


@geoip.command()
@config_option
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_context
def status(context: click.Context, config_file: Path | None, as_json: bool) -> None:
    """Show which databases are in force, how old they are, and whether an update is due.

    Ends with 1 when one of them cannot be used.
    """
    # Here and below: not every start of the command has to wait for this.
    from misp_dashboard.cli.geoip_status import show

    if not show(load_config(config_file), as_json):
        context.exit(1)


@geoip.command()
@config_option
@click.option(
    "--source",
    type=click.Choice(SOURCES),
    help="Where to get them; otherwise `location.geoip_source`.",
)
@click.option("--city/--no-city", default=True, help="The city database; by default, too.")
@click.option("--asn/--no-asn", default=True, help="The ASN database; by default, too.")
@click.option("--force", is_flag=True, help="Fetch them again when the newest are there already.")
@click.pass_context
def update(
    context: click.Context,
    config_file: Path | None,
    source: "SourceName | None",
    city: bool,
    asn: bool,
    force: bool,
) -> None:
    """Fetch the newest databases from DB-IP (no account needed) or MaxMind (with one).

    Each is checked and tried before it replaces the one in place. Proxies are those of the
    environment (HTTPS_PROXY, NO_PROXY).
    """
    from misp_dashboard.cli.geoip_change import fetch_newest
    from misp_dashboard.location.geoip import KINDS

    kinds = [kind for kind, wish in zip(KINDS, (city, asn), strict=True) if wish]
    if not kinds:
        raise click.UsageError("--no-city and --no-asn together leave nothing to do.")
    config = load_config(config_file)
    if not fetch_newest(config, source or config.location.geoip_source, kinds, force):
        context.exit(1)


@geoip.command()
@config_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
def use(config_file: Path | None, file: Path) -> None:
    """Take a database that was downloaded elsewhere: .mmdb, .mmdb.gz or MaxMind's .tar.gz.

    Whether it is one of cities or of networks (ASN) is told by what is in it.
    """
    from misp_dashboard.cli.geoip_change import take

    take(load_config(config_file), file)
