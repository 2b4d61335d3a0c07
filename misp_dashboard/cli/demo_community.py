"""The demo's second process: the invented community, which has a past and goes on publishing.

Says on standard output where it publishes (one line of JSON: instance to address). At the first
line on its standard input it appends the past to the dashboard's journal; then it publishes what
follows. It ends when that input closes, so that it never outlives the demo.
"""

import argparse
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import Progress

from misp_dashboard.cli.demo_honours import honour_frames
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.source.frame import Frame
from misp_dashboard.source.invented.community import INSTANCES, Community
from misp_dashboard.source.publisher import Publisher

AT_ONCE = 2_000
"""Frames in one commit of the journal: the dashboard works on them while the next are invented."""
CATCH_UP_S = 5.0
"""Who is further behind, after a sleep of the machine, goes on from now instead."""


def main() -> None:
    given = _arguments()
    now = datetime.now(UTC)
    with ExitStack() as stack:
        publishers = {name: stack.enter_context(Publisher()) for name in INSTANCES}
        addresses = {name: publisher.address for name, publisher in publishers.items()}
        sys.stdout.write(msgspec.json.encode(addresses).decode() + "\n")
        sys.stdout.flush()
        if not sys.stdin.readline():
            return
        ended = threading.Event()
        threading.Thread(target=_await_end, args=(ended,), daemon=True).start()
        community = Community(given.seed, now)
        tell_past(given.journal, community.history(given.days), given.days, ended)
        with closing(SqliteJournal(given.journal)) as kept:
            kept.append(honour_frames(now, given.days))
        publish(publishers, community, given.speed, ended)


def tell_past(journal: Path, history: Iterator[Frame], days: int, ended: threading.Event) -> int:
    """Appends the history to the journal, and answers how many frames that were."""
    count = 0
    with closing(SqliteJournal(journal)) as kept, Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task(f"Inventing {days} days of history", total=float(days))
        began_at = None
        while not ended.is_set() and (frames := list(islice(history, AT_ONCE))):
            kept.append(frames)
            count += len(frames)
            began_at = began_at or frames[0].received_at
            past = frames[-1].received_at - began_at
            bar.update(task, completed=past.total_seconds() / 86400)
        bar.update(task, completed=float(days), description=f"{count:,} messages of {days} days")
    return count


def publish(
    publishers: dict[str, Publisher], community: Community, speed: float, ended: threading.Event
) -> None:
    """Sends each message when it is due by the clock on the wall, until `ended`."""
    for message in community.stream(datetime.now(UTC), speed):
        early_s = (message.at - datetime.now(UTC)).total_seconds()
        if early_s < -CATCH_UP_S:
            community.skip_to(datetime.now(UTC))
        # Not for ever: somebody may have set the clock back.
        if ended.wait(min(max(0.0, early_s), message.delay_s + CATCH_UP_S)):
            return
        publishers[message.instance].send(message.topic, message.body)


def _await_end(ended: threading.Event) -> None:
    # Not sys.stdin: a thread that waits in it would hold its lock when the interpreter ends.
    while os.read(0, 1024):
        pass
    ended.set()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="misp_dashboard.cli.demo_community")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--days", type=int, required=True)
    parser.add_argument("--speed", type=float, required=True)
    parser.add_argument("--journal", type=Path, required=True)
    return parser.parse_args()


if __name__ == "__main__":
    main()
