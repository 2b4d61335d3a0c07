"""Values and organisations ranked by their sightings, on stores counted by hand."""

from datetime import UTC, datetime, timedelta
from typing import Any

from build import NOW, activity

from misp_dashboard.access.viewer import LOCAL, Viewer
from misp_dashboard.activity.row import Activity
from misp_dashboard.query.scope import Scope, scope_from
from misp_dashboard.query.top_sighted import (
    SightedValue,
    SightingOrganisation,
    TopSighted,
    top_sighted,
)
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

DAY = Scope(span=timedelta(days=1))


def sighted(value: str, *kinds: int, **fields: Any) -> list[Activity]:
    """The value sighted as often as there are kinds: 0 seen, 1 false positive, 2 expired."""
    given = {"type": "domain", "org": "Acme", **fields}
    return [
        activity(f"{value} {given} {n}", kind="sighting", value=value, sighting_type=kind, **given)
        for n, kind in enumerate(kinds)
    ]


def values(answer: TopSighted) -> list[tuple[str, int, int, int]]:
    return [
        (one.value, one.sightings, one.false_positives, one.expirations) for one in answer.values
    ]


def test_nothing_is_an_answer_too(either_store: Store) -> None:
    assert top_sighted(either_store, LOCAL, DAY) == TopSighted([], 0, [], 0)


def test_one_sighting_is_one_value_of_one_organisation(either_store: Store) -> None:
    insert(either_store, sighted("100*.example", 0))
    assert top_sighted(either_store, LOCAL, DAY) == TopSighted(
        [SightedValue(r"100\*.example", "100*.example", "domain", 1, 0, 0, 1, NOW)],
        1,
        [SightingOrganisation("Acme", "Acme", 1, 0, 0, 1, NOW)],
        1,
    )


def test_each_kind_ranks_by_itself_and_ties_go_to_the_latest(either_store: Store) -> None:
    rows = sighted("b", 0, 0, at=NOW - timedelta(seconds=1)) + sighted("a", 0, 0)
    rows += sighted("busy", 0, 0, 1, 2, at=NOW - timedelta(hours=1))
    rows += sighted("false", 1, 1, 1) + sighted("old", 2, 2) + sighted("once", 0)
    insert(either_store, rows)
    answer = top_sighted(either_store, LOCAL, DAY, top=3)
    assert values(answer) == [("busy", 2, 1, 1), ("a", 2, 0, 0), ("b", 2, 0, 0)]
    assert answer.distinct_values == 6
    by_false = top_sighted(either_store, LOCAL, DAY, sort="false_positives", top=2)
    assert values(by_false) == [("false", 0, 3, 0), ("busy", 2, 1, 1)]
    by_expired = top_sighted(either_store, LOCAL, DAY, sort="expirations", top=2)
    assert values(by_expired) == [("old", 0, 0, 2), ("busy", 2, 1, 1)]


def test_a_value_is_one_whoever_sights_it_wherever_and_whenever(either_store: Store) -> None:
    hour = timedelta(hours=1)
    same = {"event_id": 7, "subject_id": 3}
    insert(
        either_store,
        sighted("x", 0, at=NOW - 3 * hour, **same)
        + sighted("x", 1, instance="There", org="Globex", at=NOW - hour, **same)
        + sighted("x", 2, org="", at=NOW - 2 * hour)
        + sighted("x", 0, type="hostname", org="Globex", at=NOW - 5 * hour),
    )
    answer = top_sighted(either_store, LOCAL, DAY)
    assert [(one.value, one.type, one.sightings, one.false_positives, one.expirations,
             one.organisations, one.last_at) for one in answer.values] == [
        ("x", "domain", 1, 1, 1, 2, NOW - hour),
        ("x", "hostname", 1, 0, 0, 1, NOW - 5 * hour),
    ]  # fmt: skip
    assert [(one.org, one.sightings, one.false_positives, one.expirations, one.values)
            for one in answer.organisations] == [
        ("Globex", 1, 1, 0, 2), ("Acme", 1, 0, 0, 1),
    ]  # fmt: skip


def test_organisations_rank_by_the_same_count(store: Store) -> None:
    insert(store, sighted("x", 0, 0) + sighted("x", 1, 1, 1, org="Globex") + sighted("y", 0))
    answer = top_sighted(store, LOCAL, DAY)
    assert [(one.org, one.sightings, one.values) for one in answer.organisations] == [
        ("Acme", 3, 2), ("Globex", 0, 1),
    ]  # fmt: skip
    by_false = top_sighted(store, LOCAL, DAY, sort="false_positives", top=1)
    assert [one.org for one in by_false.organisations] == ["Globex"]
    assert by_false.distinct_organisations == 2


def test_an_item_filters_by_itself_alone(store: Store) -> None:
    insert(store, sighted("a*", 0, org="A*") + sighted("abc", 0, org="ABC"))
    first = top_sighted(store, LOCAL, DAY)
    for field, item in (("value", first.values[0].item), ("org", first.organisations[0].item)):
        scope = scope_from({field: [item]}, "24h", "", "")
        answer = top_sighted(store, LOCAL, scope)
        assert (answer.distinct_values, answer.distinct_organisations) == (1, 1), field


def test_the_end_of_a_month_ends_a_span(store: Store) -> None:
    march = datetime(2026, 3, 1, tzinfo=UTC)
    insert(
        store,
        sighted("last of February", 0, at=march - timedelta(milliseconds=1))
        + sighted("first of March", 0, at=march)
        + sighted("when clocks change", 0, at=datetime(2026, 3, 29, 1, tzinfo=UTC)),
    )
    answer = top_sighted(store, LOCAL, Scope(since=march, until=march + timedelta(days=31)))
    assert [one.value for one in answer.values] == ["when clocks change", "first of March"]


def test_a_viewer_counts_only_what_misp_would_show(store: Store) -> None:
    insert(store, sighted("shown", 0, distribution=3) + sighted("hidden", 0, distribution=0))
    answer = top_sighted(store, Viewer(name="stranger"), DAY)
    assert [one.value for one in answer.values] == ["shown"]
