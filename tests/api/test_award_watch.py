"""New awards reach the open pages of those who may see why, each award once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from build import activity, uuid

from misp_dashboard.access.viewer import LOCAL, Viewer
from misp_dashboard.activity.row import Activity
from misp_dashboard.api.award_watch import KEPT, AwardWatch
from misp_dashboard.config import Contribution
from misp_dashboard.contribution.rules import rules_of
from misp_dashboard.live.stream import LiveStream
from misp_dashboard.query.awards import awards
from misp_dashboard.query.scope import Scope
from misp_dashboard.store.connect import Store
from misp_dashboard.store.honour import Honour, keep
from misp_dashboard.store.insert import insert

RULES = rules_of(Contribution())
OUTSIDER = Viewer(name="outsider", org_uuid=uuid("org other"))


class Watched:
    """A watch over a store; nothing looks by itself."""

    def __init__(self, store: Store) -> None:
        self.store, self.live = store, LiveStream()
        self.watch = AwardWatch(store, RULES, self.live)
        self.numbers: dict[Viewer, int] = {}

    def happens(self, *activities: Activity) -> None:
        insert(self.store, activities)
        self.live.publish(activities)

    def told(self, viewer: Viewer = LOCAL) -> list[tuple[str, str, int]]:
        """What a page has not been told yet, after a look."""
        self.watch.look()
        found = self.watch.after(viewer, self.numbers[viewer])
        self.numbers[viewer] = max([self.numbers[viewer], *(one.number for one in found)])
        return [(one.award.org, one.award.award, one.award.level) for one in found]


@pytest.fixture
def watched(store: Store) -> Iterator[Watched]:
    one = Watched(store)
    insert(store, [sighting("long ago", "Known", at=datetime.now(UTC) - timedelta(minutes=5))])
    with one.watch.open_page(LOCAL) as first, one.watch.open_page(OUTSIDER) as second:
        one.numbers = {LOCAL: first, OUTSIDER: second}
        yield one


def sighting(name: str, org: str, **fields: object) -> Activity:
    plain = {"kind": "sighting", "org": org, "distribution": 1, "at": datetime.now(UTC)}
    return activity(name, **{**plain, **fields})


def test_what_was_earned_before_a_page_was_opened_is_not_told(watched: Watched) -> None:
    assert watched.told() == []


def test_an_award_is_told_once_however_often_its_cause_is(watched: Watched) -> None:
    watched.happens(sighting("a", "A"))
    assert watched.told() == [("A", "requirement", 1)]
    watched.happens(sighting("b", "A"), sighting("c", "B"))
    assert watched.told() == [("B", "requirement", 1)]
    assert watched.told() == []


def test_who_may_not_see_the_contribution_is_not_told_of_its_award(watched: Watched) -> None:
    watched.happens(sighting("a", "A", distribution=0))
    assert watched.told() == [("A", "requirement", 1)]
    assert watched.told(OUTSIDER) == []
    watched.happens(sighting("b", "Other", distribution=0, org_uuid=OUTSIDER.org_uuid))
    assert watched.told(OUTSIDER) == [("Other", "requirement", 1)]


def test_a_badge_is_told_though_nothing_was_shared(watched: Watched) -> None:
    assert watched.told() == []
    keep(watched.store, [Honour(datetime.now(UTC), "A", "code", True, "", "")])
    assert watched.told() == [("A", "badge", 0)]


def test_of_very_many_at_once_the_latest_are_told(watched: Watched) -> None:
    now = datetime.now(UTC)
    watched.happens(*[
        sighting(f"{n}", f"Org {n}", at=now - timedelta(seconds=5) + timedelta(milliseconds=n))
        for n in range(KEPT + 50)
    ])  # fmt: skip
    assert watched.told() == [(f"Org {n}", "requirement", 1) for n in range(50, KEPT + 50)]


def test_what_was_told_is_what_is_answered_for_the_same_time(watched: Watched) -> None:
    since = datetime.now(UTC)
    told = []
    for n in range(12):
        kind = ("attribute", "sighting", "proposal")[n % 3]
        watched.happens(*[sighting(f"{n} {m}", f"Org {n % 4}", kind=kind) for m in range(n)])
        told += watched.told()
    answer = awards(watched.store, LOCAL, Scope(since=since), RULES)
    assert sorted(told) == sorted((one.org, one.award, one.level) for one in answer.awards)
    assert len(told) > 6


def test_nobody_is_looked_for_when_no_page_is_open(store: Store) -> None:
    one = Watched(store)
    one.happens(sighting("a", "A"))
    one.watch.look()
    assert one.watch.after(LOCAL, 0) == []
