"""`misp-dashboard attack`: which matrices of MITRE ATT&CK are in force, and newer ones."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from misp_dashboard.cli.option import config_option, load_config

if TYPE_CHECKING:
    from misp_dashboard.attack.matrix import Domain

DOMAINS = ("enterprise", "mobile", "ics")


@click.group(short_help="Show or update the matrices of MITRE ATT&CK.")
def attack() -> None:
    """The techniques by tactic that the page of trends shows, where tags name them.

    The matrix of Enterprise comes with the dashboard. A running dashboard takes a new one up with
    the next question.

    \b
    Examples:
      misp-dashboard attack status
      misp-dashboard attack update
      misp-dashboard attack update enterprise-attack.json
    """


@attack.command()
@config_option
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_context
def status(context: click.Context, config_file: Path | None, as_json: bool) -> None:
    """Show which matrices are in force, their version, and where they came from.

    Ends with 1 when one of them cannot be used.
    """
    # Here and below: not every start of the command has to wait for this.
    from misp_dashboard.cli.attack_status import show

    if not show(load_config(config_file), as_json):
        context.exit(1)


@attack.command()
@config_option
@click.option(
    "--domain",
    type=click.Choice(DOMAINS),
    default="enterprise",
    show_default=True,
    help="Which matrix to fetch from MITRE when no FILE or URL is given.",
)
@click.argument("source", required=False, metavar="[FILE|URL]")
def update(config_file: Path | None, domain: "Domain", source: str | None) -> None:
    """Put a newer matrix in place: MITRE's newest, or that of a FILE or URL.

    Taken are MITRE's STIX (enterprise-attack.json, mobile-attack.json, ics-attack.json) and the
    clusters of MISP's galaxy mitre-attack-pattern. It is read as a whole before it replaces the
    one in place. Proxies are those of the environment (HTTPS_PROXY, NO_PROXY).
    """
    from misp_dashboard.cli.attack_update import HOME, update_from

    update_from(load_config(config_file), source or HOME.format(domain=domain))
