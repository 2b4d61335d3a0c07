"""At which hours of the week people log in, on stores counted by hand."""

from datetime import date

import pytest
from people import added, at, happened, login

from misp_dashboard.access.viewer import LOCAL
from misp_dashboard.query.bad_filter import BadFilter
from misp_dashboard.query.filter import filter_from
from misp_dashboard.query.logins_by_hour import OrgLogins, first_day_of, logins_by_hour
from misp_dashboard.query.scope import Scope
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

# 3 November 2025 is a Monday.
TWO_WEEKS = Scope(since=at("11-03 00:00"), until=at("11-17 00:00"))
HERE = "Europe/Luxembourg"


def filled(hours: list[list[float]]) -> dict[tuple[int, int], float]:
    return {(d, h): n for d, day in enumerate(hours) for h, n in enumerate(day) if n}


def test_an_hour_of_the_week_is_averaged_over_the_weeks(either_store: Store) -> None:
    insert(
        either_store,
        [
            added("11-03 00:00"),
            login("11-03 09:10", "B"), login("11-03 09:59", "A"), login("11-10 09:00", "A"),
            login("11-04 23:30", "B"),
            happened("11-04 23:30", "login", "logout"),
            happened("11-04 23:30", "login", "api"), happened("11-04 23:30", "login", "fail"),
        ],
    )  # fmt: skip
    answer = logins_by_hour(either_store, LOCAL, TWO_WEEKS)
    assert filled(answer.hours) == {(0, 9): 1.5, (1, 23): 0.5}
    assert (answer.weeks, answer.first_day, answer.logins) == (2, date(2025, 11, 3), 4)
    assert answer.orgs == [OrgLogins("A", 2), OrgLogins("B", 2)]


def test_the_hours_are_the_viewers(store: Store) -> None:
    insert(store, [login("11-04 23:30"), added("11-03 00:00")])
    local = logins_by_hour(store, LOCAL, TWO_WEEKS, tz=HERE)
    assert filled(local.hours) == {(2, 0): 0.5}
    india = logins_by_hour(store, LOCAL, TWO_WEEKS, tz="Asia/Kolkata")
    assert filled(india.hours) == {(2, 5): 0.5}


def test_only_weeks_since_the_dashboard_began_to_listen_count(store: Store) -> None:
    insert(store, [added("11-10 00:00"), login("11-10 09:00")])
    answer = logins_by_hour(store, LOCAL, TWO_WEEKS)
    assert filled(answer.hours) == {(0, 9): 1}
    assert (answer.weeks, answer.first_day) == (1, date(2025, 11, 10))


def test_an_hour_that_the_span_has_once_is_not_thinned_by_days_it_has_not(store: Store) -> None:
    insert(store, [added("11-03 00:00"), login("11-03 22:30"), login("11-10 21:30")])
    nine_days = Scope(since=at("11-03 00:00"), until=at("11-10 22:00"))
    answer = logins_by_hour(store, LOCAL, nine_days)
    assert filled(answer.hours) == {(0, 22): 1, (0, 21): 0.5}
    assert answer.weeks == 2


def test_a_chosen_week_is_counted_whatever_the_span(store: Store) -> None:
    insert(store, [login("11-03 09:10"), login("11-03 09:20"), login("11-10 09:00")])
    hour = Scope(since=at("11-10 09:00"), until=at("11-10 10:00"))
    answer = logins_by_hour(store, LOCAL, hour, week="2025-W45")
    assert filled(answer.hours) == {(0, 9): 2}
    assert (answer.weeks, answer.first_day, answer.logins) == (1, date(2025, 11, 3), 2)


def test_a_week_may_begin_on_any_day(store: Store) -> None:
    # 2 November 2025 is a Sunday: the week of those who begin theirs with it
    insert(
        store,
        [login("11-01 23:59"), login("11-02 00:00"), login("11-08 23:59"), login("11-09 00:00")],
    )
    answer = logins_by_hour(store, LOCAL, TWO_WEEKS, week="2025-11-02")
    assert filled(answer.hours) == {(6, 0): 1, (5, 23): 1}
    assert (answer.weeks, answer.first_day, answer.logins) == (1, date(2025, 11, 2), 2)


def test_a_week_begins_on_the_viewers_monday_and_ends_with_a_sunday_of_25_hours(
    store: Store,
) -> None:
    # 2025-W43 in Luxembourg: 19 October 22:00 to 26 October 23:00, in UTC
    insert(
        store,
        [
            login("10-19 21:59"), login("10-19 22:00"), login("10-26 22:59"), login("10-26 23:00"),
            login("10-26 00:30"), login("10-26 01:30"),
        ],
    )  # fmt: skip
    answer = logins_by_hour(store, LOCAL, Scope(), tz=HERE, week="2025-W43")
    # half past two came twice that night
    assert filled(answer.hours) == {(0, 0): 1, (6, 23): 1, (6, 2): 2}


def test_an_hour_that_the_clocks_skip_is_not_averaged_over(store: Store) -> None:
    # 23 and 30 March 2025 are Sundays; on the 30th there is no 2 o'clock in Luxembourg
    insert(store, [added("03-17 00:00"), login("03-23 01:30"), login("03-30 01:30")])
    scope = Scope(since=at("03-17 00:00"), until=at("03-31 00:00"))
    answer = logins_by_hour(store, LOCAL, scope, tz=HERE)
    assert filled(answer.hours) == {(6, 2): 1, (6, 3): 0.5}


def test_filters_hold(store: Store) -> None:
    insert(store, [login("11-03 09:10", "A"), login("11-03 10:10", "B", instance="There")])
    scope = Scope((filter_from("org", ["B"]),), since=TWO_WEEKS.since, until=TWO_WEEKS.until)
    answer = logins_by_hour(store, LOCAL, scope, week="2025-W45")
    assert (answer.logins, answer.orgs) == (1, [OrgLogins("B", 1)])


def test_nothing_is_an_answer_too(store: Store) -> None:
    answer = logins_by_hour(store, LOCAL, TWO_WEEKS)
    assert (filled(answer.hours), answer.logins, answer.orgs) == ({}, 0, [])
    assert [len(day) for day in answer.hours] == [24] * 7


@pytest.mark.parametrize(
    "week",
    [
        "2025-W54",
        "2025-W00",
        "2025W45",
        "2025-45",
        "x-W01",
        "",
        "2025-02-30",
        "20250203",
        "9999-12-31",
        "1969-12-28",
    ],
)
def test_a_week_that_there_is_not_is_told(week: str) -> None:
    with pytest.raises(BadFilter, match="no week"):
        first_day_of(week)
