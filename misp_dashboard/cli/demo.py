"""`misp-dashboard demo`: the dashboard with an invented MISP community."""

import subprocess
import sys
import tempfile
import webbrowser
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import click
import msgspec
from rich.console import Console
from rich.progress import Progress

from misp_dashboard.cli.failure import Failure
from misp_dashboard.config import Config, Instance, Log, Page, Server
from misp_dashboard.source.invented.community import Community

AT_ONCE = 5_000
"""Frames in one commit of the journal."""
END_S = 5.0


@click.command(short_help="Look at the dashboard with an invented MISP community.")
@click.option("--port", type=click.IntRange(1, 65535), default=8080, show_default=True)
@click.option("--seed", type=int, default=7, show_default=True, help="Another seed, another story.")
@click.option(
    "--days",
    type=click.IntRange(1, 365),
    default=30,
    show_default=True,
    help="How many days of history there are at the start.",
)
@click.option(
    "--speed",
    type=click.FloatRange(0.1, 100),
    default=1.0,
    show_default=True,
    help="How lively it goes on: 1 is some activities a second.",
)
@click.option("--open", "open_page", is_flag=True, help="Open the page in the browser.")
@click.option(
    "--data-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the data in this folder, which must be new or empty. Else it is removed at the end.",
)
def demo(
    port: int, seed: int, days: int, speed: float, open_page: bool, data_dir: Path | None
) -> None:
    """Show the page with two invented MISP instances and 40 invented organisations.

    They have a history, and go on publishing over real ZeroMQ sockets until Ctrl-C. Nothing in it
    is real: names lead nowhere, hashes are random, addresses are no host's. No network is needed.

    \b
    Examples:
      misp-dashboard demo
      misp-dashboard demo --open --port 9000
      misp-dashboard demo --speed 5 --data-dir ./demo-data
    """
    from misp_dashboard.cli.serve import serve

    now = datetime.now(UTC)
    with _folder(data_dir) as folder, _publishers(seed, now, days, speed) as addresses:
        config = demo_config(folder, port, addresses)
        fill_journal(config, Community(seed, now), days)

        def on_ready(address: str) -> None:
            click.echo(f"\nThe demo is at {address}   (Ctrl-C ends it)\n")
            click.echo("The history appears within some seconds; new activities follow.")
            if open_page:
                webbrowser.open(address)

        serve(config, on_ready)


def demo_config(folder: Path, port: int, addresses: dict[str, str]) -> Config:
    """A dashboard of its own, on this machine only."""
    return Config(
        data_dir=folder,
        instances=tuple(
            Instance(name=name, zmq=address, url=f"https://{name.split()[0].lower()}.example")
            for name, address in addresses.items()
        ),
        server=Server(port=port),
        page=Page(title="MISP Dashboard (demo)"),
        log=Log(level="warning"),
    )


def fill_journal(config: Config, community: Community, days: int) -> int:
    """Appends the history, for the dashboard to process; answers how many frames that are."""
    from misp_dashboard.cli.serve import journal_of

    history, count = community.history(days), 0
    with closing(journal_of(config)) as journal, Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task(f"Inventing {days} days of history", total=float(days))
        began_at = None
        while frames := list(islice(history, AT_ONCE)):
            journal.append(frames)
            count += len(frames)
            began_at = began_at or frames[0].received_at
            passed = frames[-1].received_at - began_at
            progress.update(task, completed=passed.total_seconds() / 86400)
        progress.update(task, completed=float(days), description=f"{count} frames of history")
    return count


@contextmanager
def _folder(data_dir: Path | None) -> Iterator[Path]:
    if data_dir is None:
        with tempfile.TemporaryDirectory(prefix="misp-dashboard-demo-") as folder:
            yield Path(folder)
        return
    if data_dir.exists() and any(data_dir.iterdir()):
        raise Failure(
            f"{data_dir} is not empty; the demo does not mix with other data.",
            "Choose a new folder, or leave --data-dir out.",
        )
    yield data_dir


@contextmanager
def _publishers(seed: int, now: datetime, days: int, speed: float) -> Iterator[dict[str, str]]:
    """The process that publishes; it ends with this one, however that ends."""
    command = [sys.executable, "-m", "misp_dashboard.source.invented"]
    command += ["--seed", str(seed), "--now", now.isoformat()]
    command += ["--days", str(days), "--speed", str(speed)]
    with subprocess.Popen(  # noqa: S603  our own module, with numbers
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    ) as child:
        try:
            told = child.stdout.readline() if child.stdout else b""
            if not told:
                raise Failure("The demo's publishers did not start.", "See the lines above.")
            yield msgspec.json.decode(told, type=dict[str, str])
        finally:
            if child.stdin:
                child.stdin.close()
            try:
                child.wait(END_S)
            except subprocess.TimeoutExpired:
                child.kill()
