"""The settings of contributions are refused by name where they are wrong."""

from collections.abc import Callable
from typing import Any

import pytest

from misp_dashboard.config import ConfigError, Loaded
from misp_dashboard.config.listed import names_rule, numbers, numbers_rule, parts

Read = Callable[..., Loaded]


def wrong(read: Read, text: str) -> str:
    with pytest.raises(ConfigError) as refused:
        read(text)
    return str(refused.value)


def test_what_is_set_is_in_force(read: Read) -> None:
    given = read(
        '[contribution]\nmodel = "classic"\nsighting_factor = 3\n'
        '[[contribution.categories]]\nname = "Attribution"\npoints = 5\n'
        '[[contribution.aliases]]\norg = "Old, the"\ncounts_as = "New"\n'
        '[[contribution.excluded]]\norg = "Test"\n'
    ).config.contribution
    assert given.sighting_factor == 3
    assert [(one.name, one.points) for one in given.categories] == [("Attribution", 5)]
    assert [(one.org, one.counts_as) for one in given.aliases] == [("Old, the", "New")]
    assert [one.org for one in given.excluded] == ["Test"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[contribution]\nsightings = 3", "unknown key `sightings` in contribution"),
        ("[[contribution.alias]]\norg = 'A'", "unknown key `alias` in contribution"),
        ("[[contribution.excluded]]\nname = 'A'", "unknown key `name` in contribution.excluded[0]"),
        ("[contribution]\nsighting_factor = -1", "but must be a whole number from 0 to 1000"),
        ("[contribution]\nrank_titles = 'A, B'", "must be 16 names with commas between"),
        ("[contribution]\nrank_days = '1, 2'", "must be 14 numbers"),
        ("[contribution]\ntrophy_percentages = '1,1,1,1,1,1,1,1,1,1,1'", "100 together, not 11"),
        ("[contribution]\nbadge_texts = 'a; b'", "must be 5 texts with semicolons between them"),
        ("[contribution]\nmodel = 'best'", "must be `classic` or `quality`"),
        (
            '[[contribution.aliases]]\norg = "A"\ncounts_as = "B"\n'
            '[[contribution.aliases]]\norg = "A"\ncounts_as = "C"\n',
            'contribution.aliases[1].org "A" is already that of contribution.aliases[0]',
        ),
        (
            '[[contribution.aliases]]\norg = "A"\ncounts_as = "B"\n'
            '[[contribution.aliases]]\norg = "B"\ncounts_as = "C"\n',
            'contribution.aliases[0].counts_as "B" counts as another one itself',
        ),
        (
            '[[contribution.categories]]\nname = "Other"\npoints = 1\n'
            '[[contribution.categories]]\nname = "Other"\npoints = 2\n',
            'contribution.categories[1].name "Other" has its points already',
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_told_by_its_name(read: Read, text: str, message: str) -> None:
    assert message in wrong(read, text)


def test_lists_are_what_stands_between_commas() -> None:
    assert parts(" A ,B b,C") == ("A", "B b", "C")
    assert numbers("1, 20") == (1, 20)


@pytest.mark.parametrize(
    ("value", "is_right"),
    [("1, 2, 3", True), ("1,2", False), ("1,2,", False), ("1,2,4", False), ("1,-2,3", False),
     ("1,2,²", False), ("1,2,3.0", False), ("0,2,3", False), ("1, 2, 9999999999999999", False)],
)  # fmt: skip
def test_numbers_are_whole_and_within_their_bounds(value: str, is_right: bool) -> None:
    rule: Any = numbers_rule(3, 1, 3)
    assert (rule(value) == "") == is_right
    assert numbers_rule(3, 0, 9, total=6)("1, 2, 4") == "must be numbers that are 6 together, not 7"


@pytest.mark.parametrize("value", ["A, B", "A, , C", f"A, B, {'c' * 61}", "A, B, C\x07"])
def test_names_are_there_and_short(value: str) -> None:
    assert names_rule(3)("A, B, C") == ""
    assert names_rule(3)(value)
