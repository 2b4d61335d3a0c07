"""Link `journal`: frames are kept on disk, and do not wait for long."""

from contextlib import closing
from datetime import UTC, datetime, timedelta

from misp_dashboard.check.finding import Finding, failed, ok, warning
from misp_dashboard.check.subject import Subject
from misp_dashboard.cli.amount import count_text, size_text
from misp_dashboard.cli.serve import JOURNAL, journal_of
from misp_dashboard.journal.rejected import RejectedFrames
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.journal.unavailable import JournalUnavailable

LATE = timedelta(minutes=1)
"""A frame is stored within a second, and a burst of MISP's largest within a minute."""


def check_journal(subject: Subject) -> Finding:
    path = subject.config.data_dir / JOURNAL
    if not path.exists():
        return ok(f"{path} will be made at the first start")
    try:
        with closing(journal_of(subject.config)) as journal:
            finding = _how_far(journal, is_running=subject.running is not None)
        with closing(RejectedFrames(path)) as rejected:
            kept_apart = sum(rejected.counts().values())
    except JournalUnavailable as error:
        return failed(f"{path} cannot be used: {error.problem}", error.remedy)
    if finding.verdict == "ok" and kept_apart:
        count = count_text(kept_apart, "frame")
        return ok(f"{finding.reason}; {count} kept apart (`misp-dashboard rejected list`)")
    return finding


def _how_far(journal: SqliteJournal, is_running: bool) -> Finding:
    lag, size = journal.lag(), size_text(journal.size_bytes())
    oldest_at = journal.oldest_unacknowledged_at()
    if not lag or oldest_at is None:
        return ok(f"every frame is stored; the file has {size}")
    age = datetime.now(UTC) - oldest_at
    since = f"{oldest_at:%Y-%m-%d %H:%M} UTC"
    told = f"{count_text(lag, 'frame')} wait, the oldest since {since}; the file has {size}"
    if not is_running:
        return warning(told, "start the dashboard (`misp-dashboard run`): it stores them first")
    if age > LATE:
        return warning(
            told, "see below whether the store works and the queue drains, and the dashboard's log"
        )
    return ok(told)
