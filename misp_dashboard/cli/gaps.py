"""The gaps within a scope, in the form of the API."""

from datetime import UTC, datetime

from misp_dashboard.api.running import BackfillAnswer, FillingAnswer, GapAnswer, Gaps
from misp_dashboard.query.filter import name_predicate
from misp_dashboard.query.scope import Scope
from misp_dashboard.source.history.backfill import Backfill, backfills
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
        backfills=[
            _answer(one)
            for one in backfills(record)
            if all(holds(one.instance) for holds in wanted)
        ],
    )


def _answer(one: Backfill) -> BackfillAnswer:
    return BackfillAnswer(
        instance=one.instance,
        feed=one.feed,
        since=one.span.since,
        until=one.span.until,
        state=one.state,
        step=one.step,
        done=one.done,
        total=one.total,
        frames=one.frames,
        began_at=one.began_at,
        told_at=one.told_at,
        reason=one.reason,
        command=one.command if one.state in ("failed", "interrupted") else "",
    )
