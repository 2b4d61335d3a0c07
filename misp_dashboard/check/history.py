"""Link `history`: what was heard and missed is known, and the gaps are filled."""

from contextlib import closing

from misp_dashboard.check.finding import Finding, failed, ok
from misp_dashboard.check.subject import Subject
from misp_dashboard.cli.amount import count_text
from misp_dashboard.source.history.record import FILE, HistoryRecord, RecordUnusable


def check_history(subject: Subject) -> Finding:
    path = subject.config.data_dir / FILE
    if not path.exists():
        return ok(f"{path} will be made at the first start")
    try:
        with closing(HistoryRecord(path)) as record:
            unfilled = len(record.gaps(filled="no"))
    except RecordUnusable as error:
        reason, _, remedy = str(error).partition("; ")
        return failed(reason, remedy)
    if not unfilled:
        return ok("nothing that was missed is unfetched")
    # without a key that is how it stays, and no fault
    return ok(f"{count_text(unfilled, 'span')} not heard, of which nothing was fetched")
