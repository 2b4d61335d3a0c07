"""When a requirement becomes fulfilled and a trophy level is gained, worked out by hand."""

from hypothesis import given
from hypothesis import strategies as st

from misp_dashboard.contribution.awards import LONG_AGO, Counted, fulfilled_at, levels_gained

WEEK = 7
ALL_AT_SEVEN = (0, 0, 0, 0, 100, 0, 0, 0, 0, 0, 0)


def each_for_a_week(*days: int) -> list[Counted]:
    return [(day, day + WEEK) for day in days]


def test_the_first_fulfils_it_and_what_follows_in_time_keeps_it() -> None:
    assert fulfilled_at(each_for_a_week(1, 3, 8, 15), 1, LONG_AGO) == [1]


def test_it_is_awarded_anew_after_it_lapsed_and_not_on_the_last_day_of_the_window() -> None:
    assert fulfilled_at(each_for_a_week(1, 8, 16), 1, LONG_AGO) == [1, 16]


def test_several_are_counted_within_one_window() -> None:
    # on day 9 the first is 8 days old: 3, 9 and 10 are the first three within a week
    assert fulfilled_at(each_for_a_week(1, 3, 9, 10), 3, LONG_AGO) == [10]
    assert fulfilled_at(each_for_a_week(1, 3, 8), 3, LONG_AGO) == [8]
    assert fulfilled_at(each_for_a_week(1, 1, 1, 1), 3, LONG_AGO) == [1]
    assert fulfilled_at(each_for_a_week(1, 2), 3, LONG_AGO) == []


def test_without_the_points_there_is_none_and_with_them_it_is_at_once() -> None:
    assert fulfilled_at(each_for_a_week(1, 3), 1, None) == []
    assert fulfilled_at(each_for_a_week(1, 3), 1, 2) == [2]
    assert fulfilled_at(each_for_a_week(1, 3), 1, 3) == [3]
    assert fulfilled_at(each_for_a_week(1, 3), 1, 5) == [5]
    # when the points came the last was too old: it takes another
    assert fulfilled_at(each_for_a_week(1, 20), 1, 15) == [20]
    assert fulfilled_at([], 1, 15) == []


def test_what_counted_before_the_span_is_known_and_not_awarded() -> None:
    assert fulfilled_at([(LONG_AGO, 12), (11, 18)], 1, LONG_AGO, since=10) == []
    assert fulfilled_at([(LONG_AGO, 10), (11, 18)], 1, LONG_AGO, since=10) == [11]
    assert fulfilled_at(each_for_a_week(1, 20), 1, LONG_AGO, since=10) == [20]


def test_on_recent_events_it_holds_as_long_as_the_youngest_is_recent() -> None:
    # done on days 1, 2 and 6, on events that are recent up to days 9, 4 and 12
    assert fulfilled_at([(1, 9), (2, 4), (6, 12)], 1, LONG_AGO) == [1]
    assert fulfilled_at([(1, 3), (4, 9)], 1, LONG_AGO) == [1, 4]
    # an event that is too old already
    assert fulfilled_at([(5, 3)], 1, LONG_AGO) == []


Drawn = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12)))


@given(Drawn, st.integers(1, 4), st.integers(LONG_AGO, 60))
def test_it_is_what_asking_at_every_moment_finds(
    drawn: list[tuple[int, int]], count: int, reached: int
) -> None:
    # moments are even, so that between one that ends and the next that begins there is an odd one
    counted = sorted((2 * start, 2 * (start + length)) for start, length in drawn)
    reached = max(2 * reached, LONG_AGO)

    def holds(at: int) -> bool:
        return at >= reached and sum(start <= at <= end for start, end in counted) >= count

    asked = [at for at in range(160) if holds(at) and not holds(at - 1)]
    assert fulfilled_at(counted, count, reached) == asked


@given(Drawn, st.integers(1, 4), st.integers(LONG_AGO, 60), st.integers(0, 60))
def test_it_is_the_same_from_wherever_one_begins_to_look(
    drawn: list[tuple[int, int]], count: int, reached: int, since: int
) -> None:
    counted = sorted((start, start + length) for start, length in drawn)
    latest = sorted(end for start, end in counted if start < since)[-count:]
    resumed = [(LONG_AGO, end) for end in latest]
    resumed += [one for one in counted if one[0] >= since]
    known = reached if reached >= since else LONG_AGO
    whole = fulfilled_at(counted, count, reached, since)
    assert fulfilled_at(resumed, count, known, since) == whole


def test_levels_are_gained_from_one_day_to_the_next() -> None:
    gained = levels_gained(
        {"A": 5, "B": 3}, [{"C": 1}, {}, {"B": 3}, {"A": 9, "C": 1}], ALL_AT_SEVEN
    )
    # C begins at 7; B overtakes A on the third day, A takes the first place back on the fourth
    assert gained == [[("C", 7)], [], [("B", 12)], [("A", 12)]]


def test_nothing_came_and_nothing_is_gained() -> None:
    assert levels_gained({}, [{}, {}], ALL_AT_SEVEN) == [[], []]
    assert levels_gained({}, [{"A": 1}], ALL_AT_SEVEN) == [[("A", 12)]]
