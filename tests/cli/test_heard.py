"""What is stored of an instance tells when it was heard last, if nothing else does."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

from build import NOW, activity

from misp_dashboard.cli.heard import write_down_heard
from misp_dashboard.source.history.record import HistoryRecord
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

BEFORE = NOW - timedelta(hours=2)


def test_the_last_stored_activity_tells_where_nothing_is_written_down(
    store: Store, tmp_path: Path
) -> None:
    old = activity("a", received_at=BEFORE - timedelta(days=1), at=NOW)
    replayed = activity("r", instance="Replayed", received_at=NOW - timedelta(days=60))
    known = activity("c", instance="Known")
    insert(store, [old, activity("b", received_at=BEFORE), known, replayed])
    with closing(HistoryRecord(tmp_path / "history.sqlite3")) as record:
        record.hear("Known", BEFORE)
        write_down_heard(record, store, ["Here", "Known", "New", "Replayed"])
        heard = {name: record.heard_at(name) for name in ("Here", "Known", "New", "Replayed")}
    assert heard == {"Here": BEFORE, "Known": BEFORE, "New": None, "Replayed": None}
