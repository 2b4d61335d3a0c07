"""Trophy levels worked out by hand: ties, one organisation, a hundred others, thousands."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from misp_dashboard.config import Contribution
from misp_dashboard.contribution.rules import rules_of
from misp_dashboard.contribution.trophies import levels

TROPHIES = rules_of(Contribution()).trophies
PERCENTAGES = TROPHIES.percentages


def test_nobody_and_nothing_have_no_level() -> None:
    assert levels({}, PERCENTAGES) == {}
    assert levels({"A": 0}, PERCENTAGES) == {}


def test_one_alone_is_the_first() -> None:
    assert levels({"A": 1}, PERCENTAGES) == {"A": 12}
    assert (TROPHIES.title(12), TROPHIES.title(1), TROPHIES.title(0)) == (
        "Grand Master", "Novice", "",
    )  # fmt: skip


def test_of_few_the_second_is_placed_among_the_others() -> None:
    # the only other is the last of one: 100 %
    assert levels({"A": 9, "B": 1}, PERCENTAGES) == {"A": 12, "B": 1}
    # of two others: 50 % is within 2 + 9 + 9 + 10 + 10 + 16 = 56
    assert levels({"A": 9, "B": 5, "C": 1}, PERCENTAGES) == {"A": 12, "B": 6, "C": 1}
    # of three: 33.3 % is within 40, 66.7 % within 72
    assert levels({"A": 9, "B": 5, "C": 3, "D": 1}, PERCENTAGES) == {
        "A": 12, "B": 7, "C": 5, "D": 1,
    }  # fmt: skip


def test_a_hundred_others_get_exactly_the_percentages() -> None:
    counts = {f"{n}": 1000 - n for n in range(101)}
    found = levels(counts, PERCENTAGES)
    assert found["0"] == 12
    assert [found[str(n)] for n in (1, 2, 3, 11, 12, 20, 21, 96, 97, 100)] == [
        11, 11, 10, 10, 9, 9, 8, 2, 1, 1,
    ]  # fmt: skip
    assert Counter(found.values()) == {
        12: 1, 11: 2, 10: 9, 9: 9, 8: 10, 7: 10, 6: 16, 5: 16, 4: 10, 3: 10, 2: 4, 1: 4,
    }  # fmt: skip


def test_thousands_get_them_too() -> None:
    found = Counter(levels({f"{n}": n + 1 for n in range(5001)}, PERCENTAGES).values())
    assert (found[12], found[11], found[10], found[1]) == (1, 100, 450, 200)


def test_ties_share_the_better_level() -> None:
    # all who tie for the most are first, and the others are placed among themselves
    assert levels({"A": 9, "B": 9, "C": 1}, PERCENTAGES) == {"A": 12, "B": 12, "C": 1}
    assert levels({"A": 9, "B": 5, "C": 5}, PERCENTAGES) == {"A": 12, "B": 6, "C": 6}
    assert set(levels(dict.fromkeys("ABCDE", 3), PERCENTAGES).values()) == {12}


def test_other_percentages_are_taken_at_their_word() -> None:
    all_at_seven = (0, 0, 0, 0, 100, 0, 0, 0, 0, 0, 0)
    assert levels({"A": 9, "B": 5, "C": 1}, all_at_seven) == {"A": 12, "B": 7, "C": 7}


@given(st.dictionaries(st.text(max_size=3), st.integers(1, 20), min_size=1), st.integers(1, 50))
def test_more_contributions_never_lower_a_level(counts: dict[str, int], more: int) -> None:
    before = levels(counts, PERCENTAGES)
    org = min(counts)
    assert levels({**counts, org: counts[org] + more}, PERCENTAGES)[org] >= before[org]
    assert before.keys() == counts.keys()
    for one in counts:
        for other in counts:
            assert counts[one] < counts[other] or before[one] >= before[other]
