"""What a contribution earns, worked out by hand."""

from typing import get_args

from misp_dashboard.config.contribution import CategoryPoints, Contribution
from misp_dashboard.contribution.points import KINDS, Points, worth
from misp_dashboard.contribution.rules import rules_of


def test_everything_earns_one_and_a_sighting_two() -> None:
    points = rules_of(Contribution()).points
    earned = {kind: worth(points, kind, "Network activity") for kind in KINDS}
    assert earned == {**dict.fromkeys(KINDS, 1), "sighting": 2}


def test_the_defaults_of_the_configuration_are_those_of_the_model() -> None:
    assert sorted(rules_of(Contribution()).points.of_kind) == sorted(Points().of_kind)


def test_a_category_with_points_of_its_own_counts_for_attributes_and_sightings_only() -> None:
    points = rules_of(
        Contribution(
            default_points=3, sighting_factor=4, event_points=0, proposal_points=7,
            categories=(CategoryPoints("Attribution", 5),),
        )
    ).points  # fmt: skip
    assert worth(points, "attribute", "Attribution") == 5
    assert worth(points, "attribute", "Other") == 3
    assert worth(points, "sighting", "Attribution") == 20
    assert worth(points, "sighting", "Other") == 12
    assert worth(points, "proposal", "Attribution") == 7
    assert worth(points, "event") == 0


def test_what_is_no_contribution_earns_nothing() -> None:
    assert [worth(Points(), kind) for kind in ("tag", "login", "reference", "")] == [0, 0, 0, 0]


def test_both_models_can_be_set() -> None:
    assert set(get_args(get_args(Contribution.__annotations__["model"])[0])) == {
        "classic", "quality",
    }  # fmt: skip
