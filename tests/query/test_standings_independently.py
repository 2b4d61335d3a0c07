"""Standings over what a real MISP sent are those that a script finds in the raw frames."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import classic_model
import pytest
from classic_model import Told
from conftest import emptied
from dashboard import captured_frames

from misp_dashboard.access.viewer import LOCAL
from misp_dashboard.config import Contribution
from misp_dashboard.contribution.requirements import standings
from misp_dashboard.contribution.rules import rules_of
from misp_dashboard.directory.directory import Directory
from misp_dashboard.ingest.pipeline import Ingest
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.live.stream import LiveStream
from misp_dashboard.location.locate import Locator
from misp_dashboard.query.achieved import achieved
from misp_dashboard.query.contributor import contributor
from misp_dashboard.query.contributors import contributors
from misp_dashboard.query.contributors_by_category import contributors_by_category
from misp_dashboard.query.hall_of_fame import hall_of_fame
from misp_dashboard.query.honours import Honours
from misp_dashboard.query.month import Month, month_of
from misp_dashboard.query.scope import Scope
from misp_dashboard.source.frame import Frame
from misp_dashboard.store.connect import Store

RULES = rules_of(Contribution())
BEHAVIOUR_ALONE = rules_of(Contribution(rank_points=", ".join(["1"] * 14)))
"""A small community does not reach the points of what is asked of a large one."""
SPAN = Scope(span=timedelta(days=1))

Heard = list[tuple[float, str, bytes]]


def exported_events(folder: Path) -> Heard:
    """Each event as MISP publishes it, as by one of twelve organisations."""
    frames = []
    for number, file in enumerate(sorted((folder / "events").glob("*.json"))):
        content = json.loads(file.read_text(encoding="utf-8"))
        content = content.get("response", content) if isinstance(content, dict) else content
        event = (content[0] if isinstance(content, list) else content)["Event"]
        of = number % 12 if number < 16 else number % 3
        event["Orgc"] = {"uuid": f"c0ffee00-0000-4000-8000-{of:012}", "name": f"Org {of}"}
        body = json.dumps({"Event": event}).encode()
        frames.append((datetime.now(UTC).timestamp(), "misp_json", body))
    return frames


@pytest.fixture(scope="module", params=["frames", "events"])
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, embedded_store: Store
) -> Iterator[Told]:
    """What the captured frames, or the exported events, tell; the store has heard all of it."""
    folder = request.getfixturevalue("captured")
    heard = captured_frames(folder) if request.param == "frames" else exported_events(folder)
    journal = SqliteJournal(tmp_path_factory.mktemp("journal") / "journal.sqlite3")
    locator, store = Locator(), emptied(embedded_store)
    journal.append([
        Frame("Acme", datetime.fromtimestamp(at, UTC), topic, body) for at, topic, body in heard
    ])  # fmt: skip
    ingest = Ingest(journal, store, Directory(store), locator, LiveStream())
    assert ingest.drain().rejected == 0
    yield Told(heard)
    locator.close()
    journal.close()


def months(told: Told) -> list[Month]:
    found = {month_of("", datetime.fromtimestamp(one.at, UTC)) for one in told.done}
    assert found
    return sorted(found)


def test_points_and_ranks_of_every_month_are_the_same(told: Told, embedded_store: Store) -> None:
    for month in months(told):
        answer = contributors(embedded_store, LOCAL, SPAN, RULES, month=str(month), top=5000)
        expected = classic_model.month_points(
            told.done, month.since.timestamp(), month.until.timestamp()
        )
        assert {one.org: one.points for one in answer.contributors} == expected, month
        for one in answer.contributors:
            assert one.rank == classic_model.month_rank(expected[one.org])
            assert one.place == 1 + sum(points > one.points for points in expected.values())


def test_everybody_stands_as_the_script_says_at_the_end_of_every_month(
    told: Told, embedded_store: Store
) -> None:
    fulfilled: set[int] = set()
    for month in months(told)[-2:]:
        for org in sorted({one.org for one in told.done}):
            answer = contributor(embedded_store, LOCAL, SPAN, RULES, org, month=str(month))
            expected = classic_model.standings(told, answer.at.timestamp()).get(
                org, classic_model.Standing(0, set(), {})
            )
            assert answer.points_in_all == expected.points, (month, org)
            ours = {one.level for one in answer.requirements if one.fulfilled}
            assert ours == expected.requirements, (month, org)
            assert answer.contribution_rank == len(ours)
            assert {one.category: one.level for one in answer.trophies} == expected.trophies
            fulfilled |= ours
    assert 2 in fulfilled


def test_everybody_does_what_the_script_says_whatever_the_points(
    told: Told, embedded_store: Store
) -> None:
    last = months(told)[-1]
    now = min(datetime.now(UTC), last.until)
    expected = classic_model.standings(told, now.timestamp(), needs_points=False)
    found = achieved(embedded_store, LOCAL, SPAN, BEHAVIOUR_ALONE, Honours({}, {}), now)
    ours = {
        org: {
            one.level for one in standings(BEHAVIOUR_ALONE.requirements, each, now) if one.fulfilled
        }
        for org, each in found.items()
    }
    assert ours == {org: one.requirements for org, one in expected.items()}


def test_everybody_has_the_same_points_and_trophies_of_all_time(
    told: Told, embedded_store: Store
) -> None:
    expected = classic_model.month_points(told.done, 0, float("inf"))
    answer = hall_of_fame(embedded_store, LOCAL, SPAN, RULES, top=100)
    assert {one.org: one.points for one in answer.all_time} == expected
    table = contributors_by_category(embedded_store, LOCAL, SPAN, RULES, top=5000)
    levels = classic_model.trophies(told.done)
    ours = {
        (one.org, each.category): each.level
        for one in table.contributors
        for each in one.categories
    }
    assert ours == {
        (org, category): level
        for category, of_org in levels.items()
        for org, level in of_org.items()
    }
