"""Link `live`: what a publisher sends comes out of the live stream.

A marked frame is sent by a publisher of our own on this machine, over ZeroMQ into the journal that
the running dashboard empties, and is waited for in its live stream. It has no activity: nothing of
it is stored or counted.
"""

import json
import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import datetime
from http.client import HTTPException
from itertools import pairwise
from typing import IO

from misp_dashboard.check.finding import Finding, failed, skipped
from misp_dashboard.check.running_dashboard import NotAnswered, RunningDashboard
from misp_dashboard.check.server import NOT_RUNNING
from misp_dashboard.check.subject import Subject
from misp_dashboard.cli.amount import count_text
from misp_dashboard.cli.serve import journal_of
from misp_dashboard.ingest.self_test import OWN, TOPIC, body_of
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.journal.unavailable import JournalUnavailable
from misp_dashboard.source.address import Address
from misp_dashboard.source.frame import Frame
from misp_dashboard.source.publisher import Publisher
from misp_dashboard.source.zeromq import ZeroMQSource

LIMIT_S = 15.0
READ_S = 6.0
"""The server sends something at least each 5 s where states change, and else each 10."""

STAGES = ("over ZeroMQ", "into the journal", "out of the journal", "through the live stream")


class _Way:
    """A frame's way from our publisher into the journal, with the moments it passed (Unix, s)."""

    def __init__(self, journal: SqliteJournal, publisher: Publisher) -> None:
        self._journal = journal
        self.sent_s = self.received_s = self.kept_s = 0.0
        self.source = ZeroMQSource([Address(OWN, publisher.address)], self._append)

    def _append(self, frames: Sequence[Frame]) -> None:
        marked = [frame for frame in frames if frame.topic == TOPIC]
        if marked:
            self.received_s = time.time()
            self._journal.append(marked)
            self.kept_s = time.time()


def check_live(subject: Subject) -> Finding:
    if subject.running is None:
        return skipped(NOT_RUNNING)
    try:
        return _sent_round(subject, subject.running)
    except NotAnswered as error:
        return failed(
            f"the live stream does not open: {error}",
            "see the dashboard's log; a proxy in between must not buffer (docs/api.md)",
        )
    except JournalUnavailable as error:
        return failed(f"{error.path} cannot be used: {error.problem}", error.remedy)


def _sent_round(subject: Subject, running: RunningDashboard) -> Finding:
    name = secrets.token_hex(8)
    until_s = time.monotonic() + LIMIT_S
    with ExitStack() as stack:
        stream = stack.enter_context(running.open("/api/live", READ_S))
        events = _events(stream, until_s)
        if next((event for event, _ in events if event == "instances"), None) is None:
            raise NotAnswered(f"{running.url}/api/live opens, and says nothing")
        journal = stack.enter_context(closing(journal_of(subject.config)))
        publisher = stack.enter_context(Publisher())
        way = _Way(journal, publisher)
        way.source.start()
        stack.callback(way.source.join, 2)
        stack.callback(way.source.stop)
        try:
            publisher.wait_for_subscriber(LIMIT_S)
        except TimeoutError as error:
            return failed(str(error), "see whether this machine lets programs talk over loopback")
        way.sent_s = time.time()
        publisher.send(TOPIC, body_of(name))
        for event, data in events:
            if event == "self_test" and data.get("name") == name:
                return _arrived(way, data["at"])
        return _lost(way, journal)


def _arrived(way: _Way, handled_at: str) -> Finding:
    handled_s, now_s = datetime.fromisoformat(handled_at).timestamp(), time.time()
    passed = (way.sent_s, way.received_s, way.kept_s or way.received_s, handled_s, now_s)
    # the dashboard may have it in hand before our own append has returned
    stages = {
        stage: round(max(0.0, after - before) * 1000, 1)
        for stage, (before, after) in zip(STAGES, pairwise(passed), strict=True)
    }
    took_ms = (now_s - way.sent_s) * 1000
    return Finding(
        "ok", f"a test frame came out of the live stream after {took_ms:.0f} ms", "", stages
    )


def _lost(way: _Way, journal: SqliteJournal) -> Finding:
    told = f"a test frame did not come out of the live stream within {LIMIT_S:g} s"
    if not way.received_s:
        return failed(
            f"{told}: it did not even come over ZeroMQ",
            "see whether this machine lets programs talk over loopback",
        )
    if not way.kept_s:
        return failed(f"{told}: the journal did not take it", "see `journal` and `disk` above")
    if lag := journal.lag():
        return failed(
            f"{told}: {count_text(lag, 'frame')} wait in the journal", "see `queue`, and the log"
        )
    return failed(
        f"{told}, though it was taken from the journal",
        "restart the dashboard: it may be another version than this command",
    )


def _events(stream: IO[bytes], until_s: float) -> Iterator[tuple[str, dict[str, str]]]:
    """Name and data of what comes, up to a moment; lists of activities are passed over."""
    event = ""
    while time.monotonic() < until_s:
        try:
            line = stream.readline()
        except TimeoutError:
            return
        except (OSError, HTTPException) as error:
            raise NotAnswered(f"the live stream broke off: {error}") from error
        if not line:
            return
        field, _, value = line.decode().rstrip("\n").partition(": ")
        if field == "event":
            event = value
        elif field == "data":
            data = json.loads(value) if event in ("self_test", "instances") else {}
            yield event, data
