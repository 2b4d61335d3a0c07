"""`misp-dashboard record`: frames of the configured MISPs go to a file."""

import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType

import click
from rich.console import Console
from rich.markup import escape
from rich.status import Status

from misp_dashboard.cli.amount import count_text, size_text
from misp_dashboard.cli.failure import Failure
from misp_dashboard.cli.option import config_option, instances_of, load_config
from misp_dashboard.cli.printable import one_line, printable
from misp_dashboard.source.frame import Frame
from misp_dashboard.source.instance_state import InstanceState
from misp_dashboard.source.recording import Recorder
from misp_dashboard.source.zeromq import ZeroMQSource

SHOW_EVERY_S = 0.25
STOP_S = 5.0


@click.command(short_help="Record the frames of the configured MISPs in a file.")
@config_option
@click.option("--seconds", type=click.FloatRange(min=0, min_open=True), help="Stop after this.")
@click.option("--instance", metavar="NAME", help="Only this MISP instead of all.")
@click.option("--force", is_flag=True, help="Replace the file when there is one.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def record(
    config_file: Path | None, seconds: float | None, instance: str | None, force: bool, file: Path
) -> None:
    """Subscribe to the configured MISPs and record what they send in FILE, until Ctrl-C.

    Runs beside a dashboard without disturbing it. Authentication keys are removed; the rest is as
    MISP sent it, so the file is readable by you alone.

    \b
    Examples:
      misp-dashboard record morning.jsonl
      misp-dashboard record --seconds 60 --instance "MISP Luxembourg" minute.jsonl
      misp-dashboard replay morning.jsonl
    """
    from misp_dashboard.cli.serve import address_of

    instances = instances_of(load_config(config_file), instance)
    if file.exists() and not force:
        raise Failure(f"{file} exists; it was left alone.", "Use --force to replace it.")
    with closing(_recorder(file)) as recorder:
        count = Count(recorder)
        source = ZeroMQSource([address_of(one) for one in instances], count.append)
        source.start()
        _until_the_end(source, count, seconds)
        source.stop()
        source.join(STOP_S)
    _summary(file, count, source.states())


def _recorder(file: Path) -> Recorder:
    try:
        # A recorder goes on after what its file holds.
        file.unlink(missing_ok=True)
        return Recorder(file)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise Failure(f"{file} cannot be written: {reason}.", "Choose another file.") from error


class Count:
    """Counts what it hands on; written by the source's thread, read by the terminal's."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self.frames = 0
        self.bytes = 0
        self.topics: Counter[str] = Counter()

    def append(self, frames: Sequence[Frame]) -> None:
        self._recorder.append(frames)
        self.frames += len(frames)
        self.bytes += sum(len(frame.body) for frame in frames)
        self.topics.update(frame.topic or "(no topic)" for frame in frames)


def _until_the_end(source: ZeroMQSource, count: Count, seconds: float | None) -> None:
    until_s = time.monotonic() + seconds if seconds else float("inf")
    console = Console(stderr=True)
    with _told_to_stop() as stop, console.status("", spinner="dots") as status:
        while not stop.is_set() and (left_s := until_s - time.monotonic()) > 0:
            _show(status, source.states(), count)
            stop.wait(min(SHOW_EVERY_S, left_s))


@contextmanager
def _told_to_stop() -> Iterator[threading.Event]:
    """Set at Ctrl-C and SIGTERM, the ordinary ways to end a recording."""
    stop = threading.Event()

    def on_signal(number: int, frame: FrameType | None) -> None:
        stop.set()

    before = [(one, signal.signal(one, on_signal)) for one in (signal.SIGINT, signal.SIGTERM)]
    try:
        yield stop
    finally:
        for one, handler in before:
            signal.signal(one, handler)


def _show(status: Status, states: Sequence[InstanceState], count: Count) -> None:
    told = ", ".join(f"{escape(printable(state.name))} {state.state}" for state in states)
    rate = sum(state.frames_per_minute for state in states)
    status.update(
        f"{count_text(count.frames, 'frame')}, {size_text(count.bytes)}, {rate}/min  ({told})"
    )


def _summary(file: Path, count: Count, states: Sequence[InstanceState]) -> None:
    click.echo(f"{count_text(count.frames, 'frame')}, {size_text(count.bytes)} of JSON, in {file}")
    for topic, number in count.topics.most_common():
        click.echo(f"{number:>9,}  {one_line(topic, 60)}")
    for state in states:
        if state.reason:
            click.echo(f"{state.name}: {state.state}, {state.reason}.", err=True)
    if not count.frames:
        wait = "MISP sends one after 10 s of quiet: wait longer."
        raise Failure("No frame came.", "" if any(state.reason for state in states) else wait)
