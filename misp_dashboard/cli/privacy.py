"""`misp-dashboard privacy`: what is stored of people, and bringing it to the setting in force."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from misp_dashboard.activity.privacy import PSEUDONYM, Privacy, privacy_of
from misp_dashboard.cli.amount import count_text
from misp_dashboard.cli.failure import Failure
from misp_dashboard.cli.lock import DataFolderTaken, RunLock
from misp_dashboard.cli.option import config_option, load_config
from misp_dashboard.config import Config
from misp_dashboard.journal.rewrite import Rewritten, rewrite
from misp_dashboard.source.address_mask import REMOVED, masked, masked_reason

if TYPE_CHECKING:
    from misp_dashboard.store.connect import Store

JOURNAL = "journal.sqlite3"

MEANING = {
    "none": "no name of a person is stored",
    "pseudonym": "people are stored by pseudonyms",
    "email": "people are stored by their e-mail addresses",
}

NOT_REACHED = (
    "Not reached: recordings (`misp-dashboard record`), backups, and addresses in what people "
    "share (values, comments, posts)."
)


@click.group(short_help="What is stored of people, and bringing it to the setting in force.")
def privacy() -> None:
    """The setting `privacy.users` says what is stored of the people who sign in
    (docs/users.md)."""


@privacy.command(short_help="Say what is stored of people.")
@config_option
def show(config_file: Path | None) -> None:
    """Say which setting is in force, and how many stored activities and frames name people.

    \b
    Example:
      misp-dashboard privacy show
    """
    from misp_dashboard.store.people import people

    config = load_config(config_file)
    _say_setting(config)
    with _store(config) as store:
        named = people(store)
    by_pseudonym = [one for one in named if re.match(PSEUDONYM, one.name)]
    by_address = [one for one in named if one not in by_pseudonym]
    for persons, how in ((by_address, "e-mail address"), (by_pseudonym, "pseudonym")):
        activities = sum(one.activities for one in persons)
        who = _many(len(persons), "people")
        click.echo(f"By {how}: {_many(activities, 'activities')} of {who}.")
    found = _rewrite(config, Privacy("pseudonym", b"only counted"), dry=True)
    click.echo(
        f"In the journal: {count_text(found.kept, 'kept frame')} and "
        f"{count_text(found.rejected, 'rejected frame')} with an address."
    )


@privacy.command(short_help="Bring what is stored to the setting in force.")
@config_option
def apply(config_file: Path | None) -> None:
    """Rewrite what is stored to the setting in force, where that is stricter.

    Addresses become pseudonyms, or both vanish; it cannot be undone. The journal's kept and
    rejected frames are rewritten, too. Counts stay as they are. Stop the dashboard first.

    \b
    Example:
      misp-dashboard privacy apply
    """
    from misp_dashboard.activity.pseudonym_key import KeyUnusable
    from misp_dashboard.store.people import rename

    config = load_config(config_file)
    _say_setting(config)
    if config.privacy.users == "email":
        click.echo("That is the least strict one: nothing to do.")
        return
    with _store(config) as store:
        try:
            wanted = privacy_of(config.privacy.users, config.data_dir)
        except KeyUnusable as error:
            raise Failure(f"{error}.", "") from error
        renamed = rename(store, wanted.name)
        done = _rewrite(config, wanted)
    click.echo(
        f"Rewritten: {_many(renamed, 'activities')}, "
        f"{count_text(done.kept, 'kept frame')}, {count_text(done.rejected, 'rejected frame')}."
    )
    if done.waiting:
        click.echo("Frames that wait in the journal are left: `run` stores them, then apply again.")
    click.echo(NOT_REACHED)


def _many(number: int, noun: str) -> str:
    one = {"activities": "activity", "people": "person"}[noun]
    return count_text(number, one) if number == 1 else f"{number:,} {noun}"


def _say_setting(config: Config) -> None:
    users = config.privacy.users
    click.echo(f"privacy.users is `{users}`: {MEANING[users]}.")


@contextmanager
def _store(config: Config) -> "Iterator[Store]":
    """The store, while no dashboard runs."""
    from misp_dashboard.cli.serve import started_or_explained
    from misp_dashboard.store.connect import Store
    from misp_dashboard.store.migrate import migrate

    with ExitStack() as stack, started_or_explained():
        try:
            stack.enter_context(RunLock(config.data_dir))
        except DataFolderTaken as error:
            raise Failure(error.message, "Stop it, run this again, and start it again.") from error
        store = Store(config.store_url, config.store.password.reveal())
        stack.callback(store.close)
        migrate(store)
        yield store


def _rewrite(config: Config, wanted: Privacy, *, dry: bool = False) -> Rewritten:
    def name(found: str) -> str:
        return wanted.name(found) or REMOVED

    return rewrite(
        config.data_dir / JOURNAL,
        lambda topic, body: masked(topic, body, name),
        lambda topic, reason: masked_reason(topic, reason, name),
        dry=dry,
    )
