"""Whatever the span, its buckets cover it, begin at whole steps, and are not too many."""

from datetime import UTC, datetime, timedelta

import pytest
from build import NOW

from misp_dashboard.query.bucket import MOST_BUCKETS, buckets
from misp_dashboard.query.scope import LONGEST_SPAN, Scope

START = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("length", "step_s", "count"),
    [
        (timedelta(seconds=100), 1, 100),
        (timedelta(seconds=101), 5, 21),
        (timedelta(minutes=100), 60, 100),
        (timedelta(hours=2), 300, 24),
        (timedelta(days=1), 900, 96),
        (timedelta(days=7), 7200, 84),
        (timedelta(days=30), 43200, 60),
    ],
)
def test_whole_steps_are_cut_without_a_rest(length: timedelta, step_s: int, count: int) -> None:
    cut = buckets(Scope(since=START, until=START + length), NOW.replace(year=2030))
    assert (cut.step_s, cut.count) == (step_s, count)
    assert cut.since <= START
    assert cut.until >= START + length


@pytest.mark.parametrize(
    "scope",
    [
        Scope(span=timedelta(minutes=1)),
        Scope(span=timedelta(days=3)),
        Scope(span=LONGEST_SPAN),
        Scope(since=datetime(1970, 1, 1, tzinfo=UTC)),
        Scope(since=datetime(2150, 1, 1, tzinfo=UTC)),
        Scope(since=START + timedelta(seconds=7), until=START + timedelta(seconds=8)),
    ],
)
def test_any_span_has_from_one_to_a_hundred_buckets(scope: Scope) -> None:
    cut = buckets(scope, NOW)
    since, until = scope.bounds(NOW)
    assert 1 <= cut.count <= MOST_BUCKETS
    assert cut.since <= since < cut.since + timedelta(seconds=cut.step_s)
    assert cut.until >= min(until, NOW)


def test_what_is_ahead_of_our_clock_counts_in_the_last_bucket() -> None:
    cut = buckets(Scope(span=timedelta(minutes=1)), NOW)
    assert cut.counts([(cut.first, 2), (cut.first + cut.count, 3)]) == [
        2,
        *[0] * (cut.count - 2),
        3,
    ]
