"""What stands out among sightings, by examples worked out by hand."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from build import NOW, activity

from misp_dashboard.access.viewer import LOCAL, Viewer
from misp_dashboard.activity.row import Activity
from misp_dashboard.query.scope import Scope, scope_from
from misp_dashboard.query.sighting_surges import SightingSurges, Surge, sighting_surges
from misp_dashboard.query.surge import lately, limit, stands_out, usual
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

START = datetime(2026, 3, 1, tzinfo=UTC)
EIGHT_DAYS = Scope(since=START, until=START + timedelta(days=8))


def sighted(value: str, *days: float, kind: int = 0, **fields: Any) -> list[Activity]:
    """Sighted so many days after the start; of eight days, the eighth is the recent one."""
    given = {"type": "domain", "org": "Acme", **fields}
    return [
        activity(
            f"{value} {given} {kind} {n}", kind="sighting", value=value, sighting_type=kind,
            at=START + timedelta(days=day), **given,
        )
        for n, day in enumerate(days)
    ]  # fmt: skip


def shown(answer: SightingSurges) -> list[tuple[str, int]]:
    return [(one.value, one.recent) for one in answer.surges]


@pytest.mark.parametrize(
    ("recent", "earlier", "expected"),
    [
        (2, 0, False),  # fewer than three never stand out
        (3, 0, True),  # nothing before: 0 + 3 x 0
        (4, 7, False),  # one a day before: 1 + 3 x 1 = 4, and four is not more
        (5, 7, True),
        (10, 28, False),  # four a day: 4 + 3 x 2 = 10
        (11, 28, True),
        (40, 175, False),  # twenty-five a day: 25 + 3 x 5 = 40
        (41, 175, True),
        (3, 1, True),  # 0.143 + 3 x 0.378 = 1.28
        (3, 5, False),  # 0.714 + 3 x 0.845 = 3.25
    ],
)
def test_more_than_three_deviations_above_the_mean_stand_out(
    recent: int, earlier: int, expected: bool
) -> None:
    assert stands_out(recent, earlier) is expected


def test_the_usual_and_the_limit_are_of_an_eighth() -> None:
    assert (usual(28), limit(28)) == (4.0, 10.0)
    assert (usual(0), limit(0)) == (0.0, 0.0)


def test_the_recent_part_is_the_last_eighth_up_to_now() -> None:
    ended = lately(EIGHT_DAYS, NOW)
    assert (ended.recent_since, ended.part) == (START + timedelta(days=7), timedelta(days=1))
    moving = lately(Scope(span=timedelta(hours=24)), NOW)
    assert (moving.since, moving.recent_since, moving.until) == (
        NOW - timedelta(hours=24), NOW - timedelta(hours=3), NOW,
    )  # fmt: skip
    running = lately(Scope(since=NOW - timedelta(hours=8), until=NOW + timedelta(days=9)), NOW)
    assert running.recent_since == NOW - timedelta(hours=1)


def test_nothing_is_an_answer_too(either_store: Store) -> None:
    assert sighting_surges(either_store, LOCAL, EIGHT_DAYS) == SightingSurges(
        START, START + timedelta(days=7), START + timedelta(days=8), [], 0
    )


def test_a_surge_tells_what_was_usual_and_its_line(either_store: Store) -> None:
    insert(
        either_store,
        sighted("x.example", 0, 1, 2, 3, 4, 5, 6.999)
        + sighted("x.example", 7, 7, 7.34, 7.67, org="Globex")
        + sighted("x.example", 7.999999, org="Globex", instance="There", event_id=7),
    )
    answer = sighting_surges(either_store, LOCAL, EIGHT_DAYS)
    counts = [1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1, 2, 1, 2]
    last_at = START + timedelta(days=7.999999)
    last_at = last_at.replace(microsecond=last_at.microsecond // 1000 * 1000)
    expected = Surge("x.example", "x.example", "domain", 5, 1.0, 4.0, 2, last_at, counts)
    assert (answer.surges, answer.distinct) == ([expected], 1)


def test_what_stands_out_most_comes_first_and_ties_go_to_the_latest(either_store: Store) -> None:
    insert(
        either_store,
        sighted("b", 7.1, 7.2, 7.3)
        + sighted("a", 7.1, 7.2, 7.31)
        + sighted("most", *[7.5] * 9)
        + sighted("busy, as ever", *[day / 10 for day in range(80)])
        + sighted("twice", 7.1, 7.2)
        + sighted("gone", *[1] * 9),
    )
    answer = sighting_surges(either_store, LOCAL, EIGHT_DAYS, top=2)
    assert (shown(answer), answer.distinct) == ([("most", 9), ("a", 3)], 3)


def test_sql_and_the_rule_agree_at_the_limit(store: Store) -> None:
    rows = []
    for earlier in (0, 1, 5, 7, 28, 63):
        for recent in range(2, 20):
            rows += sighted(f"{recent} after {earlier}", *[1.5] * earlier, *[7.5] * recent)
    insert(store, rows)
    answer = sighting_surges(store, LOCAL, EIGHT_DAYS, top=200)
    assert {one.value for one in answer.surges} == {
        f"{recent} after {earlier}"
        for earlier in (0, 1, 5, 7, 28, 63)
        for recent in range(2, 20)
        if stands_out(recent, earlier)
    }


def test_only_sightings_surge(store: Store) -> None:
    insert(
        store,
        sighted("false", *[7.5] * 5, kind=1)
        + sighted("expired", *[7.5] * 5, kind=2)
        + sighted("taken back", *[7.5] * 5, action="delete")
        + [activity(f"shared {n}", value="shared", at=START + timedelta(days=7)) for n in range(5)],
    )
    assert sighting_surges(store, LOCAL, EIGHT_DAYS).surges == []


def test_the_recent_part_begins_where_it_does_also_when_clocks_change(store: Store) -> None:
    since = datetime(2026, 3, 22, 1, tzinfo=UTC)
    scope = Scope(since=since, until=since + timedelta(days=8))
    change = datetime(2026, 3, 29, 1, tzinfo=UTC)
    for name, moment in (("at", change), ("before", change - timedelta(milliseconds=1))):
        insert(store, [
            activity(f"{name} {n}", kind="sighting", value=name, at=moment) for n in range(3)
        ])  # fmt: skip
    assert shown(sighting_surges(store, LOCAL, scope)) == [("at", 3)]


def test_scope_and_viewer_hold(store: Store) -> None:
    insert(
        store,
        sighted("hidden", 7.1, 7.2, 7.3, distribution=0)
        + sighted("shown", 7.1, 7.2, 7.3, distribution=1, instance="There"),
    )
    assert shown(sighting_surges(store, Viewer(name="stranger"), EIGHT_DAYS)) == [("shown", 3)]
    here = scope_from({"instance": ["Here"]}, "", "2026-03-01", "2026-03-09")
    assert shown(sighting_surges(store, LOCAL, here)) == [("hidden", 3)]
