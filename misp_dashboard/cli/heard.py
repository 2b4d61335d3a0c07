"""When an instance was heard last, where only what is stored of it tells."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from misp_dashboard.source.history.record import HistoryRecord
from misp_dashboard.store.connect import Store

LAST = """
SELECT instance, max(received_at)
FROM activity
WHERE instance IN {instances:Array(String)} AND received_at >= {since:DateTime64(3, 'UTC')}
GROUP BY instance
"""


LONGEST = timedelta(days=7)
"""An old recording that was replayed is no reason to ask for everything since."""


class _Last(NamedTuple):
    instance: str
    at: datetime


def write_down_heard(record: HistoryRecord, store: Store, instances: Sequence[str]) -> None:
    """For instances of which nothing is written down: the dashboard was killed right after the
    first message, or the data are older than the record. What came since then was missed."""
    unknown = [name for name in instances if record.heard_at(name) is None]
    if unknown:
        since = datetime.now(UTC) - LONGEST
        for one in store.ask(LAST, _Last, {"instances": unknown, "since": since}):
            record.hear(one.instance, one.at)
