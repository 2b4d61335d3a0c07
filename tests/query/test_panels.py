"""The questions behind the live page's panels, on stores whose answers were worked out by hand."""

from datetime import UTC, datetime, timedelta

from build import NOW, activity, uuid

from misp_dashboard.access.viewer import LOCAL
from misp_dashboard.query.activity_over_time import GROUPS, activity_over_time
from misp_dashboard.query.counters import Counters, counters
from misp_dashboard.query.scope import Scope
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

DAY = Scope(span=timedelta(days=1))
START = datetime(2026, 3, 1, tzinfo=UTC)
TWO_HOURS = Scope(since=START, until=START + timedelta(hours=2))


def test_nothing_is_an_answer_too(store: Store) -> None:
    assert activity_over_time(store, LOCAL, DAY, by="kind").series == []
    assert counters(store, LOCAL, DAY, day_start=NOW) == Counters(0, 0.0, 0, 0, 0, 0, 0)


def test_counts_fall_into_their_bucket_and_the_rest_is_other(either_store: Store) -> None:
    minutes = {"a": [0, 1, 59, 60, 119], "b": [0, 60, 60], "c": [5], "d": [119]}
    insert(
        either_store,
        [
            activity(f"{org}{n}", org=org, at=START + timedelta(minutes=minute))
            for org, all_minutes in minutes.items()
            for n, minute in enumerate(all_minutes)
        ],
    )
    answer = activity_over_time(either_store, LOCAL, TWO_HOURS, by="org", top=2)
    assert answer.step_s == 300
    assert answer.since == START
    assert answer.total == 10
    assert [series.name for series in answer.series] == ["a", "b", "other"]
    a, b, other = (series.counts for series in answer.series)
    assert {bucket: count for bucket, count in enumerate(a) if count} == {0: 2, 11: 1, 12: 1, 23: 1}
    assert {bucket: count for bucket, count in enumerate(b) if count} == {0: 1, 12: 2}
    assert {bucket: count for bucket, count in enumerate(other) if count} == {1: 1, 23: 1}


def test_an_organisation_called_other_is_not_the_rest(store: Store) -> None:
    rows = [activity(f"{n}", org="other", at=START) for n in range(3)]
    rows += [activity("x", org="x", at=START)]
    insert(store, rows)
    answer = activity_over_time(store, LOCAL, TWO_HOURS, by="org", top=1)
    assert [(series.name, sum(series.counts)) for series in answer.series] == [
        ("other", 3),
        ("other", 1),
    ]


def test_every_way_to_stack_is_answered(store: Store) -> None:
    insert(store, [activity("a", category="Network activity", type="domain", org="Acme")])
    expected = {
        "category": "Network activity",
        "kind": "attribute",
        "type": "domain",
        "instance": "Here",
        "org": "Acme",
    }
    for by in GROUPS:
        (series,) = activity_over_time(store, LOCAL, DAY, by=by).series
        assert (series.name, sum(series.counts)) == (expected[by], 1)


def test_a_month_of_history_has_at_most_a_hundred_buckets(store: Store) -> None:
    insert(store, [activity(f"{day}", at=NOW - timedelta(days=day)) for day in range(40)])
    answer = activity_over_time(store, LOCAL, Scope(span=timedelta(days=30)), by="kind")
    (series,) = answer.series
    assert len(series.counts) <= 101
    assert sum(series.counts) == answer.total == 30


def test_counters_count_today_the_last_minutes_and_the_scope(either_store: Store) -> None:
    now = datetime.now(UTC)
    old = {"at": now - timedelta(hours=3), "received_at": now - timedelta(hours=3)}
    sighted = {"kind": "sighting", "event_uuid": uuid("e1")}
    insert(
        either_store,
        [
            activity("a", at=now, received_at=now, event_uuid=uuid("e1"), org="Acme"),
            activity("b", at=now, received_at=now, event_uuid=uuid("e2"), org="Acme"),
            activity("c", **old, event_uuid=uuid("e2"), org="Globex"),
            activity("s0", at=now, received_at=now, **sighted),
            activity("s1", at=now, received_at=now, sighting_type=1, **sighted),
            activity("gone", at=now, received_at=now, action="delete", **sighted),
            activity("ancient", at=now - timedelta(days=9), received_at=now),
        ],
    )
    hour = Scope(span=timedelta(hours=1))
    answer = counters(either_store, LOCAL, hour, day_start=now - timedelta(hours=4))
    assert answer == Counters(
        today=6,
        per_minute=1.0,
        activities=5,
        events=2,
        organisations=1,
        sightings=1,
        false_positives=1,
    )


def test_the_same_event_id_on_two_instances_is_two_events(store: Store) -> None:
    same = {"event_id": 7, "event_uuid": uuid("event")}
    insert(store, [activity("a", **same), activity("b", instance="There", **same)])
    assert counters(store, LOCAL, DAY, day_start=NOW).events == 2
