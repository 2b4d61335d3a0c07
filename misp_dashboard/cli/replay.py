"""`misp-dashboard replay`: recorded frames or MISP event files go through the dashboard again."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from misp_dashboard.cli.amount import count_text
from misp_dashboard.cli.failure import Failure
from misp_dashboard.cli.option import config_option, load_config
from misp_dashboard.cli.pace import paced
from misp_dashboard.cli.printable import one_line
from misp_dashboard.cli.progress import ReplayProgress
from misp_dashboard.config import Config
from misp_dashboard.journal.rejected import RejectedFrames, RejectedRow
from misp_dashboard.source.frame import Frame
from misp_dashboard.source.replayable import read_any
from misp_dashboard.source.unreadable import UnreadableFile

if TYPE_CHECKING:
    from misp_dashboard.cli.feed import Feed

REASONS_SHOWN = 5
REJECTED_LOOKED_AT = 10_000
NAMELESS = "replay"


def speed_factor(value: str) -> float:
    """A factor, or `max`."""
    try:
        speed = float("inf" if value == "max" else value)
    except ValueError:
        speed = 0.0
    if not speed > 0:
        raise click.BadParameter(f'"{value}" must be a number greater than 0, or max.')
    return speed


@click.command(short_help="Send recorded frames or MISP event files through the dashboard.")
@config_option
@click.option(
    "--speed",
    type=speed_factor,
    metavar="N|max",
    default="max",
    show_default=True,
    help="1: as fast as they were recorded; 10: ten times as fast; max: as fast as possible.",
)
@click.option("--retime", is_flag=True, help="Move MISP's timestamps: the newest is now.")
@click.option("--instance", metavar="NAME", help="As if they came from this MISP.")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def replay(
    config_file: Path | None,
    speed: float,
    retime: bool,
    instance: str | None,
    files: tuple[Path, ...],
) -> None:
    """Send the frames in FILES through the dashboard, as if a MISP sent them now.

    FILES are recordings (`misp-dashboard record`), MISP events as JSON, or folders of such files.
    A running dashboard takes the frames from its journal; where none runs they are processed at
    once. What was stored before is not counted again.

    \b
    Examples:
      misp-dashboard replay morning.jsonl
      misp-dashboard replay --retime --speed 10 morning.jsonl
      misp-dashboard replay --instance "MISP Luxembourg" exported-events/
    """
    from misp_dashboard.cli.feed import Feed
    from misp_dashboard.cli.logs import set_up_logs
    from misp_dashboard.cli.serve import JOURNAL, drain, journal_of

    config = load_config(config_file)
    # The summary tells what was rejected; a line for each would tear up the progress.
    set_up_logs("error", config.log.format)
    order = Order(files, speed, instance, _name(config), datetime.now(UTC) if retime else None)
    with (
        closing(journal_of(config)) as journal,
        closing(RejectedFrames(config.data_dir / JOURNAL)) as rejected,
    ):
        newest = max((row.number for row in rejected.list(1)), default=0)
        with ReplayProgress(files) as progress:
            feed = Feed(config, journal, drain, progress.wait)
            try:
                failure = _hand_over(order, feed, progress)
                waiting = 0 if feed.empty() else journal.lag()
            except KeyboardInterrupt:
                click.echo(f"{count_text(feed.frames, 'frame')} handed over so far.", err=True)
                raise
        rows = [row for row in rejected.list(REJECTED_LOOKED_AT) if row.number > newest]
    _summary(feed, rows, waiting)
    if failure:
        raise failure


class Order(msgspec.Struct, frozen=True):
    """What is to be replayed and how; `nameless` is for frames that name no MISP."""

    files: tuple[Path, ...]
    speed: float
    instance: str | None
    nameless: str
    retime_to: datetime | None


def _name(config: Config) -> str:
    """The name for frames that have none: that of the only configured MISP."""
    return config.instances[0].name if len(config.instances) == 1 else NAMELESS


def _hand_over(order: Order, feed: "Feed", progress: ReplayProgress) -> Failure | None:
    """All that can be read goes into the journal; answers what ended it before its end."""
    for file in order.files:
        faults: list[UnreadableFile] = []
        for group in paced(_read(file, order, faults), order.speed, progress.refresh):
            feed.append(group)
            progress.read(group)
        if faults:
            return Failure(f"{faults[0]}.", "What came before it was replayed.")
        progress.file_read(file)
    return None


def _read(file: Path, order: Order, faults: list[UnreadableFile]) -> Iterator[Frame]:
    """Ends at the first fault, and tells it by `faults`: an exception would take the frames before
    it along, those that wait for their group to be full."""
    name = order.instance
    try:
        # who names the instance says whose ids the events have
        its_own = name is not None
        for frame in read_any(file, name or order.nameless, order.retime_to, its_own=its_own):
            yield msgspec.structs.replace(frame, instance=name) if name else frame
    except UnreadableFile as error:
        faults.append(error)
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        faults.append(UnreadableFile(Path(error.filename or file), 0, reason))


def _summary(feed: "Feed", rejected: Sequence[RejectedRow], waiting: int) -> None:
    stored = f"; new activities stored: {feed.activities:,}" if feed.stored_here else ""
    click.echo(f"Replayed {count_text(feed.frames, 'frame')}{stored}.")
    for (instance, topic), number in sorted(feed.topics.items(), key=lambda item: -item[1]):
        what = f"{one_line(topic or '(no topic)', 30):<30}  {one_line(instance, 64)}"
        click.echo(f"{number:>9,}  {what}")
    if rejected:
        click.echo(f"Rejected {count_text(len(rejected), 'frame')}: `misp-dashboard rejected list`")
    for reason, number in Counter(row.reason for row in rejected).most_common(REASONS_SHOWN):
        click.echo(f"{number:>9,}  {one_line(reason, 200)}")
    if waiting:
        told = "still waiting in the journal for the running dashboard"
        click.echo(f"{count_text(waiting, 'frame')} {told}.", err=True)
