"""Who got in and who did not, new accounts and organisations, on stores counted by hand."""

from typing import Any

from build import uuid
from people import at, happened, login

from misp_dashboard.access.viewer import LOCAL
from misp_dashboard.activity.row import Activity
from misp_dashboard.query.scope import Scope
from misp_dashboard.query.sign_ins import Account, Heard, NewOrganisation, Source, sign_ins
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

MORNING = Scope(since=at("11-03 08:00"), until=at("11-03 10:00"))


def test_logins_keys_and_failures_are_told_apart(either_store: Store) -> None:
    fails = ("192.0.2.1", "192.0.2.9", "192.0.2.9", "", "192.0.2.1", "2001:db8::1")
    insert(
        either_store,
        [
            login("11-03 08:10"), login("11-03 09:10"), login("11-03 09:20"),
            happened("11-03 08:10", "login", "api"), happened("11-03 08:10", "login", "logout"),
            *(happened("11-03 09:30", "login", "fail", value=value) for value in fails),
            happened("11-03 10:00", "login", "fail"), login("11-03 07:59"),
        ],
    )  # fmt: skip
    answer = sign_ins(either_store, LOCAL, MORNING)
    assert answer.starts == [at("11-03 08:00"), at("11-03 09:00")]
    assert (answer.web, answer.key, answer.failed) == ([1, 2], [1, 0], [0, 6])
    assert answer.sources == [
        Source("192.0.2.1", 2), Source("192.0.2.9", 2), Source("", 1), Source("2001:db8::1", 1),
    ]  # fmt: skip
    assert answer.failed_sources == 4


def test_accounts_are_new_once_and_disabled_when_they_were_not_before(either_store: Store) -> None:
    def account(text: str, action: str, user: int, instance: str = "Here") -> Activity:
        return happened(
            text, "user", action, subject_id=user, instance=instance, user=f"user-{user}"
        )

    insert(
        either_store,
        [
            account("11-03 08:10", "add", 1), account("11-03 08:20", "edit", 1),
            account("11-03 08:30", "disable", 1), account("11-03 08:40", "disable", 1),
            account("11-03 08:50", "edit", 1), account("11-03 09:00", "disable", 1),
            # disabled before the span, and said again in it
            account("11-03 07:00", "disable", 2), account("11-03 08:35", "disable", 2),
            # another instance's number 1
            account("11-03 08:35", "disable", 1, "There"),
            account("11-03 07:59", "add", 3), account("11-03 10:00", "add", 4),
        ],
    )  # fmt: skip
    answer = sign_ins(either_store, LOCAL, MORNING)
    assert answer.created == [Account(at("11-03 08:10"), "Here", "CERT", 1, "user-1")]
    assert answer.disabled == [
        Account(at("11-03 09:00"), "Here", "CERT", 1, "user-1"),
        Account(at("11-03 08:35"), "There", "CERT", 1, "user-1"),
        Account(at("11-03 08:30"), "Here", "CERT", 1, "user-1"),
    ]
    assert (answer.created_total, answer.disabled_total) == (1, 3)


def test_an_organisation_is_new_when_it_was_first_told(store: Store) -> None:
    def organisation(text: str, name: str, action: str = "add", instance: str = "Here") -> Activity:
        fields: dict[str, Any] = {"value": name, "subject_uuid": uuid(name)}
        fields["instance"] = instance
        return happened(text, "organisation", action, "", **fields)

    insert(
        store,
        [
            organisation("11-03 07:00", "Old"), organisation("11-03 08:10", "Old"),
            organisation("11-03 08:20", "New"), organisation("11-03 08:30", "New"),
            organisation("11-03 08:40", "Changed", "edit"),
            organisation("11-03 08:50", "Old", instance="There"),
        ],
    )  # fmt: skip
    answer = sign_ins(store, LOCAL, MORNING)
    assert answer.organisations == [
        NewOrganisation(at("11-03 08:50"), "Old", "There"),
        NewOrganisation(at("11-03 08:20"), "New", "Here"),
    ]
    assert answer.organisations_total == 2


def test_an_instance_that_never_told_of_a_login_is_known(store: Store) -> None:
    insert(
        store, [login("01-01 00:00"), happened("01-01 00:00", "login", "fail", instance="There")]
    )
    answer = sign_ins(store, LOCAL, MORNING, instances=["There", "Here", "Silent"])
    assert answer.heard == [
        Heard("There", logins=False, keys=False, failures=True),
        Heard("Here", logins=True, keys=False, failures=False),
        Heard("Silent", logins=False, keys=False, failures=False),
    ]


def test_nothing_is_an_answer_too(store: Store) -> None:
    answer = sign_ins(store, LOCAL, MORNING)
    assert answer.web == answer.key == answer.failed == [0, 0]
    assert answer.sources == []
    assert answer.created == answer.disabled == []
    assert answer.organisations == []
