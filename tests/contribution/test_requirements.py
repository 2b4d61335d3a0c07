"""Each of the 16 requirements at its exact threshold and at both ends of its window."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from misp_dashboard.config import Contribution
from misp_dashboard.contribution.requirements import (
    Achieved,
    Requirement,
    contribution_rank,
    standing,
    standings,
)
from misp_dashboard.contribution.rules import rules_of

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
REQUIREMENTS = rules_of(Contribution()).requirements
MS = timedelta(milliseconds=1)


def requirement(level: int) -> Requirement:
    return REQUIREMENTS[level - 1]


def times(count: int, age: timedelta) -> list[datetime]:
    """So many, the oldest of this age, newest first."""
    return [NOW - age + n * MS for n in reversed(range(count))]


def test_they_are_the_sixteen_of_the_model() -> None:
    found = [(one.level, one.behaviour, one.points, one.days, one.count) for one in REQUIREMENTS]
    assert found == [
        (1, "sighting", 2, 365, 1),
        (2, "content", 4, 365, 1),
        (3, "talk", 8, 365, 1),
        (4, "recent_sighting", 16, 31, 1),
        (5, "recent_proposal", 32, 31, 1),
        (6, "event", 64, 365, 1),
        (7, "event", 128, 31, 1),
        (8, "event", 256, 7, 1),
        (9, "classified_event", 512, 7, 1),
        (10, "sighting", 1024, 7, 11),
        (11, "content", 2048, 7, 11),
        (12, "proposal", 4096, 7, 11),
        (13, "event", 8192, 7, 11),
        (14, "classified_event", 16384, 7, 11),
        (15, "honour", 0, 0, 0),
        (16, "honour", 0, 0, 0),
    ]


def test_titles_go_from_ensign_to_grand_general() -> None:
    titles = {one.level: one.title for one in REQUIREMENTS}
    assert [titles[level] for level in (1, 6, 10, 14, 15, 16)] == [
        "Ensign", "Captain", "Colonel", "General", "Marshal", "Grand General",
    ]  # fmt: skip


@pytest.mark.parametrize("level", range(1, 15))
def test_it_needs_its_points_and_its_behaviour_within_its_window(level: int) -> None:
    one = requirement(level)
    enough, exact = times(one.count, one.window), {level: times(one.count, one.window)}
    assert standing(one, Achieved(one.points, exact), NOW).fulfilled
    assert not standing(one, Achieved(one.points - 1, exact), NOW).fulfilled
    assert not standing(one, Achieved(one.points, {level: enough[1:]}), NOW).fulfilled
    assert not standing(one, Achieved(one.points, exact), NOW + MS).fulfilled
    assert not standing(one, Achieved(one.points, {}), NOW).fulfilled


@pytest.mark.parametrize("level", range(1, 15))
def test_it_lapses_when_the_last_one_needed_leaves_the_window(level: int) -> None:
    one = requirement(level)
    newest = times(one.count + 1, one.window)
    stands = standing(one, Achieved(one.points, {level: newest}), NOW)
    # with one more than needed, the second oldest is the one it hangs on
    assert stands.lapses_at == NOW + MS
    assert standing(one, Achieved(one.points, {level: newest}), stands.lapses_at).fulfilled
    assert not standing(one, Achieved(one.points, {level: newest}), stands.lapses_at + MS).fulfilled


def test_more_than_ten_is_eleven() -> None:
    for level in (10, 11, 12, 13, 14):
        one = requirement(level)
        ten = Achieved(one.points, {level: times(10, timedelta(days=1))})
        assert not standing(one, ten, NOW).fulfilled
        assert (standing(one, ten, NOW).done, standing(one, ten, NOW).count) == (10, 11)


def test_an_event_is_recent_up_to_31_days() -> None:
    sighting = requirement(4)
    born = {4: [NOW - timedelta(days=31)]}
    assert standing(sighting, Achieved(16, born), NOW).lapses_at == NOW
    assert not standing(sighting, Achieved(16, born), NOW + MS).fulfilled


def test_what_is_missing_is_told() -> None:
    stands = standing(requirement(11), Achieved(48, {11: times(3, timedelta(days=2))}), NOW)
    assert (stands.fulfilled, stands.points_missing, stands.done) == (False, 2000, 3)
    assert stands.lapses_at is None


def test_the_two_highest_are_given_and_need_nothing() -> None:
    stands = standings(REQUIREMENTS, Achieved(0, {}, {16}), NOW)
    assert [one.level for one in stands if one.fulfilled] == [16]
    assert contribution_rank(stands) == 1
    assert stands[15].lapses_at is None
    assert not standing(requirement(15), Achieved(10**9, {}), NOW).fulfilled


def test_the_rank_is_how_many_are_fulfilled_whichever_they_are() -> None:
    some = {1: times(1, timedelta(days=1)), 3: times(1, timedelta(days=1))}
    stands = standings(REQUIREMENTS, Achieved(100, some), NOW)
    assert [one.level for one in stands if one.fulfilled] == [1, 3]
    assert contribution_rank(stands) == 2
    assert contribution_rank(standings(REQUIREMENTS, Achieved(0, {}), NOW)) == 0


def test_the_text_follows_the_numbers() -> None:
    assert requirement(1).text == "a sighting within 365 days"
    assert requirement(2).text == "an attribute or object within 365 days"
    assert requirement(4).text == "a sighting on an event at most 31 days old"
    assert requirement(14).text == "at least 11 new events with tags within 7 days"
    changed = rules_of(Contribution(rank_days="1, 365, 365, 31, 31, 365, 31, 7, 7, 7, 7, 7, 7, 7"))
    assert changed.requirements[0].text == "a sighting within a day"


Ages = st.lists(st.integers(0, 40 * 86400), max_size=30)


@given(st.integers(0, 20_000), st.integers(0, 20_000), Ages, Ages)
def test_more_points_and_more_done_never_lower_the_rank(
    points: int, more_points: int, ages: Sequence[int], more: Sequence[int]
) -> None:
    def rank(points: int, ages: Sequence[int]) -> int:
        newest = [NOW - timedelta(seconds=age) for age in sorted(ages)]
        achieved = Achieved(points, dict.fromkeys(range(1, 15), newest))
        return contribution_rank(standings(REQUIREMENTS, achieved, NOW))

    assert rank(points, ages) <= rank(points + more_points, [*ages, *more])
