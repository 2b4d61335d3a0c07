"""Logins and contributions by hour and by day, on stores counted by hand."""

from datetime import timedelta

from people import added, at, happened, login

from misp_dashboard.access.viewer import LOCAL
from misp_dashboard.query.logins_over_time import OrgOverTime, logins_over_time
from misp_dashboard.query.scope import Scope
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

HERE = "Europe/Luxembourg"


def test_hours_of_up_to_seven_days(either_store: Store) -> None:
    insert(
        either_store,
        [
            login("11-03 08:00", "A"), login("11-03 09:59", "A"), added("11-03 09:00", "A"),
            added("11-03 09:30", "B"), login("11-03 10:00", "B"),
        ],
    )  # fmt: skip
    scope = Scope(since=at("11-03 08:00"), until=at("11-03 10:00"))
    answer = logins_over_time(either_store, LOCAL, scope)
    assert (answer.step_s, answer.starts) == (3600, [at("11-03 08:00"), at("11-03 09:00")])
    assert (answer.logins, answer.contributions) == ([1, 1], [0, 2])
    assert answer.by_org == [OrgOverTime("A", [1, 1], [0, 1]), OrgOverTime("B", [0, 0], [0, 1])]


def test_days_are_the_viewers_also_when_clocks_change(either_store: Store) -> None:
    # 26 October 2025 has 25 hours in Luxembourg: 25th 22:00 to 26th 23:00, in UTC
    insert(
        either_store,
        [login(text) for text in ("10-25 21:59", "10-25 22:00", "10-26 22:59", "10-26 23:00")],
    )
    scope = Scope(since=at("10-20 00:00"), until=at("10-29 00:00"))
    answer = logins_over_time(either_store, LOCAL, scope, tz=HERE)
    assert answer.step_s == 86400
    by_start = dict(zip(answer.starts, answer.logins, strict=True))
    assert by_start[at("10-24 22:00")] == 1
    assert by_start[at("10-25 22:00")] == 2
    assert by_start[at("10-26 23:00")] == 1
    assert sum(answer.logins) == 4
    lengths = [b - a for a, b in zip(answer.starts, answer.starts[1:], strict=False)]
    assert sorted(lengths)[-1] == timedelta(hours=25)


def test_what_is_a_contribution(store: Store) -> None:
    counted = [
        ("attribute", "add"), ("attribute", "edit"), ("object", "add"), ("event", "edit"),
        ("proposal", "add"), ("sighting", "add"), ("discussion", "add"), ("report", "add"),
    ]  # fmt: skip
    others = [
        ("event", "publish"), ("attribute", "delete"), ("tag", "attach"), ("reference", "add"),
        ("discussion", "open"), ("proposal", "accept"), ("organisation", "add"), ("user", "add"),
    ]  # fmt: skip
    insert(store, [happened("11-03 08:10", *one) for one in (*counted, *others)])
    insert(store, [added("11-03 08:20", org="")])
    scope = Scope(since=at("11-03 08:00"), until=at("11-03 09:00"))
    answer = logins_over_time(store, LOCAL, scope)
    assert answer.contributions == [len(counted)]


def test_organisations_that_did_most_are_shown_and_all_are_counted(store: Store) -> None:
    insert(store, [login("11-03 08:10", org) for org in ("C", "B", "A", "C", "")])
    scope = Scope(since=at("11-03 08:00"), until=at("11-03 09:00"))
    answer = logins_over_time(store, LOCAL, scope, top=2)
    assert [one.org for one in answer.by_org] == ["C", ""]
    assert (answer.orgs, answer.logins) == (4, [5])


def test_nothing_is_an_answer_too(store: Store) -> None:
    scope = Scope(since=at("11-03 00:00"), until=at("12-03 00:00"))
    answer = logins_over_time(store, LOCAL, scope)
    assert (answer.logins, answer.by_org, answer.orgs) == ([0] * 30, [], 0)
