"""`misp-dashboard backfill`: what happened before is fetched from MISP, or from a MISP feed."""

import shlex
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from misp_dashboard.cli.access import access_of
from misp_dashboard.cli.amount import count_text
from misp_dashboard.cli.failure import Failure, WrongConfig
from misp_dashboard.cli.fill_progress import FillProgress
from misp_dashboard.cli.option import config_option, instances_of, load_config
from misp_dashboard.cli.printable import one_line
from misp_dashboard.cli.when import Moment, When
from misp_dashboard.config import Config
from misp_dashboard.source.history.access import Access
from misp_dashboard.source.history.span import Span

if TYPE_CHECKING:
    from misp_dashboard.cli.feed import Feed
    from misp_dashboard.source.frame import Frame
    from misp_dashboard.source.history.fill import Filled
    from misp_dashboard.source.history.record import HistoryRecord

MISSING_SHOWN = 10
FEED_NAME = "feed"
NOW = "now"

RESUME = "What came is kept: run the same command again, and it goes on from there."


@click.command(short_help="Fetch what happened before from MISP, or from a MISP feed.")
@config_option
@click.option("--instance", metavar="NAME", help="Only this MISP instead of all that have a key.")
@click.option(
    "--since",
    type=Moment(),
    metavar="MOMENT",
    default="2y",
    show_default=True,
    help="From when on: 2y, 4w, 30d, 12h (ago), or a date, UTC.",
)
@click.option("--until", type=Moment(), metavar="MOMENT", default=NOW, help="Up to when; now.")
@click.option(
    "--feed",
    metavar="PLACE",
    help="A folder or URL with a MISP feed (manifest.json and event files), instead of a MISP.",
)
@click.option("--dry-run", is_flag=True, help="Only say how many events there are.")
def backfill(
    config_file: Path | None,
    instance: str | None,
    since: When,
    until: When,
    feed: str | None,
    dry_run: bool,
) -> None:
    """Ask MISP over REST what happened in a span of time, and store it.

    A running dashboard takes it from its journal, behind what it hears live; where none runs it is
    stored at once. What is known already is not counted again. After an interruption the same
    command goes on where it was.

    \b
    Examples:
      misp-dashboard backfill
      misp-dashboard backfill --instance "MISP Luxembourg" --since 2025-01-01 --until 2025-07-01
      misp-dashboard backfill --feed https://www.circl.lu/doc/misp/feed-osint --since 1y
    """
    config = load_config(config_file)
    if since.at >= until.at:
        raise click.UsageError("--since has to be before --until.")
    span = Span(since.at, until.at)
    called = Called(config_file, since.text, until.text, feed or "")
    if feed is not None:
        _from_feed(config, instance or _name(config), span, called, dry_run)
    elif dry_run:
        _count(_accesses(config, instance), span)
    else:
        _from_misp(config, _accesses(config, instance), span, called)


class Called(NamedTuple):
    """How the command was written."""

    config_file: Path | None
    since: str
    until: str
    feed: str

    def for_one(self, instance: str) -> str:
        """What to run for one instance again."""
        options = {
            "--config": str(self.config_file or ""),
            "--feed": self.feed,
            "--instance": instance,
            "--since": self.since,
            "--until": self.until if self.until != NOW else "",
        }
        given = [word for name, value in options.items() if value for word in (name, value)]
        return shlex.join(["misp-dashboard", "backfill", *given])


def _accesses(config: Config, name: str | None) -> list[Access]:
    instances = instances_of(config, name)
    found = [access for one in instances if (access := access_of(config, one))]
    if not found:
        raise WrongConfig(
            f"No `api_key` is configured for {name or 'any instance'}.",
            "Set instances[].url and instances[].api_key_file (docs/catching-up.md).",
        )
    return found


def _name(config: Config) -> str:
    return config.instances[0].name if len(config.instances) == 1 else FEED_NAME


def _count(accesses: list[Access], span: Span) -> None:
    from misp_dashboard.source.history.event import changed_events
    from misp_dashboard.source.history.rest import Rest, Unanswered

    for access in accesses:
        try:
            events = len(changed_events(Rest(access), span))
        except Unanswered as error:
            raise Failure(f"{error}.") from error
        click.echo(f"{one_line(access.instance, 64)}: {count_text(events, 'event')} changed.")


def _from_misp(config: Config, accesses: list[Access], span: Span, called: Called) -> None:
    from misp_dashboard.source.history.rest import Unanswered

    failures = []
    with _fed(config) as into:
        for access in accesses:
            try:
                filled = _fill(access, span, called, into)
            except Unanswered as error:
                failures.append(str(error))
                continue
            events, frames = count_text(filled.events, "event"), count_text(filled.frames, "frame")
            click.echo(f"{one_line(access.instance, 64)}: {events}, {frames} in all.")
            for sentence in filled.missing[:MISSING_SHOWN]:
                click.echo(f"  {one_line(sentence, 300)}.", err=True)
        _end(into.feed)
    if failures:
        raise Failure("\n".join(f"{one}." for one in failures), RESUME)


def _fill(access: Access, span: Span, called: Called, into: "Into") -> "Filled":
    from misp_dashboard.source.history.backfill import Asked, Telling
    from misp_dashboard.source.history.fill import fill
    from misp_dashboard.source.history.rest import Rest

    # one that was interrupted keeps its own span: "now" was then
    job = into.record.begin(access.instance, f"backfill {called.since} to {called.until}", span)
    asked = Asked(access.instance, job.span, called.for_one(access.instance))

    with Telling(into.record, asked) as telling:

        def append(frames: Sequence["Frame"]) -> None:
            into.feed.append(frames)
            telling.came(len(frames))

        def progress(step: str, done: int, total: int) -> None:
            into.progress.step(step, done, total)
            telling.step(step, done, total)

        filled = fill(Rest(access), into.record, job, append, progress)
        into.record.finish(job, filled=not filled.unanswered)
        telling.finish(filled.missing)
    return filled


def _from_feed(config: Config, name: str, span: Span, called: Called, dry_run: bool) -> None:
    from misp_dashboard.source.history.backfill import Asked, Telling
    from misp_dashboard.source.history.feed import FeedUnreadable, feed_frames, listed

    place = called.feed
    try:
        events = listed(place, span)
        if dry_run:
            click.echo(f"{one_line(place, 200)}: {count_text(len(events), 'event')}.")
            return
        asked = Asked(name, span, called.for_one(name), place)
        with _fed(config) as into, Telling(into.record, asked) as telling:
            for done, uuid in enumerate(events, 1):
                frames = feed_frames(place, uuid, name)
                into.feed.append(frames)
                telling.came(len(frames))
                into.progress.step("events", done, len(events))
                telling.step("events", done, len(events))
            _end(into.feed)
            telling.finish()
    except FeedUnreadable as error:
        raise Failure(f"{error}.", "What was read before is stored.") from error
    click.echo(f"{one_line(name, 64)}: {count_text(len(events), 'event')} of the feed.")


class Into(NamedTuple):
    """What frames go into, where it is kept how far they came, and the bar."""

    feed: "Feed"
    record: "HistoryRecord"
    progress: FillProgress


@contextmanager
def _fed(config: Config) -> Iterator[Into]:
    from misp_dashboard.cli.feed import Feed
    from misp_dashboard.cli.logs import set_up_logs
    from misp_dashboard.cli.serve import drain, journal_of, started_or_explained
    from misp_dashboard.source.history.record import FILE, HistoryRecord

    # a line for each question asked again would tear up the bar
    set_up_logs("error", config.log.format)
    with (
        started_or_explained(),
        closing(journal_of(config)) as journal,
        closing(HistoryRecord(config.data_dir / FILE)) as record,
        FillProgress() as progress,
    ):
        yield Into(Feed(config, journal, drain, progress.wait, gentle=True), record, progress)


def _end(feed: "Feed") -> None:
    """Waits until it is stored."""
    if not feed.empty():
        told = "Some frames still wait in the journal for the running dashboard."
        click.echo(told, err=True)
    if feed.stored_here:
        click.echo(f"New activities stored: {feed.activities:,}.")
