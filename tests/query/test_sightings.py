"""Sightings, false positives and expirations over time, on stores counted by hand."""

from datetime import UTC, datetime, timedelta
from typing import Any

from build import activity, uuid

from misp_dashboard.access.viewer import LOCAL, Viewer
from misp_dashboard.activity.row import Activity
from misp_dashboard.query.scope import Scope, scope_from
from misp_dashboard.query.sightings import Sightings, SightingsOfKind, sightings
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

START = datetime(2026, 3, 1, tzinfo=UTC)
TWO_HOURS = Scope(since=START, until=START + timedelta(hours=2))
DAY = Scope(span=timedelta(days=1))


def sighted(name: str, kind: int = 0, **fields: Any) -> Activity:
    return activity(name, kind="sighting", sighting_type=kind, **fields)


def at_minutes(name: str, kind: int, *minutes: float) -> list[Activity]:
    return [
        sighted(f"{name} {n}", kind, at=START + timedelta(minutes=minute))
        for n, minute in enumerate(minutes)
    ]


def totals(answer: Sightings) -> tuple[int, int, int]:
    return answer.sightings.total, answer.false_positives.total, answer.expirations.total


def filled(of: SightingsOfKind) -> dict[int, int]:
    return {bucket: count for bucket, count in enumerate(of.counts) if count}


def test_nothing_is_an_answer_too(either_store: Store) -> None:
    answer = sightings(either_store, LOCAL, TWO_HOURS)
    assert (answer.since, answer.until, answer.step_s) == (
        START, START + timedelta(hours=2), 300,
    )  # fmt: skip
    nothing = SightingsOfKind([0] * 24, 0, 0, "steady")
    assert (answer.sightings, answer.false_positives, answer.expirations) == (nothing,) * 3


def test_each_of_the_three_kinds_falls_into_its_bucket(either_store: Store) -> None:
    insert(
        either_store,
        at_minutes("seen", 0, 0, 4.99, 5, 119)
        + at_minutes("false", 1, 5, 60)
        + at_minutes("expired", 2, 119.99)
        + at_minutes("outside", 0, 120, 500),
    )
    answer = sightings(either_store, LOCAL, TWO_HOURS)
    assert filled(answer.sightings) == {0: 2, 1: 1, 23: 1}
    assert filled(answer.false_positives) == {1: 1, 12: 1}
    assert filled(answer.expirations) == {23: 1}
    assert totals(answer) == (4, 2, 1)


def test_the_equal_span_before_is_compared_kind_by_kind(either_store: Store) -> None:
    insert(
        either_store,
        at_minutes("now", 0, *range(9))
        + at_minutes("before", 0, -1, -120)
        + at_minutes("long before", 0, -120.01)
        + at_minutes("false before", 1, *[-30] * 9)
        + at_minutes("false now", 1, 7, 8)
        + at_minutes("expired", 2, 7),
    )
    answer = sightings(either_store, LOCAL, TWO_HOURS)
    of = (answer.sightings, answer.false_positives, answer.expirations)
    assert [(one.total, one.previous, one.state) for one in of] == [
        (9, 2, "rising"), (2, 9, "falling"), (1, 0, "new"),
    ]  # fmt: skip


def test_what_was_before_the_span_never_counts_in_a_bucket_it_shares(store: Store) -> None:
    since = START + timedelta(minutes=2)
    scope = Scope(since=since, until=since + timedelta(hours=2))
    insert(store, at_minutes("seen", 0, 1, 3))
    answer = sightings(store, LOCAL, scope)
    assert answer.since == START
    assert (filled(answer.sightings), answer.sightings.previous) == ({0: 1}, 1)


def test_other_kinds_and_the_taking_back_are_no_sightings(store: Store) -> None:
    insert(store, [
        sighted("a"), sighted("b", action="delete"), sighted("c", 3), activity("d"),
        activity("e", kind="proposal"),
    ])  # fmt: skip
    assert totals(sightings(store, LOCAL, DAY)) == (1, 0, 0)


def test_months_and_a_change_of_clocks_are_buckets_as_any_other(store: Store) -> None:
    since = datetime(2026, 2, 27, tzinfo=UTC)
    moments = ["2026-02-28T23:59:59", "2026-03-01T00:00:00", "2026-03-29T00:59:59",
               "2026-03-29T01:00:00", "2026-03-31T23:59:59", "2026-04-01T00:00:00"]  # fmt: skip
    insert(store, [
        sighted(one, at=datetime.fromisoformat(f"{one}+00:00")) for one in moments
    ])  # fmt: skip
    answer = sightings(store, LOCAL, Scope(since=since, until=since + timedelta(days=40)))
    assert answer.step_s == 43200
    assert filled(answer.sightings) == {3: 1, 4: 1, 60: 2, 65: 1, 66: 1}


def test_instances_with_the_same_numbers_count_apart_and_together(store: Store) -> None:
    same: dict[str, Any] = {"event_id": 7, "event_uuid": uuid("event"), "subject_id": 3}
    insert(store, [sighted("a", **same), sighted("a", instance="There", **same)])
    assert totals(sightings(store, LOCAL, DAY)) == (2, 0, 0)
    there = scope_from({"instance": ["There"]}, "24h", "", "")
    assert totals(sightings(store, LOCAL, there)) == (1, 0, 0)


def test_a_viewer_counts_only_what_misp_would_show(store: Store) -> None:
    insert(store, [sighted("a", distribution=1), sighted("b", distribution=0), sighted("c")])
    assert totals(sightings(store, Viewer(name="stranger"), DAY)) == (1, 0, 0)


def test_a_clock_ahead_of_ours_counts_in_the_last_bucket(store: Store) -> None:
    insert(store, [sighted("a", at=datetime.now(UTC) + timedelta(seconds=50))])
    answer = sightings(store, LOCAL, Scope(span=timedelta(minutes=1)))
    assert answer.sightings.counts[-1] == answer.sightings.total == 1
