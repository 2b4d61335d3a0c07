"""What PHP writes for empty values, lists with gaps and numbers decodes at the second reading."""

from typing import Any

import pytest

from misp_dashboard.message.second_reading import forgive


@pytest.mark.parametrize("empty", [None, "", [], {}])
def test_what_is_empty_is_left_out(empty: Any) -> None:
    assert forgive({"id": 1, "Orgc": empty}) == {"id": "1"}


def test_false_and_zero_are_not_empty() -> None:
    assert forgive({"deleted": False, "local": 0}) == {"deleted": "0", "local": "0"}


def test_a_list_with_gaps_is_a_list() -> None:
    assert forgive({"Attribute": {"0": {"id": 1}, "7": {"id": 2}}}) == {
        "Attribute": [{"id": "1"}, {"id": "2"}]
    }


def test_every_scalar_is_text() -> None:
    assert forgive([True, 7, 1.5, "x"]) == ["1", "7", "1.5", "x"]
