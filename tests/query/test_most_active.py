"""What is most active and what trends, on stores counted by hand."""

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from build import NOW, activity, uuid

from misp_dashboard.access.viewer import LOCAL, Viewer
from misp_dashboard.activity.row import Activity
from misp_dashboard.query.active_item import By
from misp_dashboard.query.activities import activities
from misp_dashboard.query.bad_filter import BadFilter
from misp_dashboard.query.most_active import ActiveItem, MostActive, most_active
from misp_dashboard.query.scope import Scope, scope_from
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

START = datetime(2026, 3, 1, tzinfo=UTC)
EIGHT_DAYS = Scope(since=START, until=START + timedelta(days=8))
DAY = Scope(span=timedelta(days=1))
APT = 'misp-galaxy:threat-actor="APT 28"'
SOFACY = 'misp-galaxy:threat-actor="Sofacy"'
TOOL = 'misp-galaxy:tool="X-Agent"'


def shown(answer: MostActive) -> list[tuple[str, int]]:
    return [(one.label, one.activities) for one in answer.items]


def at_days(tag: str, *days: float) -> list[Activity]:
    """Activities with the tag, so many days after the start."""
    return [
        activity(f"{tag} {n}", tags=(tag,), at=START + timedelta(days=day))
        for n, day in enumerate(days)
    ]


def learn_colour(store: Store, tag: str, colour: str, instance: str, day: int) -> None:
    columns = ("instance", "name", "colour", "is_galaxy", "learned_at")
    store.insert("tag", columns, [(instance, tag, colour, False, START + timedelta(days=day))])


def test_nothing_is_an_answer_too(either_store: Store) -> None:
    for by in get_args(By):
        answer = most_active(either_store, LOCAL, DAY, by=by, rank="trend")
        assert (answer.items, answer.total, answer.distinct) == ([], 0, 0)


def test_one_activity_is_new_and_counts_for_each_tag_once(either_store: Store) -> None:
    insert(either_store, [activity("a", tags=("tlp:red", "osint", "osint"), at=START)])
    answer = most_active(either_store, LOCAL, EIGHT_DAYS, by="tag")
    assert (answer.since, answer.until, answer.step_s) == (
        START, START + timedelta(days=8), 7200,
    )  # fmt: skip
    assert (answer.total, answer.distinct) == (1, 2)
    line = [1, *[0] * 95]
    assert answer.items == [
        ActiveItem("osint", "osint", "#8b98a9", "", "", "", "", 0, 1, 0, "new", 0.0625, line),
        ActiveItem(
            "tlp:red", "tlp:red", "#8b98a9", "tlp", "red", "", "", 0, 1, 0, "new", 0.0625, line
        ),
    ]


def test_every_field_is_ranked_and_what_has_none_is_no_item(either_store: Store) -> None:
    given = {
        "category": "Network activity", "type": "domain", "object_name": "file", "org": "Acme",
        "event_info": "A campaign", "event_uuid": uuid("event"), "tags": (APT,),
    }  # fmt: skip
    insert(either_store, [activity("a", **given), activity("b", kind="login")])
    expected = {
        "category": "Network activity", "type": "domain", "object": "file", "org": "Acme",
        "event": "A campaign", "tag": APT, "galaxy": "APT 28",
    }  # fmt: skip
    for by in get_args(By):
        answer = most_active(either_store, LOCAL, DAY, by=by, galaxy="threat-actor")
        assert shown(answer) == [(expected[by], 1)], by
        assert (answer.total, answer.distinct) == (2, 1), by
        field = {"galaxy": "tag", "event": "event_uuid"}.get(by, by)
        scope = scope_from({field: [answer.items[0].item]}, "24h", "", "")
        assert [one.value for one in activities(either_store, LOCAL, scope)] == ["a"], by


def test_ties_are_in_order_also_where_the_list_ends(either_store: Store) -> None:
    names = ["b", "a", "c", "c", "B"]
    insert(either_store, [
        activity(f"{n}", tags=(name,), category=name, event_info=name,
                 event_uuid=uuid(f"event {name}"))
        for n, name in enumerate(names)
    ])  # fmt: skip
    for by in ("tag", "category", "event"):
        for rank in ("total", "trend"):
            for top, expected in ((2, ["c", "B"]), (3, ["c", "B", "a"]), (9, ["c", "B", "a", "b"])):
                answer = most_active(either_store, LOCAL, DAY, by=by, rank=rank, top=top)
                assert [one.label for one in answer.items] == expected, (by, rank, top)
                assert answer.distinct == 4


def test_recent_activities_trend_above_more_but_older_ones(either_store: Store) -> None:
    insert(either_store, at_days("old", *[0] * 16) + at_days("recent", 4, 6, 7.999999))
    by_total = most_active(either_store, LOCAL, EIGHT_DAYS, by="tag", rank="total")
    assert shown(by_total) == [("old", 16), ("recent", 3)]
    recent, old = most_active(either_store, LOCAL, EIGHT_DAYS, by="tag", rank="trend").items
    assert (recent.label, old.label) == ("recent", "old")
    assert recent.score == pytest.approx(1.75, abs=1e-5)
    assert old.score == pytest.approx(1.0)


def test_scores_of_items_that_go_together_tie_exactly(store: Store) -> None:
    insert(store, [
        activity(f"{n}", tags=("b", "a"), at=START + timedelta(minutes=7 * n)) for n in range(900)
    ])  # fmt: skip
    first, second = most_active(store, LOCAL, EIGHT_DAYS, by="tag", rank="trend").items
    assert (first.label, second.label) == ("a", "b")
    assert first.score == second.score


def test_the_equal_span_before_tells_the_state(either_store: Store) -> None:
    insert(
        either_store,
        at_days("rising", *[1] * 9, *[-1] * 2)
        + at_days("falling", *[1] * 2, *[-1] * 9)
        + at_days("steady", *[1] * 3, *[-8] * 2, -8.001, 8)
        + at_days("new", 1, -9)
        + at_days("gone", *[-1] * 4),
    )
    answer = most_active(either_store, LOCAL, EIGHT_DAYS, by="tag")
    assert [(one.label, one.activities, one.previous, one.state) for one in answer.items] == [
        ("rising", 9, 2, "rising"),
        ("steady", 3, 2, "steady"),
        ("falling", 2, 9, "falling"),
        ("new", 1, 0, "new"),
    ]
    (gone,) = most_active(either_store, LOCAL, EIGHT_DAYS, by="tag", items=["gone"]).items
    assert (gone.activities, gone.previous, gone.state) == (0, 4, "falling")


def test_counts_fall_into_their_bucket_over_months_and_a_change_of_clocks(store: Store) -> None:
    since = datetime(2026, 2, 27, tzinfo=UTC)
    month = Scope(since=since, until=since + timedelta(days=40))
    moments = ["2026-02-28T23:59:59", "2026-03-01T00:00:00", "2026-03-29T00:59:59",
               "2026-03-29T01:00:00", "2026-03-31T23:59:59", "2026-04-01T00:00:00"]  # fmt: skip
    insert(store, [
        activity(one, tags=("t",), at=datetime.fromisoformat(f"{one}+00:00")) for one in moments
    ])  # fmt: skip
    answer = most_active(store, LOCAL, month, by="tag")
    assert answer.step_s == 43200
    (one,) = answer.items
    assert {n: count for n, count in enumerate(one.counts) if count} == {
        3: 1, 4: 1, 60: 2, 65: 1, 66: 1,
    }  # fmt: skip


def test_one_event_on_several_instances_is_one_and_equal_numbers_are_not(
    either_store: Store,
) -> None:
    shared = uuid("shared event")
    insert(either_store, [
        activity("a", instance="Here", event_id=7, event_uuid=shared, event_info="Old title",
                 at=NOW - timedelta(hours=2)),
        activity("b", instance="There", event_id=9, event_uuid=shared, event_info="New title",
                 at=NOW - timedelta(hours=1)),
        activity("c", instance="There", event_id=9, event_uuid=shared, event_info=""),
        activity("d", instance="There", event_id=7, event_uuid=uuid("other"), event_info="Other"),
        activity("e", instance="Here", event_id=8),
        activity("f", instance="There", event_id=8),
        activity("g", instance="There", event_id=8),
    ])  # fmt: skip
    answer = most_active(either_store, LOCAL, DAY, by="event")
    assert [(one.item, one.label, one.instance, one.event_id, one.activities)
            for one in answer.items] == [
        (shared, "New title", "There", 9, 3),
        ("There:8", "There:8", "There", 8, 2),
        ("Here:8", "Here:8", "Here", 8, 1),
        (uuid("other"), "Other", "There", 7, 1),
    ]  # fmt: skip
    items = [one.item for one in answer.items]
    again = most_active(either_store, LOCAL, DAY, by="event", items=items)
    assert [(one.item, one.activities) for one in again.items] == [
        (one.item, one.activities) for one in answer.items
    ]


def test_exactly_the_items_asked_for_are_answered_also_when_nothing_happened(
    either_store: Store,
) -> None:
    insert(either_store, [activity("a", tags=("100*", "b", "c")), activity("b", tags=("c",))])
    answer = most_active(
        either_store, LOCAL, DAY, by="tag", items=[r"100\*", "never", "b"], match="z", top=1
    )
    assert shown(answer) == [("100*", 1), ("b", 1), ("never", 0)]
    assert [one.item for one in answer.items] == [r"100\*", "b", "never"]
    assert answer.items[2].state == "steady"
    assert sum(answer.items[2].counts) == 0
    assert answer.distinct == 2
    unknown = most_active(either_store, LOCAL, DAY, by="event", items=[uuid("x"), "Here:3"])
    assert {one.item for one in unknown.items} == {uuid("x"), "Here:3"}
    with pytest.raises(BadFilter):
        most_active(either_store, LOCAL, DAY, by="event", items=["no uuid"])


def test_labels_match_text_and_patterns_exclude(either_store: Store) -> None:
    insert(either_store, [
        activity("a", tags=("tlp:red", APT), event_info="Phishing 1", event_uuid=uuid("1")),
        activity("b", tags=("TLP:amber", SOFACY), event_info="phishing 2", event_uuid=uuid("2")),
        activity("c", tags=("osint", TOOL), event_info="Other", event_uuid=uuid("3")),
    ])  # fmt: skip

    def labels(by: By, **asked: object) -> list[str]:
        answer = most_active(either_store, LOCAL, DAY, by=by, **asked)  # type: ignore[arg-type]
        assert answer.distinct == len(answer.items)
        return [one.label for one in answer.items]

    assert labels("tag", exclude=["tlp:*", "misp-galaxy:*"]) == ["osint"]
    assert labels("tag", match="TLP") == ["TLP:amber", "tlp:red"]
    assert labels("tag", match="%") == []
    assert labels("event", match="PHISH") == ["Phishing 1", "phishing 2"]
    assert labels("event", exclude=["phishing*"]) == ["Other"]
    assert labels("galaxy") == ["APT 28", "Sofacy", "X-Agent"]
    assert labels("galaxy", galaxy="threat-actor") == ["APT 28", "Sofacy"]
    assert labels("galaxy", galaxy="threat-actor", match="actor") == []
    assert labels("galaxy", galaxy="threat-actor", match="apt") == ["APT 28"]
    assert labels("galaxy", galaxy="threat-actor", exclude=["*sofacy*"]) == ["APT 28"]
    with pytest.raises(BadFilter):
        labels("tag", exclude=["!tlp:*"])
    with pytest.raises(BadFilter):
        labels("galaxy", galaxy='x="')


def test_history_keeps_a_tags_name_and_shows_its_latest_colour(either_store: Store) -> None:
    insert(either_store, [activity("a", tags=("before",)), activity("b", tags=("after", APT))])
    learn_colour(either_store, "before", "#111111", "Here", 1)
    learn_colour(either_store, "after", "#222222", "Here", 2)
    learn_colour(either_store, "after", "#333333", "There", 3)
    learn_colour(either_store, "after", "", "Elsewhere", 4)
    found = most_active(either_store, LOCAL, DAY, by="tag").items
    assert [(one.label, one.colour) for one in found] == [
        ("after", "#333333"), ("before", "#111111"), (APT, "#0088cc"),
    ]  # fmt: skip


def test_ten_thousand_different_tags_are_told_apart(either_store: Store) -> None:
    rows = [activity(f"{n}", tags=(f"tag {n:05}", "all")) for n in range(9_999)]
    insert(either_store, [*rows, activity("more", tags=("tag 07777",))])
    for rank in ("total", "trend"):
        answer = most_active(either_store, LOCAL, DAY, by="tag", rank=rank, top=3)
        assert shown(answer) == [("all", 9_999), ("tag 07777", 2), ("tag 00000", 1)]
        assert answer.distinct == answer.total == 10_000


def test_a_viewer_counts_only_what_misp_would_show(store: Store) -> None:
    insert(store, [
        activity("a", tags=("t",), distribution=1), activity("b", tags=("t",), distribution=0)
    ])  # fmt: skip
    answer = most_active(store, Viewer(name="stranger"), DAY, by="tag")
    assert (shown(answer), answer.total) == ([("t", 1)], 1)


def test_an_instance_is_counted_apart(store: Store) -> None:
    insert(store, [activity("a", tags=("t",), instance=name) for name in ("Here", "There")])
    assert shown(most_active(store, LOCAL, DAY, by="tag")) == [("t", 2)]
    there = scope_from({"instance": ["There"]}, "24h", "", "")
    assert shown(most_active(store, LOCAL, there, by="tag")) == [("t", 1)]
