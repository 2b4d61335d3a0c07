"""`misp-dashboard demo`: the dashboard with an invented MISP community."""

import signal
import subprocess
import sys
import tempfile
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import click
import msgspec

from misp_dashboard.cli.failure import Failure
from misp_dashboard.config import Config, Instance, Log, Page, Server

END_S = 5.0


@click.command(short_help="Look at the dashboard with an invented MISP community.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8080,
    show_default=True,
    help="Where the page is served, on this machine only.",
)
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
    help="How lively it goes on; 1 is about four activities a second.",
)
@click.option("--open", "open_page", is_flag=True, help="Open the page in the browser.")
@click.option(
    "--data-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the data in this new or empty folder; without it they are removed at the end.",
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
    from misp_dashboard.cli.serve import JOURNAL, serve

    # Without this SIGTERM would end the process at once, and leave the folder behind.
    signal.signal(signal.SIGTERM, _unwind)
    with (
        _folder(data_dir) as folder,
        _community(folder / JOURNAL, seed, days, speed) as community,
    ):
        addresses = _addresses(community)

        def on_ready(address: str) -> None:
            click.echo(f"\nThe demo is at {address}   (Ctrl-C ends it)\n")
            _say_go(community)
            if open_page:
                webbrowser.open(address)

        serve(demo_config(folder, port, addresses), on_ready)


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


def _unwind(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


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
def _community(
    journal: Path, seed: int, days: int, speed: float
) -> Iterator["subprocess.Popen[bytes]"]:
    """The process of demo_community.py; it ends with this one, however that ends."""
    command = [sys.executable, "-m", "misp_dashboard.cli.demo_community"]
    command += ["--seed", str(seed), "--days", str(days), "--speed", str(speed)]
    command += ["--journal", str(journal)]
    # A session of its own, so that Ctrl-C reaches it through this process, in order.
    with subprocess.Popen(  # noqa: S603  our own module and numbers
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    ) as child:
        try:
            yield child
        finally:
            if child.stdin:
                child.stdin.close()
            try:
                child.wait(END_S)
            except subprocess.TimeoutExpired:
                child.kill()


def _addresses(community: "subprocess.Popen[bytes]") -> dict[str, str]:
    told = community.stdout.readline() if community.stdout else b""
    if not told:
        raise Failure("The demo's publishers did not start.", "The lines above say why.")
    return msgspec.json.decode(told, type=dict[str, str])


def _say_go(community: "subprocess.Popen[bytes]") -> None:
    if community.stdin:
        community.stdin.write(b"go\n")
        community.stdin.flush()
