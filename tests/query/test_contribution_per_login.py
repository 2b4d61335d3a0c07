"""What organisations contribute for each login, and without any, on stores counted by hand."""

from people import added, at, happened, login

from misp_dashboard.access.viewer import LOCAL
from misp_dashboard.query.contribution_per_login import (
    OrgContribution,
    contribution_per_login,
)
from misp_dashboard.query.filter import filter_from
from misp_dashboard.query.scope import Scope
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

NOVEMBER = Scope(since=at("11-01 00:00"), until=at("12-01 00:00"))


def test_contributions_are_told_apart_by_whether_the_day_had_a_login(either_store: Store) -> None:
    insert(
        either_store,
        [
            # A: the 3rd with two logins and three contributions, the 4th with a login alone,
            # the 5th with two contributions alone and a key
            login("11-03 08:00", "A"), login("11-03 20:00", "A"),
            added("11-03 00:00", "A"), added("11-03 09:00", "A"), added("11-03 23:59", "A"),
            login("11-04 08:00", "A"),
            added("11-05 08:00", "A"), happened("11-05 09:00", "sighting", "add", "A"),
            happened("11-05 07:00", "login", "api", "A"),
            # B never logs in; C only does; D only fails to
            added("11-03 08:00", "B"),
            login("11-03 08:00", "C"),
            happened("11-03 08:00", "login", "fail", "D"),
            happened("11-03 08:00", "login", "api", "E"),
            login("11-03 08:00", ""),
        ],
    )  # fmt: skip
    assert contribution_per_login(either_store, LOCAL, NOVEMBER).orgs == [
        OrgContribution("A", 3, 5, 2, 1, 5 / 3, 2, 1, 1),
        OrgContribution("B", 0, 1, 1, 0, None, 0, 0, 1),
        OrgContribution("C", 1, 0, 0, 0, 0.0, 1, 0, 0),
        OrgContribution("E", 0, 0, 0, 1, None, 0, 0, 0),
    ]


def test_a_day_is_the_viewers(store: Store) -> None:
    insert(store, [login("11-03 22:30"), added("11-03 23:30")])
    (one,) = contribution_per_login(store, LOCAL, NOVEMBER).orgs
    assert (one.api_contributions, one.days_with_login_and_contribution) == (0, 1)
    (one,) = contribution_per_login(store, LOCAL, NOVEMBER, tz="Europe/Luxembourg").orgs
    assert (one.api_contributions, one.days_with_contribution_only) == (1, 1)


def test_the_long_day_of_autumn_is_one(store: Store) -> None:
    # 26 October 2025 in Luxembourg: 25th 22:00 to 26th 23:00, in UTC
    insert(store, [login("10-25 22:00"), added("10-26 22:59")])
    october = Scope(since=at("10-01 00:00"), until=at("11-01 00:00"))
    (one,) = contribution_per_login(store, LOCAL, october, tz="Europe/Luxembourg").orgs
    assert (one.api_contributions, one.days_with_login_and_contribution) == (0, 1)


def test_an_organisation_is_one_on_all_instances_until_one_is_chosen(store: Store) -> None:
    insert(store, [login("11-03 08:00"), added("11-03 09:00", instance="There")])
    (one,) = contribution_per_login(store, LOCAL, NOVEMBER).orgs
    assert (one.logins, one.contributions, one.api_contributions) == (1, 1, 0)
    there = Scope((filter_from("instance", ["There"]),), since=NOVEMBER.since, until=NOVEMBER.until)
    (one,) = contribution_per_login(store, LOCAL, there).orgs
    assert (one.logins, one.contributions, one.api_contributions) == (0, 1, 1)


def test_nothing_is_an_answer_too(store: Store) -> None:
    assert contribution_per_login(store, LOCAL, NOVEMBER).orgs == []
