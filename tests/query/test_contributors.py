"""Who contributed how much in a month, on stores counted by hand."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from build import NOW, activity, uuid

from misp_dashboard.access.viewer import LOCAL, Viewer
from misp_dashboard.activity.row import Activity
from misp_dashboard.config import Contribution
from misp_dashboard.config.contribution import Alias, CategoryPoints, Excluded
from misp_dashboard.contribution.points import KINDS, worth
from misp_dashboard.contribution.rules import Rules, rules_of
from misp_dashboard.query.bad_filter import BadFilter
from misp_dashboard.query.contributor import contributor
from misp_dashboard.query.contributors import Contributions, Contributors, contributors
from misp_dashboard.query.contributors_by_category import contributors_by_category
from misp_dashboard.query.contributors_over_time import contributors_over_time
from misp_dashboard.query.hall_of_fame import hall_of_fame
from misp_dashboard.query.last_contributors import last_contributors
from misp_dashboard.query.month import Month, month_of
from misp_dashboard.query.quality_points import quality_points
from misp_dashboard.query.scope import Scope, scope_from
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

RULES = rules_of(Contribution())
MARCH = datetime(2026, 3, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = Scope(span=timedelta(days=1))


def done(org: str, kind: str, count: int, at: datetime = MARCH, **fields: str) -> list[Activity]:
    """So many things of a kind by the organisation; the fields make them other ones, too."""
    other = "".join(fields.values())
    return [
        activity(f"{org} {n} {at} {other}", org=org, kind=kind, at=at, distribution=1, **fields)
        for n in range(count)
    ]


def asked(store: Store, rules: Rules = RULES, month: str = "2026-03") -> Contributors:
    return contributors(store, LOCAL, DAY, rules, month=month)


def shown(answer: Contributors) -> list[tuple[int, str, float]]:
    return [(one.place, one.org, one.points) for one in answer.contributors]


def test_nobody_is_an_answer_too(either_store: Store) -> None:
    answer = contributors(either_store, LOCAL, DAY, RULES)
    assert (answer.contributors, answer.total, answer.points) == ([], 0, 0)
    now = datetime.now(UTC)
    assert answer.month == f"{now.year}-{now.month:02}"


def test_every_kind_earns_what_it_is_worth(either_store: Store) -> None:
    for kind in KINDS:
        insert(either_store, done("A", kind, 3))
    (one,) = asked(either_store).contributors
    # six kinds at 1 and sightings at 2, three of each
    assert one.points == sum(3 * worth(RULES.points, kind) for kind in KINDS) == 24
    assert one.contributions == Contributions(3, 3, 3, 3, 3, 3, 3)
    assert (one.rank, one.title, one.to_next) == (4, "Ranger", 8)


def test_edits_earn_as_much_and_deletions_publishing_tags_and_logins_nothing(
    either_store: Store,
) -> None:
    insert(either_store, [
        *done("A", "attribute", 1), *done("A", "attribute", 2, action="edit"),
        *done("A", "attribute", 4, action="delete"), *done("A", "event", 8, action="publish"),
        *done("A", "tag", 16, action="attach"), *done("A", "login", 32, action="login"),
        *done("A", "reference", 64), *done("", "attribute", 128),
    ])  # fmt: skip
    assert shown(asked(either_store)) == [(1, "A", 3)]


def test_ties_share_a_place_and_are_in_order_of_name(either_store: Store) -> None:
    given = {"b": 2, "a": 2, "c": 5, "d": 1}
    for org, count in given.items():
        insert(either_store, done(org, "attribute", count))
    assert shown(asked(either_store)) == [(1, "c", 5), (2, "a", 2), (2, "b", 2), (4, "d", 1)]
    first = contributors(either_store, LOCAL, DAY, RULES, month="2026-03", top=2)
    assert (shown(first), first.total, first.points) == ([(1, "c", 5), (2, "a", 2)], 4, 10)
    named = contributors(either_store, LOCAL, DAY, RULES, month="2026-03", match="D")
    assert (shown(named), named.total) == ([(4, "d", 1)], 1)


def test_a_month_begins_and_ends_at_midnight_utc(either_store: Store) -> None:
    start, end = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
    insert(either_store, [
        *done("before", "attribute", 1, start - timedelta(milliseconds=1)),
        *done("first", "attribute", 1, start),
        *done("last", "attribute", 1, end - timedelta(milliseconds=1)),
        *done("after", "attribute", 1, end),
    ])  # fmt: skip
    assert [one.org for one in asked(either_store).contributors] == ["first", "last"]
    assert [one.org for one in asked(either_store, month="2026-02").contributors] == ["before"]
    assert [one.org for one in asked(either_store, month="2026-04").contributors] == ["after"]


def test_the_month_before_is_compared_also_over_the_end_of_a_year(either_store: Store) -> None:
    january, december = datetime(2026, 1, 5, tzinfo=UTC), datetime(2025, 12, 31, tzinfo=UTC)
    insert(either_store, [
        *done("up", "attribute", 9, january), *done("up", "attribute", 1, december),
        *done("down", "attribute", 4, january), *done("down", "attribute", 7, december),
        *done("new", "attribute", 2, january), *done("gone", "attribute", 3, december),
    ])  # fmt: skip
    answer = asked(either_store, month="2026-01")
    assert [(one.org, one.place, one.previous_place, one.previous_points)
            for one in answer.contributors] == [
        ("up", 1, 3, 1), ("down", 2, 1, 7), ("new", 3, None, 0),
    ]  # fmt: skip
    assert answer.since == datetime(2026, 1, 1, tzinfo=UTC)
    assert answer.until == datetime(2026, 2, 1, tzinfo=UTC)


def test_categories_may_earn_other_points(either_store: Store) -> None:
    rules = rules_of(
        Contribution(categories=(CategoryPoints("Attribution", 5), CategoryPoints("Other", 0)))
    )
    insert(either_store, [
        *done("A", "attribute", 1, category="Attribution"),
        *done("A", "sighting", 1, category="Attribution"),
        *done("A", "proposal", 1, category="Attribution"),
        *done("A", "attribute", 1, category="Other"),
        *done("A", "attribute", 1, category="Person"),
    ])  # fmt: skip
    # 5 + 10 + 1 + 0 + 1
    assert shown(asked(either_store, rules)) == [(1, "A", 17)]


def test_organisations_count_as_others_or_not_at_all(either_store: Store) -> None:
    rules = rules_of(
        Contribution(
            aliases=(Alias("Old", "New"), Alias("Lab", "New"), Alias("Trial", "Test")),
            excluded=(Excluded("Test"), Excluded("Robot")),
        )
    )
    for n, org in enumerate(("Old", "New", "Lab", "Trial", "Test", "Robot", "Other")):
        insert(either_store, done(org, "attribute", 2**n))
    assert shown(asked(either_store, rules)) == [(1, "Other", 64), (2, "New", 7)]


def test_several_instances_are_added_up_and_filters_hold(either_store: Store) -> None:
    insert(either_store, [
        *done("A", "attribute", 2, instance="Here"), *done("A", "attribute", 3, instance="There"),
        *done("B", "attribute", 1, instance="There"),
    ])  # fmt: skip
    assert shown(asked(either_store)) == [(1, "A", 5), (2, "B", 1)]
    here = scope_from({"instance": ["Here"]}, "15m", "", "")
    answer = contributors(either_store, LOCAL, here, RULES, month="2026-03")
    assert shown(answer) == [(1, "A", 2)]


def test_the_same_happening_told_twice_earns_once(store: Store) -> None:
    insert(store, done("A", "attribute", 5))
    insert(store, done("A", "attribute", 5))
    store.command("OPTIMIZE TABLE activity FINAL")
    assert shown(asked(store)) == [(1, "A", 5)]


def test_a_viewer_counts_only_what_misp_would_show(store: Store) -> None:
    hidden = activity("hidden", org="B", at=MARCH, distribution=0)
    insert(store, [*done("A", "attribute", 2), hidden])
    answer = contributors(store, Viewer(name="stranger"), DAY, RULES, month="2026-03")
    assert shown(answer) == [(1, "A", 2)]


@pytest.mark.parametrize("text", ["2026-13", "2026-3", "26-03", "last", "2026-03-01", "9999-01"])
def test_a_month_is_one_of_the_calendar(text: str) -> None:
    with pytest.raises(BadFilter):
        month_of(text, NOW)


def test_the_month_of_a_moment_is_that_of_utc() -> None:
    tokyo = timezone(timedelta(hours=9))
    assert month_of("", datetime(2026, 2, 28, 23, 59, 59, tzinfo=UTC)) == Month(2026, 2)
    assert month_of("", datetime(2026, 3, 1, 8, 59, tzinfo=tokyo)) == Month(2026, 2)
    assert str(Month(2026, 1).plus(-1)) == "2025-12"
    assert Month(2024, 2).until - Month(2024, 2).since == timedelta(days=29)


def test_thousands_of_organisations_are_ranked(store: Store) -> None:
    insert(store, [one for n in range(3000) for one in done(f"Org {n:04}", "attribute", 1)])
    insert(store, done("Org 2999", "sighting", 1))
    answer = asked(store)
    assert (answer.total, shown(answer)[:2]) == (
        3000, [(1, "Org 2999", 3), (2, "Org 0000", 1)],
    )  # fmt: skip


def test_categories_have_counts_and_trophies(either_store: Store) -> None:
    insert(either_store, [
        *done("A", "attribute", 3, category="Person"),
        *done("A", "sighting", 1, category="Person"),
        *done("B", "attribute", 2, category="Person"),
        *done("C", "proposal", 1, category="Person"),
        *done("C", "attribute", 9, category="Made up", at=MARCH - timedelta(days=300)),
        *done("C", "object", 50),
    ])  # fmt: skip
    answer = contributors_by_category(either_store, LOCAL, DAY, RULES)
    assert answer.categories[-1] == "Made up"
    assert (len(answer.categories), answer.month, answer.total) == (17, "", 3)
    assert [
        (one.org, one.contributions,
         [(each.category, each.contributions, each.level, each.title) for each in one.categories])
        for one in answer.contributors
    ] == [
        ("C", 10, [("Person", 1, 1, "Novice"), ("Made up", 9, 12, "Grand Master")]),
        ("A", 4, [("Person", 4, 12, "Grand Master")]),
        ("B", 2, [("Person", 2, 6, "Craftsman")]),
    ]  # fmt: skip
    march = contributors_by_category(
        either_store, LOCAL, DAY, RULES, month="2026-03", top=1, match="c"
    )
    (only,) = march.contributors
    assert (only.org, only.contributions, march.total) == ("C", 1, 1)
    assert len(march.categories) == 16
    nothing = contributors_by_category(either_store, LOCAL, DAY, RULES, month="2020-01")
    assert (nothing.contributors, nothing.total, len(nothing.categories)) == ([], 0, 16)


def test_the_first_have_a_line_over_the_days_of_the_month(either_store: Store) -> None:
    insert(either_store, [
        *done("A", "attribute", 3), *done("A", "sighting", 1, MARCH + timedelta(days=21)),
        *done("B", "attribute", 2), *done("C", "attribute", 1),
        *done("A", "attribute", 9, MARCH + timedelta(days=22)),
    ])  # fmt: skip
    answer = contributors_over_time(either_store, LOCAL, DAY, RULES, month="2026-03", top=2)
    assert (len(answer.days), str(answer.days[0]), str(answer.days[-1])) == (
        31, "2026-03-01", "2026-03-31",
    )  # fmt: skip
    assert [(one.org, one.points_in_all, {n: p for n, p in enumerate(one.points) if p})
            for one in answer.contributors] == [
        ("A", 5, {9: 3, 30: 2}), ("B", 2, {9: 2}),
    ]  # fmt: skip
    nothing = contributors_over_time(either_store, LOCAL, DAY, RULES, month="2024-02")
    assert (nothing.contributors, len(nothing.days)) == ([], 29)


def test_the_last_contributors_are_those_of_the_span_each_once(either_store: Store) -> None:
    rules = rules_of(Contribution(aliases=(Alias("Old", "A"),), excluded=(Excluded("X"),)))
    insert(either_store, [
        *done("A", "attribute", 3, NOW - 9 * HOUR), *done("Old", "attribute", 2, NOW - 3 * HOUR),
        *done("B", "sighting", 1, NOW - 2 * HOUR, category="Person", event_info="Campaign"),
        *done("C", "event", 1, NOW - 4 * HOUR), *done("C", "event", 1, NOW, action="publish"),
        *done("X", "attribute", 1, NOW), *done("D", "attribute", 1, NOW - 30 * HOUR),
    ])  # fmt: skip
    answer = last_contributors(either_store, LOCAL, DAY, rules)
    assert [(one.org, one.contributions, one.points, one.kind, one.at)
            for one in answer.contributors] == [
        ("B", 1, 2, "sighting", NOW - 2 * HOUR), ("A", 5, 1, "attribute", NOW - 3 * HOUR),
        ("C", 1, 1, "event", NOW - 4 * HOUR),
    ]  # fmt: skip
    first = answer.contributors[0]
    assert (first.category, first.event_info, first.instance) == ("Person", "Campaign", "Here")
    (only,) = last_contributors(either_store, LOCAL, DAY, rules, top=1).contributors
    assert only == first
    assert last_contributors(either_store, LOCAL, Scope(span=HOUR), rules).contributors == []


def test_the_hall_of_fame_has_the_month_before_and_all_time(either_store: Store) -> None:
    insert(either_store, [
        *done("A", "attribute", 5), *done("B", "sighting", 1), *done("C", "attribute", 2),
        *done("C", "attribute", 9, MARCH - timedelta(days=700)),
        *done("B", "attribute", 99, MARCH + timedelta(days=30)),
    ])  # fmt: skip
    april = hall_of_fame(either_store, LOCAL, DAY, RULES, month="2026-04", top=2)
    assert (april.month, april.previous_month) == ("2026-04", "2026-03")
    assert [(one.place, one.org, one.points) for one in april.previous] == [
        (1, "A", 5), (2, "B", 2),
    ]  # fmt: skip
    assert [(one.place, one.org, one.points) for one in april.all_time] == [
        (1, "B", 101), (2, "C", 11),
    ]  # fmt: skip
    march = hall_of_fame(either_store, LOCAL, DAY, RULES, month="2026-03")
    assert march.previous == []
    assert [(one.place, one.org, one.points) for one in march.all_time] == [
        (1, "C", 11), (2, "A", 5), (3, "B", 2),
    ]  # fmt: skip
    empty = hall_of_fame(either_store, LOCAL, DAY, RULES, month="2020-01")
    assert (empty.previous, empty.all_time) == ([], [])


def test_the_quality_model_ranks_by_what_it_is_worth_to_others(store: Store) -> None:
    bare = [
        activity(f"dump {n}", org="Dumper", at=MARCH, distribution=1, event_uuid=uuid("dump"),
                 type="comment", category="Other")
        for n in range(40)
    ]  # fmt: skip
    careful = [
        activity(f"careful {n}", org="Careful", at=MARCH, distribution=1, to_ids=True,
                 event_uuid=uuid(f"careful {n}"), type="domain", category="Network activity",
                 comment=f"seen as command and control {n}", tags=("misp-galaxy:tool=\"X\"",))
        for n in range(5)
    ]  # fmt: skip
    confirmed = [
        activity(f"seen {n}", kind="sighting", org="Other", at=MARCH + HOUR, distribution=1,
                 subject_uuid=uuid(f"careful {n}"), value=f"careful {n}", type="domain",
                 event_uuid=uuid(f"careful {n}"))
        for n in range(5)
    ]  # fmt: skip
    insert(store, [*bare, *careful, *confirmed])
    classic = contributors(store, LOCAL, DAY, RULES, month="2026-03")
    assert (classic.model, classic.contributors[0].org) == ("classic", "Dumper")
    answer = contributors(store, LOCAL, DAY, RULES, month="2026-03", model="quality")
    assert answer.model == "quality"
    order = [one.org for one in answer.contributors]
    assert order.index("Careful") < order.index("Dumper")
    march = Scope(since=Month(2026, 3).since, until=Month(2026, 3).until)
    points = {one.org: one.points for one in quality_points(store, LOCAL, march, RULES.quality)}
    assert {one.org: one.points for one in answer.contributors} == points
    dumper = next(one for one in answer.contributors if one.org == "Dumper")
    assert dumper.contributions.attributes == 40
    april = contributors(store, LOCAL, DAY, RULES, month="2026-04", model="quality")
    assert april.contributors == []
    fame = hall_of_fame(store, LOCAL, DAY, RULES, month="2026-04", model="quality")
    assert [one.org for one in fame.previous] == [one.org for one in fame.all_time] == order
    detail = contributor(store, LOCAL, DAY, RULES, "Dumper", month="2026-03", model="quality")
    assert detail.quality is not None
    assert detail.in_month is not None
    assert detail.in_month.points == detail.quality.quality.points
    assert detail.ahead is not None
    assert contributor(store, LOCAL, DAY, RULES, "Dumper", month="2026-03").quality is None
