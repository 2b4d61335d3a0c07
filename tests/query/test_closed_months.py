"""What months that are over hold is asked once, and again when anything in them changed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from build import activity

from misp_dashboard.access.viewer import LOCAL
from misp_dashboard.config import Contribution
from misp_dashboard.contribution.rules import rules_of
from misp_dashboard.query import closed_months
from misp_dashboard.query.achieved import TOTALS, totals
from misp_dashboard.query.scope import Scope, scope_from
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

RULES = rules_of(Contribution())
ALL = Scope(span=timedelta(days=1))
NOW = datetime.now(UTC)
LONG_AGO = NOW - timedelta(days=70)


def points(store: Store, scope: Scope = ALL) -> dict[str, float]:
    return totals(store, LOCAL, scope, RULES, NOW + timedelta(minutes=1))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """From when on the totals were asked, each time."""
    moments: list[datetime] = []
    ask = Store.ask

    def remember(
        store: Store, sql: str, row: Callable[..., Any], values: dict[str, Any] | None = None
    ) -> list[Any]:
        if sql == TOTALS and values:
            moments.append(values["since"])
        return ask(store, sql, row, values)

    monkeypatch.setattr(Store, "ask", remember)
    return moments


@pytest.fixture
def told(either_store: Store) -> Store:
    insert(either_store, [activity("old", at=LONG_AGO, org="A"), activity("new", org="A")])
    assert points(either_store) == {"A": 2}
    return either_store


def test_months_that_are_over_are_not_asked_again(told: Store, asked: list[datetime]) -> None:
    insert(told, [activity("newer", org="B")])
    assert points(told) == {"A": 2, "B": 1}
    assert [one.year for one in asked] == [NOW.year]


def test_what_arrives_late_counts(told: Store, asked: list[datetime]) -> None:
    insert(told, [activity("late", at=LONG_AGO, org="B")])
    assert points(told) == {"A": 2, "B": 1}
    assert [one.year for one in asked] == [1970, NOW.year]


CHANGES = {
    "completed": ("UPDATE activity SET org = 'B' WHERE at < {at:DateTime}", {"A": 1, "B": 1}),
    "forgotten": ("ALTER TABLE activity DELETE WHERE at < {at:DateTime}", {"A": 1}),
    "dropped": ("TRUNCATE TABLE activity", {}),
}


@pytest.mark.parametrize(("change", "expected"), CHANGES.values(), ids=CHANGES.keys())
def test_what_changes_is_asked_again(told: Store, change: str, expected: dict[str, float]) -> None:
    told.command(f"{change} SETTINGS mutations_sync = 2" if "ALTER" in change else change,
        {"at": NOW - timedelta(days=60)})  # fmt: skip
    assert points(told) == expected


def test_another_scope_has_an_answer_of_its_own(told: Store) -> None:
    insert(told, [activity("other", at=LONG_AGO, org="B")])
    assert points(told, scope_from({"org": ["B"]}, "24h", "", "")) == {"B": 1}
    assert points(told) == {"A": 2, "B": 1}


def test_a_bounded_number_of_answers_is_remembered(
    told: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closed_months, "REMEMBERED", 2)
    for org in "ABCDE":
        points(told, scope_from({"org": [org]}, "24h", "", ""))
    assert len(closed_months._remembered[told].answers) == 2
