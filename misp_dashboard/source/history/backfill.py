"""A backfill tells the dashboard, which is another process, how far it is: also that it is no more.

It is told through the record's file, again and again: one that was killed tells nothing any more.
"""

import re
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Literal

import msgspec

from misp_dashboard.source.history.record import HistoryRecord, moment_of
from misp_dashboard.source.history.span import Span
from misp_dashboard.source.redact import mask

State = Literal["running", "finished", "failed", "interrupted"]

TELL_EVERY_S = 2.0
SILENT = timedelta(seconds=30)
"""Longer than a write may wait for another process's."""
KEPT = timedelta(days=7)
FINISHED_SHOWN = timedelta(days=1)
REASON_CHARACTERS = 400

_credentials = re.compile(r"(?<=://)[^/@\s]+@")

ASK = """
SELECT instance, feed, command, since, until, step, done, total, frames, began_at, told_at,
       outcome, reason
FROM backfill WHERE told_at >= ? ORDER BY number DESC
"""
TELL = """
UPDATE backfill SET step = :step, done = :done, total = :total, frames = :frames,
       told_at = :told_at, outcome = :outcome, reason = :reason
WHERE number = :number
"""


class Backfill(msgspec.Struct, frozen=True):
    """A span being fetched by a command, or that was: `done` of `total` of its step, and the frames
    it has put into the journal. `feed` is where the events are from, "" for MISP itself; `command`
    is what to run for the rest."""

    instance: str
    feed: str
    command: str
    span: Span
    state: State
    step: str
    done: int
    total: int
    frames: int
    began_at: datetime
    told_at: datetime
    reason: str


class Asked(msgspec.Struct, frozen=True):
    """What a backfill is to fetch. Credentials in the feed's address are not told."""

    instance: str
    span: Span
    command: str
    feed: str = ""


class Telling:
    """Use it in a `with`, for what a backfill does with one instance. What cannot be written down
    keeps nothing from being fetched."""

    def __init__(self, record: HistoryRecord, asked: Asked) -> None:
        self._record = record
        self._step, self._done, self._total, self._frames = "", 0, 0, 0
        self._outcome, self._reason = "", ""
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._tell_on, name="telling", daemon=True)
        self._number = self._begin(asked)

    def __enter__(self) -> "Telling":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()
        if not self._outcome and isinstance(error, Exception):
            self.fail(str(error))
        self._outcome = self._outcome or "interrupted"
        self._tell()

    def step(self, what: str, done: int, total: int) -> None:
        self._step, self._done, self._total = what, done, total

    def came(self, frames: int) -> None:
        """So many more are in the journal."""
        self._frames += frames

    def finish(self, missing: Sequence[str] = ()) -> None:
        """It came to its end; `missing` says in sentences what could not be had."""
        more = f" (and {len(missing) - 1} more)" if len(missing) > 1 else ""
        self._outcome, self._reason = "finished", "".join(missing[:1]) + more

    def fail(self, reason: str) -> None:
        self._outcome, self._reason = "failed", reason

    def _begin(self, asked: Asked) -> int:
        """Puts it in place of an earlier run of the same command, and forgets old ones."""
        now = datetime.now(UTC)
        command, feed = without_credentials(asked.command), without_credentials(asked.feed)
        with suppress(sqlite3.Error), self._record.writing() as connection:
            connection.execute(
                "DELETE FROM backfill WHERE told_at < ? OR (instance = ? AND command = ?)",
                ((now - KEPT).timestamp(), asked.instance, command),
            )
            begun = connection.execute(
                "INSERT INTO backfill (instance, feed, command, since, until, began_at, told_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    asked.instance,
                    feed,
                    command,
                    asked.span.since.timestamp(),
                    asked.span.until.timestamp(),
                    now.timestamp(),
                    now.timestamp(),
                ),
            )
            return begun.lastrowid or 0
        return 0

    def _tell_on(self) -> None:
        while not self._ended.wait(TELL_EVERY_S):
            self._tell()

    def _tell(self) -> None:
        told = {
            "number": self._number,
            "step": self._step,
            "done": self._done,
            "total": self._total,
            "frames": self._frames,
            "told_at": datetime.now(UTC).timestamp(),
            "outcome": self._outcome,
            "reason": mask(without_credentials(self._reason))[:REASON_CHARACTERS],
        }
        with suppress(sqlite3.Error), self._record.writing() as connection:
            connection.execute(TELL, told)


def backfills(record: HistoryRecord) -> list[Backfill]:
    """The newest first: what runs, what finished within a day, and what did not within a week."""
    now = datetime.now(UTC)
    with record.reading() as connection:
        rows = connection.execute(ASK, ((now - KEPT).timestamp(),)).fetchall()
    told = [_backfill(row, now) for row in rows]
    return [one for one in told if one.state != "finished" or now - one.told_at < FINISHED_SHOWN]


def _backfill(row: Sequence[Any], now: datetime) -> Backfill:
    instance, feed, command, since, until, step, done, total, frames, began, told, *end = row
    outcome, reason = end
    # the clock may have been set meanwhile, to either side
    is_told_of = abs(now.timestamp() - told) < SILENT.total_seconds()
    return Backfill(
        instance=instance,
        feed=feed,
        command=command,
        span=Span(moment_of(since), moment_of(until)),
        state=outcome or ("running" if is_told_of else "interrupted"),
        step=step,
        done=done,
        total=total,
        frames=frames,
        began_at=moment_of(began),
        told_at=moment_of(told),
        reason=reason,
    )


def without_credentials(text: str) -> str:
    """Addresses in it lose the name and password that a server asks for."""
    return _credentials.sub("***@", text)
