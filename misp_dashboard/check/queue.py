"""Link `queue`: frames are stored at least as quickly as they come."""

import time
from contextlib import closing
from datetime import UTC, datetime, timedelta

from misp_dashboard.check.finding import Finding, failed, ok, skipped, warning
from misp_dashboard.check.server import NOT_RUNNING
from misp_dashboard.check.subject import Subject
from misp_dashboard.cli.amount import count_text
from misp_dashboard.cli.serve import JOURNAL, journal_of
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.journal.unavailable import JournalUnavailable

SAMPLE_S = 1.0
STUCK = timedelta(seconds=30)
"""The store's own pauses between attempts are up to 10 s, and a large batch takes seconds."""
MANY_FRAMES = 10_000


def check_queue(subject: Subject) -> Finding:
    if subject.running is None or not (subject.config.data_dir / JOURNAL).exists():
        return skipped(NOT_RUNNING)
    try:
        with closing(journal_of(subject.config)) as journal:
            return _measured(subject, journal)
    except JournalUnavailable as error:
        return failed(f"{error.path} cannot be used: {error.problem}", error.remedy)


def _measured(subject: Subject, journal: SqliteJournal) -> Finding:
    began_s = time.monotonic()
    came, stored = journal.last_position(), journal.acknowledged()
    if came > stored:
        subject.stopping.wait(SAMPLE_S)
        took_s = time.monotonic() - began_s
        came = journal.last_position() - came
        stored = journal.acknowledged() - stored
        rates = f"{came / took_s:,.0f} frames a second come, {stored / took_s:,.0f} are stored"
        lag, oldest_at = journal.lag(), journal.oldest_unacknowledged_at()
        waiting = f"{count_text(lag, 'frame')} wait"
        if oldest_at and not stored and datetime.now(UTC) - oldest_at > STUCK:
            return failed(
                f"{waiting} since {oldest_at:%H:%M:%S} UTC, and none is stored",
                "see `server` and `store` above and the dashboard's log; restart it if neither "
                "tells why",
            )
        if lag > MANY_FRAMES and came > stored:
            return warning(
                f"{waiting}, and {rates}",
                "wait for the burst to end: nothing is lost meanwhile; if it goes on for hours, "
                "use a faster disk or a ClickHouse server (store.url)",
            )
        return ok(f"{waiting}; {rates}")
    return ok("nothing waits")
