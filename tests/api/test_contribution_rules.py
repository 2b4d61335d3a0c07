"""The rules of contributions over HTTP are those of the configuration in force."""

from typing import Any

import pytest
from dashboard import Dashboard

from misp_dashboard.api.contribution_rules import _trophies
from misp_dashboard.config import Contribution
from misp_dashboard.contribution.rules import rules_of


@pytest.fixture(scope="module")
def rules(dashboard: Dashboard) -> Any:
    return dashboard.ask("contribution-rules")


def test_every_rank_trophy_and_badge_is_told(rules: Any) -> None:
    counts = [len(rules[each]) for each in ("monthly", "requirements", "trophies", "badges")]
    assert counts == [16, 16, 12, 5]
    assert rules["monthly"][0] == {"rank": 1, "title": "Watcher", "points": 2}
    assert rules["monthly"][15]["points"] == 65536
    assert rules["requirements"][7] == {
        "level": 8, "title": "Lieutenant Colonel", "text": "a new event within 7 days",
        "points": 256,
    }  # fmt: skip


def test_kinds_say_what_they_earn(rules: Any) -> None:
    assert (rules["model"], rules["default_points"], rules["sighting_factor"]) == ("classic", 1, 2)
    assert {"name": "event", "points": 1} in rules["kinds"]
    assert rules["categories"] == []


def test_percentages_belong_to_their_levels() -> None:
    settings = Contribution(trophy_percentages="1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 45")
    levels = _trophies(rules_of(settings))
    assert [(one.level, one.percentage) for one in levels[:2]] == [(1, 45), (2, 10)]
    assert [(one.level, one.percentage) for one in levels[-2:]] == [(11, 1), (12, None)]
