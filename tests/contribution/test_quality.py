"""What sharing is worth, by hand: every part, what bounds it, and what would raise it."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from misp_dashboard.contribution.quality import (
    Measures,
    Quality,
    QualityPoints,
    bounded,
    proven,
    score,
)
from misp_dashboard.contribution.quality_advice import Advice, advice
from misp_dashboard.contribution.quality_type import ACTIONABLE

DEFAULT = Quality()
PROVING = Quality(proof_percent=20, unproven_percent=10)
FULL = Quality(unproven_percent=100)
"""With nothing to prove, so that parts stand alone."""


def amounts(found: QualityPoints) -> dict[str, float]:
    return {part.key: part.amount for part in found.parts}


def counts(found: QualityPoints) -> dict[str, int]:
    return {part.key: part.count for part in found.parts}


def test_who_did_nothing_has_nothing() -> None:
    assert score("A", Measures(), DEFAULT) == QualityPoints("A", 0.0, 5, [])


def test_content_earns_its_weight_times_its_points() -> None:
    measures = Measures(
        shared=3,
        with_={"value": 3, "context": 2, "galaxy": 1, "actionable": 3},
        weight_={"value": 2.0, "context": 1.5, "galaxy": 0.5, "actionable": 2.0},
    )
    found = score("A", measures, FULL)
    assert amounts(found) == {"value": 2.0, "context": 4.5, "galaxy": 1.5, "actionable": 4.0}
    assert counts(found) == {"value": 3, "context": 2, "galaxy": 1, "actionable": 3}
    assert (found.points, found.proven_percent) == (12.0, 100)


def test_a_part_is_bounded_by_half_of_twice_as_much() -> None:
    assert bounded(0, 4) == 0
    assert bounded(4, 4) == 2
    assert bounded(12, 4) == 3
    assert bounded(1e9, 4) == pytest.approx(4)


def test_confirmations_by_one_partner_earn_less_and_less() -> None:
    one = score("A", Measures(confirmed_by=(1.0,), confirmations=1), FULL)
    assert amounts(one) == {"confirmed": 8.0}  # 10 × 4·1 / (4 + 1)
    same = score("A", Measures(confirmed_by=(4.0,), confirmations=4), FULL)
    assert amounts(same) == {"confirmed": 20.0}  # 10 × 4·4 / (4 + 4)
    others = score("A", Measures(confirmed_by=(1.0,) * 4, confirmations=4), FULL)
    assert amounts(others) == {"confirmed": 32.0}
    endless = score("A", Measures(confirmed_by=(1e6,), timely_by=(1e6,)), FULL)
    assert endless.points == pytest.approx(10 * 4 + 5 * 4)


def test_content_counts_as_far_as_others_confirm_it() -> None:
    """20 % of 50 values by 4 others beside the first: 10 values, 2.5 of each."""
    whole = Measures(shared=50, confirmed_values=10, confirmed_by=(9.0, 2.5, 2.5, 2.5, 2.5))
    assert proven(whole, PROVING) == 1
    half = Measures(shared=50, confirmed_values=10, confirmed_by=(9.0, 2.5, 2.5))
    assert proven(half, PROVING) == pytest.approx(0.1 + 0.9 * 0.25)
    few_values = Measures(shared=50, confirmed_values=5, confirmed_by=(9.0, 2.5, 2.5, 2.5, 2.5))
    assert proven(few_values, PROVING) == pytest.approx(0.1 + 0.9 * 0.25)
    removed = Measures(shared=50, removed=50, confirmed_values=10, confirmed_by=(9.0,) * 6)
    assert proven(removed, PROVING) == pytest.approx(0.1 + 0.9 * 0.25)


def test_two_alone_prove_nothing_to_each_other() -> None:
    alone = Measures(shared=50, confirmed_values=50, confirmed_by=(50.0,))
    assert proven(alone, PROVING) == pytest.approx(0.1)


def test_what_is_not_proven_is_a_part_of_its_own() -> None:
    measures = Measures(shared=9, with_={"value": 9}, weight_={"value": 10.0})
    found = score("A", measures, PROVING)
    assert amounts(found) == {"value": 10.0, "unproven": -9.0}
    assert (found.points, found.proven_percent) == (1.0, 10)


def test_enriching_others_needs_no_proof() -> None:
    measures = Measures(
        sighted_of=(4.0, 1.0), proposed_to=(1.0,), discussed_with=(0.5, 0.5),
        sightings=9, proposals=1, discussions=1,
    )  # fmt: skip
    found = score("A", measures, DEFAULT)
    # 4 × (2 + 0.8), 5 × 0.8, 3 × 2 × 4·0.5 / 4.5
    assert amounts(found) == {"sighting": 11.2, "proposal": 4.0, "discussion": 2.7}
    assert counts(found) == {"sighting": 9, "proposal": 1, "discussion": 1}


def test_costs_are_taken_off_and_points_never_fall_below_0() -> None:
    measures = Measures(
        shared=9, with_={"value": 9}, weight_={"value": 30.0}, disputed_by=(1.0,), warned=2
    )
    found = score("A", measures, FULL)
    assert amounts(found) == {"value": 30.0, "false_positive": -12.0, "warninglist": -6.0}
    assert found.points == 12.0
    worse = score("A", msgspec.structs.replace(measures, warned=20), FULL)
    assert worse.points == 0
    assert amounts(worse)["not_below_zero"] == 42.0


def test_what_earns_nothing_is_said_all_the_same() -> None:
    found = score("A", Measures(duplicates=3, removed=2, self_sightings=5), DEFAULT)
    assert counts(found) == {"duplicate": 3, "removed": 2, "self_sighting": 5}
    assert set(amounts(found).values()) == {0.0}


def test_advice_is_what_would_raise_the_points_most() -> None:
    measures = Measures(
        shared=3,
        with_={"value": 3, "context": 3, "structure": 1, "actionable": 2, "fitting": 3},
        weight_={"value": 2.0, "context": 2.0, "structure": 0.7, "actionable": 1.3, "fitting": 2.0},
        warned=1,
    )
    found = advice(measures, FULL)
    assert found == [
        Advice("confirmed", 12.0, 1),  # 10 and 5 × 0.8
        Advice("sighting", 6.3, 5),  # 4 × bounded(log2(6))
        Advice("galaxy", 6.0, 3),
        Advice("proposal", 4.0, 1),
        Advice("warninglist", 3.0, 1),
        Advice("structure", 2.6, 2),
        Advice("discussion", 2.4, 1),
        Advice("comment", 2.0, 3),
        Advice("actionable", 1.4, 1),
        Advice("reference", 0.7, 1),
    ]


def test_the_flag_fits_what_a_sensor_can_look_for() -> None:
    assert {"ip-dst", "domain", "sha256", "filename|sha256", "url", "yara"} <= ACTIONABLE
    assert not {"comment", "text", "link", "other", "datetime", "size-in-bytes"} & ACTIONABLE


partners = st.lists(st.floats(0, 500), max_size=12).map(tuple)


@given(
    shared=st.integers(0, 10_000),
    value=st.floats(0, 500),
    confirmed=partners,
    disputed=partners,
    sighted=partners,
    warned=st.integers(0, 50),
)
def test_parts_add_up_and_advice_never_lowers(
    shared: int,
    value: float,
    confirmed: tuple[float, ...],
    disputed: tuple[float, ...],
    sighted: tuple[float, ...],
    warned: int,
) -> None:
    measures = Measures(
        shared=shared, with_={"value": shared}, weight_={"value": value},
        confirmed_values=sum(confirmed), confirmed_by=confirmed, timely_by=confirmed,
        disputed_by=disputed, sighted_of=sighted, warned=warned,
    )  # fmt: skip
    found = score("A", measures, DEFAULT)
    assert found.points >= 0
    assert found.points == pytest.approx(sum(part.amount for part in found.parts), abs=0.05)
    assert all(one.gain > 0 for one in advice(measures, DEFAULT))
    more = msgspec.structs.replace(measures, confirmed_by=(*confirmed, 1.0))
    assert proven(more, DEFAULT) >= proven(measures, DEFAULT)
