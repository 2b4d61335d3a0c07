"""Days on which something happened, in the reader's time zone, counted by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from build import NOW, activity, uuid

from misp_dashboard.access.viewer import LOCAL
from misp_dashboard.query.active_days import ActiveDays, ActiveSpan, DaysOfItem, active_days, spans
from misp_dashboard.query.bad_filter import BadFilter
from misp_dashboard.query.scope import Scope, scope_from
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

HERE = "Europe/Luxembourg"


def within(since: str, until: str) -> Scope:
    return scope_from({}, "", since, until)


def at(store: Store, *moments: str, tag: str = "t") -> None:
    insert(store, [
        activity(f"{tag} {n}", tags=(tag,), at=datetime.fromisoformat(moment))
        for n, moment in enumerate(moments)
    ])  # fmt: skip


def spans_of(answer: ActiveDays) -> list[tuple[str, str, int]]:
    return [
        (one.since.isoformat(), one.until.isoformat(), one.activities)
        for one in answer.items[0].spans
    ]


def test_days_in_a_row_become_one_span() -> None:
    days = [date(2026, 3, 1), date(2026, 2, 28), date(2026, 3, 4), date(2025, 12, 31),
            date(2026, 1, 1)]  # fmt: skip
    assert spans((day, n) for n, day in enumerate(days, 1)) == [
        ActiveSpan(date(2025, 12, 31), date(2026, 1, 1), 9),
        ActiveSpan(date(2026, 2, 28), date(2026, 3, 1), 3),
        ActiveSpan(date(2026, 3, 4), date(2026, 3, 4), 3),
    ]
    assert spans([]) == []


def test_nothing_is_an_answer_too(either_store: Store) -> None:
    week = within("2026-03-01", "2026-03-08")
    for by in ("event", "tag", "category"):
        assert active_days(either_store, LOCAL, week, by=by) == ActiveDays(
            date(2026, 3, 1), date(2026, 3, 7), [], []
        )


def test_one_activity_is_one_day(either_store: Store) -> None:
    at(either_store, "2026-03-03T12:00Z")
    answer = active_days(either_store, LOCAL, within("2026-03-01", "2026-03-08"), by="tag")
    day = date(2026, 3, 3)
    assert answer.items == [DaysOfItem("t", "t", "#8b98a9", 1, 1, [ActiveSpan(day, day, 1)])]


def test_the_days_of_years_are_those_of_a_month(either_store: Store) -> None:
    """They are counted another way, which takes no memory for days without anything."""
    at(either_store, "2026-03-01T23:30Z", "2026-03-03T12:00Z", "2026-03-03T13:00Z")
    at(either_store, "2026-03-04T12:00Z", tag="u")
    month, years = (
        active_days(either_store, LOCAL, within(since, "2026-03-08"), by="tag", tz=HERE)
        for since in ("2026-03-01", "2020-03-01")
    )
    assert spans_of(years) == [("2026-03-02", "2026-03-03", 3)]
    assert years.items == month.items
    assert [one.label for one in years.items] == ["t", "u"]


def test_months_and_years_do_not_part_days(either_store: Store) -> None:
    at(either_store, "2025-12-31T10:00Z", "2026-01-01T10:00Z", "2026-01-02T10:00Z",
       "2026-02-28T23:59:59Z", "2026-03-01T00:00Z")  # fmt: skip
    answer = active_days(either_store, LOCAL, within("2025-12-01", "2026-03-08"), by="tag")
    assert spans_of(answer) == [("2025-12-31", "2026-01-02", 3), ("2026-02-28", "2026-03-01", 2)]
    assert (answer.items[0].days, answer.items[0].activities) == (5, 5)


def test_days_are_the_readers_also_where_clocks_change(either_store: Store) -> None:
    # clocks go forward on 29 March: that day ends at 22:00 UTC and began at 23:00 UTC
    at(either_store, "2026-03-28T22:59:59Z", "2026-03-28T23:00Z", "2026-03-29T21:59:59Z",
       "2026-03-30T21:59:59Z", "2026-03-31T22:00Z")  # fmt: skip
    spring = within("2026-03-28T00:00+01:00", "2026-04-02T00:00+02:00")
    answer = active_days(either_store, LOCAL, spring, by="tag", tz=HERE)
    assert (answer.since, answer.until) == (date(2026, 3, 28), date(2026, 4, 1))
    assert spans_of(answer) == [("2026-03-28", "2026-03-30", 4), ("2026-04-01", "2026-04-01", 1)]
    in_utc = active_days(either_store, LOCAL, spring, by="tag")
    assert spans_of(in_utc) == [("2026-03-28", "2026-03-31", 5)]


def test_the_day_with_25_hours_is_one_day(either_store: Store) -> None:
    at(either_store, "2026-10-24T22:00Z", "2026-10-25T00:30Z", "2026-10-25T01:30Z",
       "2026-10-25T22:59:59Z", "2026-10-26T23:00Z")  # fmt: skip
    autumn = within("2026-10-20", "2026-10-30")
    answer = active_days(either_store, LOCAL, autumn, by="tag", tz=HERE)
    assert spans_of(answer) == [("2026-10-25", "2026-10-25", 4), ("2026-10-27", "2026-10-27", 1)]


def test_the_most_active_come_first_and_ties_are_in_order(either_store: Store) -> None:
    for tag, days in (("b", 2), ("a", 2), ("c", 3), ("d", 1)):
        at(either_store, *[f"2026-03-0{day + 1}T10:00Z" for day in range(days)], tag=tag)
    week = within("2026-03-01", "2026-03-08")
    answer = active_days(either_store, LOCAL, week, by="tag", top=2)
    assert [one.label for one in answer.items] == ["c", "a"]
    answer = active_days(either_store, LOCAL, week, by="tag", exclude=["c", "A*"])
    assert [one.label for one in answer.items] == ["b", "d"]
    assert answer.excluded == ["c", "A*"]


def test_an_event_of_several_instances_is_one(either_store: Store) -> None:
    shared = uuid("event")
    insert(either_store, [
        activity("a", instance="Here", event_id=7, event_uuid=shared, event_info="Title",
                 category="Other", at=NOW - timedelta(days=1)),
        activity("b", instance="There", event_id=7, event_uuid=shared, event_info="Title"),
        activity("c", instance="There", event_id=8, event_uuid=uuid("8"), event_info="Eight"),
    ])  # fmt: skip
    scope = Scope(span=timedelta(days=7))
    answer = active_days(either_store, LOCAL, scope, by="event")
    assert [(one.item, one.label, one.days) for one in answer.items] == [
        (shared, "Title", 2), (uuid("8"), "Eight", 1),
    ]  # fmt: skip
    assert answer.until == datetime.now(UTC).date()
    assert [one.label for one in active_days(either_store, LOCAL, scope, by="category").items] == [
        "Other"
    ]


def test_a_time_zone_must_exist(store: Store) -> None:
    for tz in ("Mars/Olympus", "../etc/passwd", "' OR 1"):
        with pytest.raises(BadFilter):
            active_days(store, LOCAL, Scope(span=timedelta(days=1)), by="tag", tz=tz)
