"""`misp-dashboard honours`: ranks and badges that administrators give to organisations."""

import getpass
import json
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import click

from misp_dashboard.cli.failure import Failure
from misp_dashboard.cli.lock import RunLock
from misp_dashboard.cli.option import config_option, load_config
from misp_dashboard.cli.printable import one_line
from misp_dashboard.config import Config
from misp_dashboard.contribution.badges import HONOURS, RANKS
from misp_dashboard.contribution.rules import rules_of
from misp_dashboard.ingest.honour import frame_of
from misp_dashboard.store.honour import Honour

TIMEOUT_S = 30
LONGEST_ORG = 300
LONGEST_REASON = 500

EVERY_HOST = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  (asked, not bound)


@click.group(short_help="Ranks and badges that administrators give.")
def honours() -> None:
    """Give organisations the ranks 15 and 16, or a badge (docs/contribution-model.md).

    \b
    Examples:
      misp-dashboard honours list
      misp-dashboard honours give "Example CERT" code --reason "Wrote the phone locator"
      misp-dashboard honours revoke "Example CERT" code
    """


def _choices(command: Any) -> Any:
    """What `give` and `revoke` have in common."""
    for decorate in (
        click.option("--reason", default="", help="Why; it is shown."),
        click.argument("honour", required=False, type=click.Choice(HONOURS)),
        click.argument("org", required=False),
        config_option,
    ):
        command = decorate(command)
    return command


@honours.command("list", short_help="List what was given and taken.")
@config_option
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def list_(config_file: Path | None, as_json: bool) -> None:
    """List which organisations hold what, and everything that was given and taken.

    A running dashboard is asked over HTTP, because it has the store; otherwise the store itself.
    """
    found = _log(load_config(config_file))
    if as_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for one in found:
        at = one["at"][:19].replace("T", " ")
        what = "given" if one["given"] else "revoked"
        state = "held" if one["held"] else ""
        title = f"{one['title']} ({one['honour']})"
        who = f"{one_line(title, 30):<30}  {one_line(one['org'], 40):<40}"
        why = f"{one_line(one['by'], 20):<20}  {one_line(one['reason'], 200)}"
        click.echo(f"{at}  {what:<7}  {state:<4}  {who}  {why}".rstrip())
    if not found:
        click.echo("Nothing was given yet.")


@honours.command(short_help="Give an organisation a rank or a badge.")
@_choices
def give(config_file: Path | None, org: str | None, honour: str | None, reason: str) -> None:
    """Give ORG the rank 15 or 16, or a badge. What is missing is asked for.

    \b
    Example:
      misp-dashboard honours give "Example CERT" 15 --reason "Outstanding quality in 2026"
    """
    _change(load_config(config_file), org, honour, reason, given=True)


@honours.command(short_help="Take a rank or a badge back.")
@_choices
def revoke(config_file: Path | None, org: str | None, honour: str | None, reason: str) -> None:
    """Take from ORG the rank 15 or 16, or a badge. What is missing is asked for.

    \b
    Example:
      misp-dashboard honours revoke "Example CERT" 15
    """
    _change(load_config(config_file), org, honour, reason, given=False)


def _change(
    config: Config, org: str | None, honour: str | None, reason: str, *, given: bool
) -> None:
    titles = _titles(config)
    if (org is None or honour is None) and not sys.stdin.isatty():
        raise click.UsageError(f"Name ORG and HONOUR, one of {', '.join(HONOURS)}.")
    if org is None:
        org = click.prompt("Organisation, as MISP names it", type=str)
    if honour is None:
        for name in HONOURS:
            click.echo(f"  {name:<9} {titles[name]}")
        honour = click.prompt("Which", type=click.Choice(HONOURS))
        reason = reason or click.prompt("Why (may be empty)", default="", show_default=False)
    org, honour = (org or "").strip(), honour or ""
    if not 1 <= len(org) <= LONGEST_ORG or not org.isprintable():
        raise click.UsageError(f"ORG must have 1 to {LONGEST_ORG} characters, all printable.")
    if len(reason) > LONGEST_REASON:
        raise click.UsageError(f"--reason must have at most {LONGEST_REASON} characters.")
    _hand_over(config, Honour(_now(), org, honour, given, reason.strip(), _user()))
    done = "holds" if given else "does not hold"
    click.echo(f"{org} {done} {titles[honour]} ({honour}).")


def _hand_over(config: Config, honour: Honour) -> None:
    """Through the journal: a running dashboard stores it, otherwise it is stored here."""
    from misp_dashboard.cli.feed import Feed
    from misp_dashboard.cli.logs import set_up_logs
    from misp_dashboard.cli.serve import drain, journal_of

    set_up_logs("error", config.log.format)
    with closing(journal_of(config)) as journal:
        feed = Feed(config, journal, drain, lambda waiting: None)
        feed.append([frame_of(honour)])
        if not feed.empty():
            raise Failure(
                "The running dashboard stores nothing at the moment.",
                "The honour waits in the journal and is stored when it does; see its log.",
            )


def _log(config: Config) -> list[dict[str, Any]]:
    """As `/api/honours` answers it."""
    if RunLock(config.data_dir).held_by_other():
        return _ask(config)
    import msgspec

    from misp_dashboard.cli.serve import started_or_explained
    from misp_dashboard.query.honours import honour_answers
    from misp_dashboard.store.connect import Store
    from misp_dashboard.store.migrate import migrate

    with (
        started_or_explained(),
        closing(Store(config.store_url, config.store.password.reveal())) as store,
    ):
        migrate(store)
        answers = honour_answers(store, rules_of(config.contribution), _now())
    found: list[dict[str, Any]] = msgspec.to_builtins(answers.honours)
    return found


def _ask(config: Config) -> list[dict[str, Any]]:
    host = EVERY_HOST.get(config.server.host, config.server.host)
    url = f"http://{f'[{host}]' if ':' in host else host}:{config.server.port}/api/honours"
    try:
        with urlopen(url, timeout=TIMEOUT_S) as answer:  # noqa: S310 - always http
            found: list[dict[str, Any]] = json.load(answer)["honours"]
            return found
    except (URLError, OSError, ValueError, KeyError) as error:
        raise Failure(
            f"The running dashboard does not answer at {url}: {error}.",
            "Try again when it does, or stop it: then the store is read.",
        ) from error


def _titles(config: Config) -> dict[str, str]:
    rules = rules_of(config.contribution)
    titles = {one.badge: one.title for one in rules.badges}
    return {**titles, **{n: rules.requirements[level - 1].title for n, level in RANKS.items()}}


def _now() -> datetime:
    # to the millisecond, as it is stored
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
