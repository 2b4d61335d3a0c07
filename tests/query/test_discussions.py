"""What is discussed, on stores counted by hand."""

from datetime import UTC, datetime, timedelta
from typing import Any

from build import NOW, activity, uuid

from misp_dashboard.access.viewer import LOCAL, Viewer
from misp_dashboard.activity.row import Activity
from misp_dashboard.query.discussions import (
    DiscussedThread,
    Discussions,
    LatestPost,
    discussions,
)
from misp_dashboard.query.scope import Scope, scope_from
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

START = datetime(2026, 3, 1, tzinfo=UTC)
TWO_HOURS = Scope(since=START, until=START + timedelta(hours=2))
TITLE = "Discussion about Event #7 (A campaign)"
EVENT = {"event_id": 7, "event_uuid": uuid("event"), "event_info": "A campaign"}


def opening(title: str, minute: float = 0, **fields: Any) -> Activity:
    given = {"org": "Acme", "at": START + timedelta(minutes=minute), **fields}
    return activity(f"opened {title} {given}", kind="discussion", action="open", value=title,
                    **given)  # fmt: skip


def post(text: str, thread: int, minute: float = 0, **fields: Any) -> Activity:
    given = {"org": "Acme", "at": START + timedelta(minutes=minute), **fields}
    return activity(f"{text} {thread} {given}", kind="discussion", value=text,
                    subject_id=thread, **given)  # fmt: skip


def threads(answer: Discussions) -> list[tuple[str, int, str, int]]:
    return [(one.instance, one.thread_id, one.title, one.posts) for one in answer.threads]


def test_nothing_is_an_answer_too(either_store: Store) -> None:
    assert discussions(either_store, LOCAL, TWO_HOURS) == Discussions(
        START, START + timedelta(hours=2), 300, [0] * 24, [0] * 24, 0, 0, "steady", [], 0, []
    )


def test_a_post_has_the_title_and_event_of_its_thread(either_store: Store) -> None:
    second = timedelta(seconds=1)
    insert(either_store, [
        opening(TITLE, 5, **EVENT),
        post("first", 3, at=START + timedelta(minutes=5) + second),
        post("answer", 3, 17, org="Globex"),
    ])  # fmt: skip
    answer = discussions(either_store, LOCAL, TWO_HOURS)
    assert answer.threads == [
        DiscussedThread(
            "Here", 3, TITLE, 7, uuid("event"), "A campaign", 2, 2, START + timedelta(minutes=17)
        )
    ]
    assert answer.latest[0] == LatestPost(
        "Here", 3, TITLE, 7, uuid("event"), "A campaign", START + timedelta(minutes=17), "Globex",
        "answer",
    )  # fmt: skip
    assert [one.text for one in answer.latest] == ["answer", "first"]
    assert {n: count for n, count in enumerate(answer.posts) if count} == {1: 1, 3: 1}
    assert {n: count for n, count in enumerate(answer.opened) if count} == {1: 1}
    assert (answer.total, answer.previous, answer.state, answer.distinct) == (2, 0, "new", 1)


def test_a_title_is_given_to_the_thread_that_was_opened_and_to_no_other(store: Store) -> None:
    insert(store, [
        post("long before", 1, -600), post("again", 1, 30.1),
        opening("By another organisation", 30, org="Globex"),
        opening("By Acme", 30),
        post("the opening one", 2, 30.1),
        post("the other", 3, 30.1, org="Globex"),
        post("first heard of it", 4, 30.15),
        post("much later", 5, 31), opening("Nobody wrote yet", 59),
    ])  # fmt: skip
    answer = discussions(store, LOCAL, TWO_HOURS)
    assert {one.thread_id: one.title for one in answer.threads} == {
        1: "", 2: "By Acme", 3: "By another organisation", 4: "", 5: "",
    }  # fmt: skip


def test_a_burst_within_a_millisecond_gives_no_thread_the_title_of_another(store: Store) -> None:
    insert(store, [
        opening("One"), opening("Two", org="Globex"), opening("Three"), opening("Four", 9),
        post("a", 1), post("b", 1, org="Globex"), post("c", 2, org="Globex"), post("d", 3),
        post("e", 4, 9),
    ])  # fmt: skip
    answer = discussions(store, LOCAL, TWO_HOURS)
    assert {one.thread_id: one.title for one in answer.threads} == {
        1: "", 2: "Two", 3: "", 4: "Four",
    }  # fmt: skip


def test_a_thread_opened_before_the_span_keeps_its_title(store: Store) -> None:
    insert(store, [
        opening(TITLE, -900, **EVENT), post("old", 3, -900), post("new", 3, 1, org="Globex"),
    ])  # fmt: skip
    answer = discussions(store, LOCAL, TWO_HOURS)
    assert threads(answer) == [("Here", 3, TITLE, 1)]
    assert sum(answer.opened) == 0


def test_the_same_numbers_on_two_instances_are_two_threads(either_store: Store) -> None:
    other = {**EVENT, "event_uuid": uuid("other"), "event_info": "Other", "instance": "There"}
    insert(either_store, [
        opening("Here", 0, **EVENT), post("a", 3, 0.1), post("b", 3, 9),
        opening("There", 0, **other), post("a", 3, 0.1, instance="There"),
    ])  # fmt: skip
    answer = discussions(either_store, LOCAL, TWO_HOURS)
    assert threads(answer) == [("Here", 3, "Here", 2), ("There", 3, "There", 1)]
    assert [one.event_uuid for one in answer.threads] == [uuid("event"), uuid("other")]
    there = scope_from({"instance": ["There"]}, "", "2026-03-01", "2026-03-02")
    assert threads(discussions(store=either_store, viewer=LOCAL, scope=there)) == [
        ("There", 3, "There", 1)
    ]


def test_ties_go_to_the_latest_then_in_order(store: Store) -> None:
    insert(store, [
        post("a", 2, 5), post("a", 1, 5), post("a", 3, 6), post("a", 4, 1), post("b", 4, 2),
    ])  # fmt: skip
    answer = discussions(store, LOCAL, TWO_HOURS, top=3)
    assert [one.thread_id for one in answer.threads] == [4, 3, 1]
    assert (answer.distinct, answer.total) == (4, 5)
    assert [one.at for one in answer.latest] == [
        START + timedelta(minutes=minute) for minute in (6, 5, 5)
    ]


def test_filtering_by_an_event_keeps_the_posts_on_it(store: Store) -> None:
    insert(store, [
        opening(TITLE, 0, **EVENT), post("a", 3, 0.1), post("b", 3, 7, org="Globex"),
        opening("General topic", 0, org="Globex"), post("c", 4, 0.1, org="Globex"),
    ])  # fmt: skip
    for field, pattern in (("event", "a camp*"), ("event_id", "7"), ("event_uuid", uuid("event"))):
        scope = scope_from({field: [pattern]}, "", "2026-03-01", "2026-03-02")
        assert threads(discussions(store, LOCAL, scope)) == [("Here", 3, TITLE, 2)], field
    by_org = scope_from({"org": ["Globex"]}, "", "2026-03-01", "2026-03-02")
    answer = discussions(store, LOCAL, by_org)
    assert threads(answer) == [("Here", 3, TITLE, 1), ("Here", 4, "General topic", 1)]
    assert answer.threads[1].event_uuid == ""


def test_the_equal_span_before_is_compared(store: Store) -> None:
    insert(store, [post(f"{n}", 1, n) for n in range(9)] + [post("b", 1, -1), post("c", 1, -119)])
    insert(store, [post("long ago", 1, -121), post("later", 1, 120)])
    answer = discussions(store, LOCAL, TWO_HOURS)
    assert (answer.total, answer.previous, answer.state) == (9, 2, "rising")


def test_months_and_a_change_of_clocks_are_buckets_as_any_other(store: Store) -> None:
    since = datetime(2026, 2, 27, tzinfo=UTC)
    moments = ["2026-02-28T23:59:59", "2026-03-01T00:00:00", "2026-03-29T00:59:59",
               "2026-03-29T01:00:00", "2026-03-31T23:59:59", "2026-04-01T00:00:00"]  # fmt: skip
    insert(store, [post("x", 1, at=datetime.fromisoformat(f"{one}+00:00")) for one in moments])
    answer = discussions(store, LOCAL, Scope(since=since, until=since + timedelta(days=40)))
    assert {n: count for n, count in enumerate(answer.posts) if count} == {
        3: 1, 4: 1, 60: 2, 65: 1, 66: 1,
    }  # fmt: skip


def test_a_viewer_sees_only_what_misp_would_show(store: Store) -> None:
    insert(store, [
        opening("Hidden", 0, distribution=0), post("a", 3, 0.1, distribution=1),
        opening("Shown", 1, distribution=1), post("b", 4, 1.1, distribution=255),
    ])  # fmt: skip
    answer = discussions(store, Viewer(name="stranger"), TWO_HOURS)
    assert threads(answer) == [("Here", 3, "", 1)]
    assert [one.text for one in answer.latest] == ["a"]
    assert sum(answer.opened) == 1


def test_nothing_else_is_a_discussion(store: Store) -> None:
    insert(store, [activity("a", subject_id=3, at=NOW), activity("b", kind="report", at=NOW)])
    assert discussions(store, LOCAL, Scope(span=timedelta(days=1))).total == 0
