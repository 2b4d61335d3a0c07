"""`misp-dashboard rejected`: the frames that were not understood, and another try for them."""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import click
import msgspec

from misp_dashboard.cli.amount import count_text, size_text
from misp_dashboard.cli.failure import Failure
from misp_dashboard.cli.lock import RunLock
from misp_dashboard.cli.option import config_option, load_config
from misp_dashboard.cli.printable import one_line, printable
from misp_dashboard.config import Config
from misp_dashboard.journal.rejected import NoSuchRejected, RejectedFrames


@click.group(short_help="List, show and retry the frames that were not understood.")
def rejected() -> None:
    """Frames that nobody could understand are kept apart with the reason.

    After an upgrade that understands them, `retry` sends them through again.

    \b
    Examples:
      misp-dashboard rejected list
      misp-dashboard rejected show 17
      misp-dashboard rejected retry 17 18
      misp-dashboard rejected retry --all
    """


@contextmanager
def _frames(config: Config) -> Iterator[RejectedFrames]:
    with closing(RejectedFrames(config.data_dir / "journal.sqlite3")) as frames:
        try:
            yield frames
        except NoSuchRejected as error:
            known = "`misp-dashboard rejected list` shows which there are."
            raise Failure(f"{str(error).capitalize()}.", known) from error


@rejected.command("list")
@config_option
@click.option("--instance", help="Only those of this MISP.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True)
def list_(config_file: Path | None, instance: str | None, limit: int) -> None:
    """List the rejected frames, the newest first."""
    with _frames(load_config(config_file)) as frames:
        rows = frames.list(limit, instance)
        counts, dropped = frames.counts(), frames.dropped()
    for row in rows:
        at = row.received_at.strftime("%Y-%m-%d %H:%M:%S")
        where = f"{one_line(row.instance, 20):<20} {one_line(row.topic or '(no topic)', 28):<28}"
        size = size_text(row.bytes)
        click.echo(f"{row.number:>6}  {at}  {where} {size:>8}  {one_line(row.reason, 200)}")
    there_are = counts.get(instance, 0) if instance else sum(counts.values())
    older = f"; {dropped} older ones had to make room" if dropped else ""
    click.echo(f"{len(rows)} of {count_text(there_are, 'rejected frame')}{older}.", err=True)


@rejected.command()
@config_option
@click.option("--raw", is_flag=True, help="The body alone, byte for byte.")
@click.argument("number", type=int)
def show(config_file: Path | None, raw: bool, number: int) -> None:
    """Show one rejected frame: where it came from, why it was rejected, and its body."""
    with _frames(load_config(config_file)) as frames:
        one = frames.show(number)
    if raw:
        sys.stdout.buffer.write(one.frame.body)
        return
    click.echo(f"instance     {printable(one.frame.instance)}")
    click.echo(f"topic        {printable(one.frame.topic) or '(none)'}")
    click.echo(f"received at  {one.frame.received_at:%Y-%m-%d %H:%M:%S} UTC")
    click.echo(f"size         {size_text(len(one.frame.body))}")
    click.echo(f"reason       {printable(one.reason)}\n")
    click.echo(_body(one.frame.body))


def _body(body: bytes) -> str:
    """Indented where it is JSON, and otherwise as it is."""
    with suppress(msgspec.DecodeError):
        body = msgspec.json.format(body, indent=2)
    return printable(body.decode(errors="backslashreplace"))


@rejected.command()
@config_option
@click.option("--all", "everything", is_flag=True, help="All that there are.")
@click.argument("numbers", type=int, nargs=-1)
def retry(config_file: Path | None, everything: bool, numbers: tuple[int, ...]) -> None:
    """Send rejected frames through again, by their numbers or all of them."""
    if everything == bool(numbers):
        raise click.UsageError("Name the frames by number, or --all.")
    config = load_config(config_file)
    with _frames(config) as frames:
        moved = frames.retry("all" if everything else numbers)
    running = RunLock(config.data_dir).held_by_other()
    who = "The running dashboard" if running else "The next `run`"
    click.echo(f"At the journal's end again: {count_text(moved, 'frame')}. {who} processes them.")
