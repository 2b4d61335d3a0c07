"""The monthly rank at every boundary, and that more points never lower it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from misp_dashboard.config import Contribution
from misp_dashboard.contribution.ranks import HIGHEST, monthly_rank, places, ranked
from misp_dashboard.contribution.rules import rules_of

TITLES = rules_of(Contribution()).monthly_titles


@pytest.mark.parametrize("rank", range(1, 17))
def test_a_power_of_two_is_the_first_with_its_rank(rank: int) -> None:
    assert monthly_rank(2**rank) == rank
    assert monthly_rank(2**rank - 1) == rank - 1
    assert monthly_rank(2 ** (rank + 1) - 1) == rank


def test_below_two_points_there_is_no_rank_and_above_sixteen_none_either() -> None:
    assert [monthly_rank(points) for points in (0, 1, 1.9, 2, 2.5)] == [0, 0, 0, 1, 1]
    assert [monthly_rank(points) for points in (65_536, 131_072, 10**12)] == [16, 16, 16]


def test_the_next_rank_is_told_with_what_it_takes() -> None:
    assert (ranked(0, TITLES).title, ranked(0, TITLES).to_next) == ("", 2)
    nine = ranked(9, TITLES)
    assert (nine.rank, nine.title, nine.to_next) == (3, "Tracker", 7)
    assert (ranked(65_535, TITLES).rank, ranked(65_535, TITLES).to_next) == (15, 1)
    highest = ranked(70_000, TITLES)
    assert (highest.rank, highest.title, highest.to_next) == (16, "Titan", None)


@given(st.floats(0, 1e9), st.floats(0, 1e9))
def test_adding_points_never_lowers_a_rank(points: float, more: float) -> None:
    assert monthly_rank(points) <= monthly_rank(points + more) <= HIGHEST


@given(st.integers(0, 10**6))
def test_with_the_points_to_the_next_rank_it_is_reached_and_not_sooner(points: int) -> None:
    now = ranked(points, TITLES)
    if now.to_next is not None:
        assert monthly_rank(points + now.to_next) == now.rank + 1
        assert monthly_rank(points + now.to_next - 1) == now.rank


def test_equal_points_share_the_better_place() -> None:
    assert places([9, 7, 7, 7, 2]) == [1, 2, 2, 2, 5]
    assert places([]) == []
    assert places([0, 0]) == [1, 1]
