"""How one organisation stands, and what it was awarded, on stores counted by hand."""

import random
from datetime import UTC, date, datetime, timedelta

from build import NOW, activity, uuid

from misp_dashboard.access.viewer import LOCAL
from misp_dashboard.activity.row import Activity
from misp_dashboard.config import Contribution
from misp_dashboard.config.contribution import Alias, CategoryPoints, Excluded
from misp_dashboard.contribution.awards import Award
from misp_dashboard.contribution.badges import HONOURS
from misp_dashboard.contribution.requirements import standing
from misp_dashboard.contribution.rules import Rules, rules_of
from misp_dashboard.query.achieved import achieved
from misp_dashboard.query.awards import awards
from misp_dashboard.query.contributor import Ahead, ContributorDetail, Earned, contributor
from misp_dashboard.query.honours import Honours, held
from misp_dashboard.query.month import month_of
from misp_dashboard.query.scope import Scope, scope_from
from misp_dashboard.store.connect import Store
from misp_dashboard.store.honour import Honour, keep
from misp_dashboard.store.insert import insert

RULES = rules_of(Contribution())
DAYS = timedelta(days=1)
SPAN = Scope(span=DAYS)
END = datetime(2026, 4, 1, tzinfo=UTC)
"""The end of a past month: as of then everything is computed."""


def done(
    org: str, kind: str, ago: timedelta, count: int = 1, event: str = "", **fields: object
) -> list[Activity]:
    """So many things of a kind, so long before the end of March."""
    plain = {"event_uuid": uuid(event)} if event else {}
    return [
        activity(f"{org} {ago} {n} {event} {sorted(fields)}",
                 **{"org": org, "kind": kind, "at": END - ago, "distribution": 1,
                    **plain, **fields})
        for n in range(count)
    ]  # fmt: skip


def march(store: Store, org: str = "A", rules: Rules = RULES) -> ContributorDetail:
    return contributor(store, LOCAL, SPAN, rules, org, month="2026-03")


def fulfilled(detail: ContributorDetail) -> dict[int, datetime | None]:
    return {one.level: one.lapses_at for one in detail.requirements if one.fulfilled}


def awarded(store: Store, since: datetime, until: datetime, name: str = "") -> list[Award]:
    return awards(store, LOCAL, Scope(since=since, until=until), RULES, name=name).awards


def levels(found: list[Award], of: str = "requirement") -> list[tuple[datetime, str, int]]:
    return [(one.at, one.org, one.level) for one in found if one.award == of]


def test_one_without_contributions_has_none_of_everything(either_store: Store) -> None:
    detail = march(either_store)
    assert (detail.in_month, detail.ahead, detail.points_in_all) == (None, None, 0)
    assert (detail.contribution_rank, detail.contribution_title) == (0, "")
    assert len(detail.requirements) == 16
    assert not any(one.fulfilled for one in detail.requirements)
    assert (detail.trophies, detail.earned, sum(detail.days)) == ([], [], 0)
    assert [one.badge for one in detail.badges if one.given_at] == []
    assert len(detail.days) == 31
    assert [one.month for one in detail.months][0::11] == ["2025-04", "2026-03"]
    assert awarded(either_store, END - 300 * DAYS, END) == []


def test_all_fourteen_requirements_at_once(either_store: Store) -> None:
    insert(either_store, [
        *done("A", "attribute", 400 * DAYS, 16, category="Attribution"),
        *done("A", "sighting", DAYS, 11, "new 1"), *done("A", "attribute", 2 * DAYS, 11),
        *done("A", "proposal", 3 * DAYS, 11, "new 2"),
        *[one for n in range(11)
          for one in done("A", "event", 4 * DAYS, 1, f"new {n}", tags=("tlp:green",))],
    ])  # fmt: skip
    # 16,000 for the old ones and for the new ones the rest
    rules = rules_of(Contribution(categories=(CategoryPoints("Attribution", 1000),)))
    insert(either_store, done("A", "object", 400 * DAYS, 384 - 55))
    detail = march(either_store, rules=rules)
    assert (detail.contribution_rank, detail.contribution_title) == (14, "General")
    assert detail.points_in_all == 16_384
    year, month, week = 365 * DAYS, 31 * DAYS, 7 * DAYS
    assert fulfilled(detail) == {
        1: END - DAYS + year, 2: END - 2 * DAYS + year, 3: END - 3 * DAYS + year,
        4: END - 4 * DAYS + month, 5: END - 4 * DAYS + month,
        6: END - 4 * DAYS + year, 7: END - 4 * DAYS + month, 8: END - 4 * DAYS + week,
        9: END - 4 * DAYS + week, 10: END - DAYS + week, 11: END - 2 * DAYS + week,
        12: END - 3 * DAYS + week, 13: END - 4 * DAYS + week, 14: END - 4 * DAYS + week,
    }  # fmt: skip


def test_windows_hold_to_the_millisecond(store: Store) -> None:
    late = timedelta(milliseconds=1)
    insert(store, [
        *done("in", "sighting", 365 * DAYS), *done("out", "sighting", 365 * DAYS + late),
        *done("in", "event", 31 * DAYS, 128), *done("out", "event", 31 * DAYS + late, 128),
    ])  # fmt: skip
    assert fulfilled(march(store, "in")) == {1: END, 6: END + 334 * DAYS, 7: END}
    assert list(fulfilled(march(store, "out"))) == [6]


def test_an_event_is_recent_by_its_own_age(store: Store) -> None:
    insert(store, [
        *done("B", "event", 31 * DAYS, 1, "young"),
        *done("B", "event", 32 * DAYS, 1, "old"),
        *done("B", "event", DAYS, 1, "old", action="edit"),
        *done("A", "sighting", 2 * DAYS, 8, "young"),
        *done("A", "proposal", 30 * DAYS, 32, "young"),
        *done("C", "sighting", DAYS, 8, "old"), *done("C", "proposal", DAYS, 32, "unknown"),
        *done("D", "sighting", DAYS, 16),
    ])  # fmt: skip
    assert fulfilled(march(store, "A"))[4] == END
    assert fulfilled(march(store, "A"))[5] == END
    assert not {4, 5} & set(fulfilled(march(store, "C")))
    assert 4 not in fulfilled(march(store, "D"))


def test_an_event_known_by_its_number_alone_is_told_apart_by_instance(store: Store) -> None:
    insert(store, [
        *done("B", "event", DAYS, event_id=7, instance="Here"),
        *done("A", "sighting", DAYS, 8, event_id=7, instance="Here"),
        *done("C", "sighting", DAYS, 8, event_id=7, instance="There"),
    ])  # fmt: skip
    assert 4 in fulfilled(march(store, "A"))
    assert 4 not in fulfilled(march(store, "C"))


def test_an_event_is_classified_by_a_tag_that_came_with_it_or_later(store: Store) -> None:
    tagged = {"kind": "tag", "type": "event", "action": "attach", "value": "t", "org": ""}
    insert(store, [
        *[one for org in "ABC" for one in done(org, "attribute", 20 * DAYS, 512)],
        *done("A", "event", 6 * DAYS, 1, "a", tags=("tlp:red",)),
        *done("B", "event", 6 * DAYS, 1, "b"), *done("C", "event", 6 * DAYS, 1, "c"),
        activity("later", at=END - DAYS, event_uuid=uuid("b"), **tagged),
        activity("of an attribute", at=END - DAYS, event_uuid=uuid("c"),
                 **{**tagged, "type": "attribute"}),
    ])  # fmt: skip
    assert [org for org in "ABC" if 9 in fulfilled(march(store, org))] == ["A", "B"]


def test_every_point_is_explained(either_store: Store) -> None:
    insert(either_store, [
        *done("A", "attribute", 5 * DAYS, 3, category="Person"),
        *done("A", "attribute", 5 * DAYS, 2, category="Person", action="edit"),
        *done("A", "sighting", 4 * DAYS, 2, category="Other"),
        *done("A", "event", 40 * DAYS), *done("A", "object", 400 * DAYS, 7),
        *done("B", "attribute", DAYS, 20), *done("C", "attribute", DAYS, 10),
        *done("D", "attribute", DAYS, 9, category="Person"),
    ])  # fmt: skip
    detail = march(either_store)
    assert detail.earned == [
        Earned("sighting", "Other", "add", 2, 2, 4), Earned("attribute", "Person", "add", 3, 1, 3),
        Earned("attribute", "Person", "edit", 2, 1, 2),
    ]  # fmt: skip
    assert detail.in_month is not None
    assert (
        detail.in_month.points == sum(one.points for one in detail.earned) == sum(detail.days) == 9
    )
    assert (detail.in_month.place, detail.in_month.previous_points) == (3, 1)
    # D has as many, so the next one to overtake is C
    assert detail.ahead == Ahead("C", 10, 2)
    assert detail.points_in_all == sum(one.points for one in detail.earned_in_all) == 17
    assert {date(2026, 3, n + 1): points for n, points in enumerate(detail.days) if points} == {
        date(2026, 3, 27): 5, date(2026, 3, 28): 4,
    }  # fmt: skip
    assert [(one.month, one.points, one.rank) for one in detail.months if one.points] == [
        ("2026-02", 1, 0), ("2026-03", 9, 3),
    ]  # fmt: skip
    assert [(one.category, one.contributions, one.place, one.organisations, one.level, one.to_next)
            for one in detail.trophies] == [
        ("Other", 2, 1, 1, 12, None), ("Person", 5, 2, 2, 1, 5),
    ]  # fmt: skip
    assert march(either_store, "B").ahead is None
    assert march(either_store, "Nobody").ahead == Ahead("D", 9, 10)


def test_a_past_month_is_as_it_was(store: Store) -> None:
    insert(store, [*done("A", "sighting", DAYS, 1), *done("A", "attribute", -DAYS, 50)])
    detail = march(store)
    assert (detail.at, detail.points_in_all) == (END, 2)
    assert list(fulfilled(detail)) == [1]
    today = contributor(store, LOCAL, SPAN, RULES, "A")
    assert (today.month, today.points_in_all) == (str(month_of("", NOW)), 52)


def test_names_that_count_as_one_have_everything_together(store: Store) -> None:
    rules = rules_of(Contribution(aliases=(Alias("Old", "A"),), excluded=(Excluded("X"),)))
    insert(store, [
        *done("Old", "sighting", DAYS, 6), *done("A", "sighting", 2 * DAYS, 5),
        *done("A", "attribute", 30 * DAYS, 1024), *done("X", "attribute", DAYS, 5000),
    ])  # fmt: skip
    detail = march(store, "A", rules)
    assert detail.counted == ["A", "Old"]
    assert detail.points_in_all == 1024 + 22
    assert fulfilled(detail)[10] == END - 2 * DAYS + 7 * DAYS
    for other in ("Old", "X"):
        assert march(store, other, rules).points_in_all == 0


def test_filters_hold_for_everything(store: Store) -> None:
    insert(store, [
        *done("A", "sighting", DAYS, 2, instance="Here"),
        *done("A", "attribute", DAYS, 9, instance="There"),
    ])  # fmt: skip
    here = scope_from({"instance": ["Here"]}, "15m", "", "")
    detail = contributor(store, LOCAL, here, RULES, "A", month="2026-03")
    assert (detail.points_in_all, list(fulfilled(detail))) == (4, [1])


def test_honours_are_given_taken_and_given_again(either_store: Store) -> None:
    def honour(day: int, what: str, given: bool, org: str = "A") -> Honour:
        return Honour(END - day * DAYS, org, what, given, "well done")

    log = [
        honour(9, "16", True), honour(8, "16", True), honour(7, "code", True),
        honour(6, "donor", True), honour(5, "donor", False), honour(4, "code", True, "B"),
        honour(-3, "15", True), honour(3, "unknown", True),
    ]  # fmt: skip
    keep(either_store, log)
    keep(either_store, log)
    detail = march(either_store)
    assert fulfilled(detail) == {16: None}
    assert (detail.contribution_rank, detail.contribution_title) == (1, "Ensign")
    badges = {one.badge: one.given_at for one in detail.badges}
    assert badges == {
        "code": END - 7 * DAYS, "donor": None, "upvoted": None, "valuable": None, "plenty": None,
    }  # fmt: skip
    found = awarded(either_store, END - 20 * DAYS, END)
    assert [(one.at, one.org, one.award, one.level, one.badge) for one in found] == [
        (END - 4 * DAYS, "B", "badge", 0, "code"),
        (END - 6 * DAYS, "A", "badge", 0, "donor"),
        (END - 7 * DAYS, "A", "badge", 0, "code"),
        (END - 9 * DAYS, "A", "requirement", 16, ""),
    ]
    assert [one.org for one in awarded(either_store, END - 20 * DAYS, END, "B")] == ["B"]
    assert awarded(either_store, END - 8 * DAYS, END - 7 * DAYS) == []
    rules = rules_of(Contribution(aliases=(Alias("B", "A"),), excluded=(Excluded("C"),)))
    assert list(held([*log, honour(1, "code", True, "C")], rules).badges) == ["A"]
    assert set(HONOURS) == {"15", "16", "code", "donor", "upvoted", "valuable", "plenty"}


def test_requirements_are_awarded_when_they_become_fulfilled(either_store: Store) -> None:
    insert(either_store, [
        # one sighting is 2 points: requirement 1 at once, again after a year without any
        *done("A", "sighting", 20 * DAYS), *done("A", "sighting", 19 * DAYS),
        # with the third attribute of B its fourth point: requirement 2
        *done("B", "sighting", 400 * DAYS), *done("B", "attribute", 9 * DAYS),
        *done("B", "attribute", 8 * DAYS), *done("B", "attribute", 7 * DAYS),
        *done("B", "sighting", 5 * DAYS),
    ])  # fmt: skip
    found = levels(awarded(either_store, END - 30 * DAYS, END))
    assert found == [
        (END - 5 * DAYS, "B", 1), (END - 8 * DAYS, "B", 2), (END - 20 * DAYS, "A", 1),
    ]  # fmt: skip
    # wherever one begins to look, the same is found
    assert levels(awarded(either_store, END - 8 * DAYS, END)) == found[:2]
    assert levels(awarded(either_store, END - 7 * DAYS, END)) == found[:1]
    assert levels(awarded(either_store, END - 30 * DAYS, END, "A")) == found[2:]


def test_trophies_are_awarded_at_the_end_of_a_day(store: Store) -> None:
    half = DAYS / 2
    insert(store, [
        *done("A", "attribute", 9 * DAYS + half, 3, category="Person"),
        *done("B", "attribute", 7 * DAYS + half, 2, category="Person"),
        *done("B", "attribute", 5 * DAYS + half, 2, category="Person"),
        *done("C", "attribute", 5 * DAYS, 1, category="Other"),
    ])  # fmt: skip
    found = awarded(store, END - 20 * DAYS, END)
    assert levels(found, "trophy") == [
        (END - 4 * DAYS, "C", 12), (END - 5 * DAYS, "B", 12), (END - 7 * DAYS, "B", 1),
        (END - 9 * DAYS, "A", 12),
    ]  # fmt: skip
    trophy = next(one for one in found if one.award == "trophy")
    assert (trophy.category, trophy.title) == ("Other", "Grand Master")
    assert levels(awarded(store, END - 5 * DAYS, END), "trophy") == [
        (END - 4 * DAYS, "C", 12), (END - 5 * DAYS, "B", 12),
    ]  # fmt: skip


def test_the_first_awards_are_answered_with_their_number(store: Store) -> None:
    insert(store, [*done("A", "sighting", DAYS), *done("B", "sighting", 2 * DAYS)])
    answer = awards(store, LOCAL, Scope(since=END - 9 * DAYS, until=END), RULES, limit=1)
    assert ([one.org for one in answer.awards], answer.total) == (["A"], 2)


def test_awards_are_the_same_in_parts_and_the_rank_changes_at_each(store: Store) -> None:
    draw = random.Random(7)  # noqa: S311 - the same every time
    kinds = ("sighting", "attribute", "event", "proposal")
    insert(store, [
        one for n in range(300) for one in done(
            draw.choice("ABC"), draw.choice(kinds), timedelta(minutes=draw.randrange(60_000)),
            1 + n % 3, f"{draw.randrange(50)}", category=draw.choice(("Person", "Other")),
        )
    ])  # fmt: skip
    since = END - 30 * DAYS
    whole = awarded(store, since, END)
    assert len(whole) > 10
    found: list[Award] = []
    for part in range(5):
        length = 6 * DAYS
        found = awarded(store, since + part * length, since + (part + 1) * length) + found
    assert found == whole
    nothing_given = Honours({}, {})
    for award in [one for one in whole if one.award == "requirement"][:6]:
        requirement = RULES.requirements[award.level - 1]
        stood = []
        # what happened at a moment is known just after it
        for at in (award.at, award.at + timedelta(milliseconds=1)):
            known = achieved(store, LOCAL, SPAN, RULES, nothing_given, at, only=award.org)
            stood.append(standing(requirement, known[award.org], at).fulfilled)
        assert stood == [False, True], award
