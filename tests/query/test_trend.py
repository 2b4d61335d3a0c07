"""The weights and states of trends, worked out by hand."""

from datetime import UTC, datetime, timedelta

import pytest

from misp_dashboard.query.scope import Scope
from misp_dashboard.query.trend import State, decay, state

START = datetime(2026, 3, 1, tzinfo=UTC)
EIGHT_DAYS = Scope(since=START, until=START + timedelta(days=8))


@pytest.mark.parametrize(
    ("days", "weight"), [(8, 1.0), (6, 0.5), (4, 0.25), (2, 0.125), (0, 0.0625), (9, 1.0)]
)
def test_a_weight_halves_with_each_quarter_of_the_span(days: int, weight: float) -> None:
    fading = decay(EIGHT_DAYS, START + timedelta(days=20))
    assert fading.half_life_s == 2 * 86400
    assert fading.weight(START + timedelta(days=days)) == pytest.approx(weight)


def test_a_span_that_is_not_over_ends_now() -> None:
    now = START + timedelta(days=4)
    fading = decay(EIGHT_DAYS, now)
    assert (fading.end, fading.half_life_s) == (now, 86400)
    moving = decay(Scope(span=timedelta(hours=24)), now)
    assert (moving.end, moving.half_life_s) == (now, 6 * 3600)


def test_a_span_that_has_not_begun_has_a_decay_too() -> None:
    assert decay(EIGHT_DAYS, START - timedelta(days=1)).half_life_s > 0


@pytest.mark.parametrize(
    ("activities", "previous", "expected"),
    [
        (0, 0, "steady"),
        (1, 0, "new"),
        (500, 0, "new"),
        # 7 more of 11 (deviation 3.3) are noticed, 6 more of 10 (3.2) are not
        (9, 2, "rising"),
        (8, 2, "steady"),
        (2, 9, "falling"),
        (0, 4, "falling"),
        (0, 3, "steady"),
        # half as many again, and 20 more of 100 (deviation 10)
        (60, 40, "rising"),
        (59, 40, "steady"),
        (30, 20, "steady"),
        (40, 60, "falling"),
        (1400, 1000, "steady"),
    ],
)
def test_a_state_needs_a_ratio_and_more_than_chance(
    activities: int, previous: int, expected: State
) -> None:
    assert state(activities, previous) == expected
