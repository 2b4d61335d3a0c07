"""The demo's publishers in a process of their own: `python -m misp_dashboard.source.invented`.

Says on standard output where it publishes (one line of JSON: instance to address), then lives
through the invented history and publishes what follows. Ends when its standard input closes, so
that it never outlives who started it.
"""

import argparse
import sys
import threading
import time
from contextlib import ExitStack
from datetime import UTC, datetime

import msgspec

from misp_dashboard.source.invented.community import INSTANCES, Community
from misp_dashboard.source.publisher import Publisher

CATCH_UP_S = 5.0
"""A machine that slept does not send everything it missed at once."""


def publish(seed: int, now: datetime, days: int, speed: float, ended: threading.Event) -> None:
    """Publishes the stream after the history that ends at `now`, until `ended`."""
    with ExitStack() as stack:
        publishers = {name: stack.enter_context(Publisher()) for name in INSTANCES}
        addresses = {name: publisher.address for name, publisher in publishers.items()}
        sys.stdout.write(msgspec.json.encode(addresses).decode() + "\n")
        sys.stdout.flush()
        community = Community(seed, now)
        community.rehearse(days)
        due_s = time.monotonic()
        for message in community.stream(datetime.now(UTC), speed):
            due_s = max(due_s + message.delay_s, time.monotonic() - CATCH_UP_S)
            if ended.wait(max(0.0, due_s - time.monotonic())):
                return
            publishers[message.instance].send(message.topic, message.body)


def main() -> None:
    parser = argparse.ArgumentParser(prog="misp_dashboard.source.invented")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--now", type=datetime.fromisoformat, required=True)
    parser.add_argument("--days", type=int, required=True)
    parser.add_argument("--speed", type=float, required=True)
    given = parser.parse_args()
    ended = threading.Event()
    threading.Thread(target=_wait_for_the_end, args=(ended,), daemon=True).start()
    publish(given.seed, given.now, given.days, given.speed, ended)


def _wait_for_the_end(ended: threading.Event) -> None:
    sys.stdin.read()
    ended.set()


if __name__ == "__main__":
    main()
