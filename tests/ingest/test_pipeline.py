"""From the journal to the store: what is understood is stored, what is not is kept apart."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from build import attribute_message, frame, published_message, uuid

from misp_dashboard.access.viewer import LOCAL
from misp_dashboard.activity.privacy import Privacy, Users
from misp_dashboard.activity.row import Activity
from misp_dashboard.config import Contribution
from misp_dashboard.contribution.rules import rules_of
from misp_dashboard.directory.directory import Directory
from misp_dashboard.ingest.pipeline import Ingest
from misp_dashboard.journal.rejected import RejectedFrames
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.live.stream import Batch, LiveStream
from misp_dashboard.location.locate import Locator
from misp_dashboard.query.contributors import contributors
from misp_dashboard.query.scope import Scope
from misp_dashboard.source.frame import Frame
from misp_dashboard.store.connect import Store

RED = {"id": "1", "name": "tlp:red", "colour": "#ff2b2b", "local": False}


class Line(NamedTuple):
    """The parts of a dashboard between the journal and the store."""

    journal: SqliteJournal
    rejected: RejectedFrames
    ingest: Ingest
    live: LiveStream
    store: Store


@pytest.fixture
def line(store: Store, tmp_path: Path) -> Iterator[Line]:
    path = tmp_path / "journal.sqlite3"
    journal, rejected, locator = SqliteJournal(path), RejectedFrames(path), Locator()
    live = LiveStream()
    yield Line(
        journal, rejected, Ingest(journal, store, Directory(store), locator, live), live, store
    )
    locator.close()
    rejected.close()
    journal.close()


def put(line: Line, *frames: Frame) -> None:
    line.journal.append(frames)
    line.ingest.drain()


class Kind(NamedTuple):
    kind: str
    activities: int


def kinds(line: Line) -> dict[str, int]:
    sql = "SELECT kind, count() FROM activity GROUP BY kind"
    return {row.kind: row.activities for row in line.store.ask(sql, Kind)}


def test_a_frame_is_acknowledged_when_its_rows_are_stored(line: Line) -> None:
    put(line, frame("misp_json_attribute", attribute_message("a.example")))
    assert kinds(line) == {"attribute": 1}
    assert line.journal.lag() == 0


def test_an_attribute_alone_and_in_its_published_event_counts_once_and_gains_tags(
    line: Line,
) -> None:
    put(line, frame("misp_json_attribute", attribute_message("a.example")))
    put(line, frame("misp_json", published_message("a.example", "b.example", tags=[RED])))
    assert kinds(line) == {"attribute": 2, "event": 1, "tag": 2}
    tagged = "SELECT count() FROM activity WHERE kind = 'attribute' AND has(tags, 'tlp:red')"
    assert line.store.command(tagged) == "2"


def test_publishing_ten_times_counts_once(line: Line) -> None:
    names = [f"{number}.example" for number in range(50)]
    for _ in range(10):
        put(line, frame("misp_json", published_message(*names, tags=[RED])))
    assert kinds(line) == {"attribute": 50, "event": 1, "tag": 50}


def test_the_published_event_may_come_before_the_attribute_it_repeats(line: Line) -> None:
    put(
        line,
        frame("misp_json", published_message("a.example", tags=[RED])),
        frame("misp_json_attribute", attribute_message("a.example", action="edit")),
    )
    row = line.store.ask(
        "SELECT action, tags FROM activity WHERE kind = 'attribute'", lambda *columns: columns
    )
    assert row == [("edit", ["tlp:red"])]


BAD = {
    "unknown topic": Frame("Here", frame("x", {}).received_at, "misp_json_new", b"{}"),
    "no space": Frame("Here", frame("x", {}).received_at, "", b"misp_json_attribute"),
    "bad UTF-8": Frame("Here", frame("x", {}).received_at, "misp_json", b'{"Event":"\xff"}'),
    "bad JSON": Frame("Here", frame("x", {}).received_at, "misp_json", b'{"Event":'),
    "wrong shape": frame("misp_json_attribute", {"Attribute": 7}),
    "deep nesting": Frame(
        "Here", frame("x", {}).received_at, "misp_json", b'{"Event":' + b"[" * 200_000
    ),
    "100 MB": Frame(
        "Here", frame("x", {}).received_at, "misp_json", b'{"Event":"' + b"x" * 100_000_000 + b'"}'
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_understood_is_kept_apart_and_the_next_is_processed(
    line: Line, name: str
) -> None:
    put(line, BAD[name], frame("misp_json_attribute", attribute_message("next.example")))
    assert kinds(line) == {"attribute": 1}
    assert line.journal.lag() == 0
    (kept,) = line.rejected.list(10)
    assert kept.reason
    assert line.rejected.show(kept.number).frame == BAD[name]


def test_a_row_that_the_store_refuses_costs_its_frame_alone(line: Line) -> None:
    """MISP's ids fit 32 bits; one that does not must not hold up the frames around it."""
    bad = attribute_message("bad.example")
    bad["Event"]["id"] = bad["Attribute"]["event_id"] = str(2**40)
    good = [attribute_message(f"{number}.example") for number in range(9)]
    told = [*good[:4], bad, *good[4:]]
    put(line, *(frame("misp_json_attribute", one) for one in told))
    stored = int(line.store.command("SELECT count() FROM activity"))
    assert stored + len(line.rejected.list(10)) == 10
    assert stored >= 9
    assert line.journal.lag() == 0


async def test_what_is_new_is_live_and_what_is_known_is_not(line: Line) -> None:
    def everything(_: Activity) -> bool:
        return True

    position = line.live.position
    put(line, frame("misp_json_attribute", attribute_message("a.example")))
    put(line, frame("misp_json", published_message("a.example", "b.example")))
    batch = await anext(line.live.follow(position, everything, 1))
    assert isinstance(batch, Batch)
    told = [entry.activity.value for entry in batch.entries if entry.activity.kind == "attribute"]
    assert told == ["a.example", "b.example"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_that_frames_are_not_processed_any_more_is_told(line: Line) -> None:
    no_locator: Any = None
    ingest = Ingest(line.journal, line.store, Directory(line.store), no_locator, line.live)
    assert ingest.trouble() is None
    ingest.start()
    while not (trouble := ingest.trouble()):
        pass
    assert (trouble.part, "see the log, and restart" in trouble.reason) == ("ingest", True)
    ingest.stop()
    assert ingest.trouble() is None


def test_an_address_is_located_on_its_way(line: Line) -> None:
    put(line, frame("misp_json_attribute", attribute_message("158.64.1.25", type="ip-dst")))
    assert line.store.command("SELECT country FROM activity") == "LU"


def test_a_sighting_gets_the_name_of_its_reporter_even_when_it_comes_later(line: Line) -> None:
    sighting = {
        "Sighting": {
            "id": "5",
            "attribute_id": "100",
            "event_id": "7",
            "org_id": "9",
            "date_sighting": "1795486316",
            "uuid": "0f1b0f9e-2d6c-4d3e-9c63-7d2b0a1f5a11",
            "source": "",
            "type": "1",
            "Event": {"id": "7", "info": "Invented campaign", "orgc_id": "3"},
            "Attribute": {"id": "100", "type": "domain", "category": "Other", "value": "a.example"},
        },
        "action": "add",
    }
    put(line, frame("misp_json_sighting", sighting))
    assert line.store.command("SELECT org FROM activity") == ""
    user = {
        "User": {"id": "4", "email": "a@late.test", "org_id": "9"},
        "Organisation": {"id": "9", "name": "Late CERT", "uuid": ""},
        "action": "login",
    }
    put(line, frame("misp_json_user", user))
    assert line.store.command("SELECT org FROM activity WHERE kind = 'sighting'") == "Late CERT"


def test_no_address_of_a_user_is_stored(line: Line) -> None:
    user = {
        "User": {"id": "4", "email": "a@late.test", "org_id": "9"},
        "Organisation": {"id": "9", "name": "Late CERT"},
        "action": "login",
    }
    put(line, frame("misp_json_user", user))
    whole = line.store.command("SELECT toString(tuple(*)) FROM activity")
    assert "Late CERT" in whole
    assert "a@late.test" not in whole


@pytest.mark.parametrize("users", ["none", "pseudonym", "email"])
async def test_a_user_is_stored_and_live_as_the_setting_says(line: Line, users: Users) -> None:
    def everything(_: Activity) -> bool:
        return True

    privacy = Privacy(users, b"key")
    position = line.live.position
    locator = Locator()
    ingest = Ingest(
        line.journal, line.store, Directory(line.store), locator, line.live, privacy=privacy
    )
    user = {"User": {"id": "4", "email": "a@late.test", "org_id": "9"}, "action": "login"}
    line.journal.append([frame("misp_json_user", user)])
    ingest.drain()
    locator.close()
    told = {"none": "", "pseudonym": privacy.name("a@late.test"), "email": "a@late.test"}[users]
    assert line.store.command("SELECT user FROM activity") == told
    batch = await anext(line.live.follow(position, everything, 1))
    assert isinstance(batch, Batch)
    assert [entry.activity.user for entry in batch.entries] == [told]


def test_a_renamed_organisation_keeps_its_points_under_its_newest_name(line: Line) -> None:
    org = {"id": "3", "uuid": uuid("org 3")}
    put(
        line,
        frame("misp_json_attribute", attribute_message("a.example")),
        frame("misp_json", published_message("b.example", "c.example")),
    )
    put(line, frame("misp_json_organisation", {"Organisation": {**org, "name": "Newest CERT"}}))
    later = attribute_message("d.example")
    later["Event"]["Orgc"] |= {"name": "Newest CERT"}
    put(line, frame("misp_json_attribute", later))
    rules, day = rules_of(Contribution()), Scope(span=timedelta(days=1))
    (one,) = contributors(line.store, LOCAL, day, rules).contributors
    assert (one.org, one.points) == ("Newest CERT", 4)
