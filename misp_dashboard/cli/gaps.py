"""The gaps within a scope, in the form of the API."""

from datetime import UTC, datetime

from misp_dashboard.api.running import FillingAnswer, GapAnswer, Gaps
from misp_dashboard.query.filter import name_predicate
from misp_dashboard.query.scope import Scope
from misp_dashboard.source.history.catch_up import CatchUp
from misp_dashboard.source.history.record import HistoryRecord
from misp_dashboard.source.history.span import Span


def gaps_within(scope: Scope, record: HistoryRecord, history: CatchUp) -> Gaps:
    """Asks the record's file: not for the event loop's thread."""
    span = Span(*scope.bounds(datetime.now(UTC)))
    wanted = [name_predicate(one) for one in scope.filters if one.field == "instance"]
    return Gaps(
        gaps=[
            GapAnswer(
                instance=gap.instance,
                since=gap.since,
                until=gap.until,
                reason=gap.reason,
                filled_at=gap.filled_at,
            )
            for gap in record.gaps(span=span)
            if all(holds(gap.instance) for holds in wanted)
        ],
        filling=[
            FillingAnswer(
                instance=one.instance,
                since=one.since,
                until=one.until,
                step=one.step,
                done=one.done,
                total=one.total,
                trouble=one.trouble,
            )
            for one in history.filling()
            if all(holds(one.instance) for holds in wanted)
        ],
    )
