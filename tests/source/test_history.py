"""What was not heard is fetched from MISP: whole, once, gently, and in spite of its faults."""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from build import uuid
from conftest import SHARED
from source.misp_stand_in import (
    KEY,
    StandIn,
    captured_stand_in,
    cut_off,
    half_as_a_whole,
    hang,
    status,
)

from misp_dashboard.activity.row import Activity
from misp_dashboard.handler.topics import decode, handle
from misp_dashboard.source.frame import Frame
from misp_dashboard.source.history import event as event_module
from misp_dashboard.source.history import login as login_module
from misp_dashboard.source.history.access import Access
from misp_dashboard.source.history.event import event_frames
from misp_dashboard.source.history.fill import Filled, fill
from misp_dashboard.source.history.record import HistoryRecord
from misp_dashboard.source.history.rest import Rest, Stopped, Unanswered
from misp_dashboard.source.history.span import Span
from misp_dashboard.source.recording import read_recording

T = 1_790_000_000
SPAN = Span(datetime.fromtimestamp(T, UTC), datetime.fromtimestamp(T + 86_400, UTC))

Told = dict[str, Any]


def attribute(name: str, at_s: int = T + 10, **more: Any) -> Told:
    return {
        "id": str(int(uuid(name)[:6], 16)),
        "uuid": uuid(name),
        "type": "domain",
        "category": "Network activity",
        "value": f"{name}.example",
        "to_ids": True,
        "timestamp": str(at_s),
        "distribution": "5",
        "deleted": False,
        **more,
    }


def event(number: int, at_s: int = T + 10, **more: Any) -> Told:
    return {
        "id": str(number),
        "uuid": uuid(f"event {number}"),
        "info": f"Invented {number}",
        "orgc_id": "3",
        "timestamp": str(at_s),
        "publish_timestamp": "0",
        "published": False,
        "distribution": "1",
        "Orgc": {"id": "3", "uuid": uuid("org 3"), "name": "Invented CERT"},
        "Attribute": [attribute(f"a{number}", at_s)],
        "Object": [],
        **more,
    }


@pytest.fixture
def misp() -> Iterator[StandIn]:
    """A MISP with seven events, of which each has one attribute, and with little else."""
    with StandIn() as stand_in:
        stand_in.events = [event(number) for number in range(1, 8)]
        stand_in.organisations = [{"id": "3", "uuid": uuid("org 3"), "name": "Invented CERT"}]
        stand_in.tags = [{"id": "1", "name": "tlp:red", "colour": "#ff0000"}]
        yield stand_in


def access(misp: StandIn, **more: Any) -> Access:
    quick: Told = {"requests_per_minute": 600_000, "retry_first_s": 0.001, "attempts": 3}
    return Access("Here", misp.url, **{"key": KEY, **quick, **more})


@pytest.fixture
def record(tmp_path: Path) -> Iterator[HistoryRecord]:
    with closing(HistoryRecord(tmp_path / "history.sqlite3")) as opened:
        yield opened


Fetch = Callable[..., tuple[Filled, list[Frame]]]


@pytest.fixture
def fetch(misp: StandIn, record: HistoryRecord) -> Fetch:
    """Fill a span from the stand-in; answers what became of it, and the frames."""

    def fetch(span: Span = SPAN, **more: Any) -> tuple[Filled, list[Frame]]:
        frames: list[Frame] = []
        rest = Rest(access(misp, **more))
        job = record.begin("Here", "test", span)
        filled = fill(rest, record, job, frames.extend, lambda *_: None)
        record.finish(job, filled=True)
        return filled, frames

    return fetch


def rows(frames: Sequence[Frame]) -> list[Activity]:
    return [row for frame in frames for row in handle(decode(frame), frame)]


def values(frames: Sequence[Frame]) -> list[str]:
    return sorted(row.value for row in rows(frames) if row.kind == "attribute")


ALL_SEVEN = [f"a{number}.example" for number in range(1, 8)]


def test_an_event_becomes_what_happened_to_it_and_no_publication(fetch: Fetch) -> None:
    _, frames = fetch()
    assert values(frames) == ALL_SEVEN
    kinds = Counter((row.kind, row.action) for row in rows(frames))
    assert kinds == {("event", "add"): 7, ("attribute", "add"): 7}


def test_a_published_event_was_published_when_misp_says(misp: StandIn, fetch: Fetch) -> None:
    misp.events = [event(1, published=True, publish_timestamp=str(T + 77))]
    published = next(row for row in rows(fetch()[1]) if row.action == "publish")
    assert published.at == datetime.fromtimestamp(T + 77, UTC)


def test_what_is_outside_the_span_is_not_fetched(misp: StandIn, fetch: Fetch) -> None:
    misp.events = [event(1, T - 1), event(2), event(3, T + 86_401)]
    assert values(fetch()[1]) == ["a2.example"]


def test_an_old_event_published_in_the_span_is_fetched(misp: StandIn, fetch: Fetch) -> None:
    misp.events = [event(1, T - 999, published=True, publish_timestamp=str(T + 5))]
    assert ("event", "publish") in {(row.kind, row.action) for row in rows(fetch()[1])}


def test_a_deleted_attribute_is_seen_as_deleted(misp: StandIn, fetch: Fetch) -> None:
    parts = [attribute("kept"), attribute("gone", deleted=True)]
    misp.events = [event(1, Attribute=parts)]
    told = {row.value: row.action for row in rows(fetch()[1]) if row.kind == "attribute"}
    assert told == {"kept.example": "add", "gone.example": "delete"}


def test_pages_are_turned_to_the_end(
    misp: StandIn, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_module, "LIST_PAGE", 3)
    _, frames = fetch(events_per_request=2)
    assert values(frames) == ALL_SEVEN
    asked = [body["page"] for body in misp.asked("/events/index") if "timestamp" in body]
    # twice, as an event deleted meanwhile would have moved another one between the pages
    assert asked == [1, 2, 3, 1, 2, 3]
    sizes = [len(body["eventid"]) for body in misp.asked("/events/restSearch")]
    assert sizes == [2, 2, 2, 1]


def test_an_event_deleted_between_two_pages_hides_no_other(
    misp: StandIn, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_module, "LIST_PAGE", 3)

    def delete(handler: Any, answer: bytes) -> None:
        del misp.events[0]
        from source.misp_stand_in import send

        send(handler, 200, answer)

    misp.faults.append(("/events/index", delete))
    assert values(fetch()[1]) == ALL_SEVEN[1:]


def test_logins_come_whole_and_at_their_time_in_misps_zone(
    misp: StandIn, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(login_module, "PAGE", 2)
    misp.logs = [
        {
            "id": str(number),
            "model": "User",
            "model_id": "4",
            "action": "login",
            "user_id": "4",
            "email": "somebody@here.example",
            "org": "Invented CERT",
            "title": "User (4): somebody@here.example",
            "created": (SPAN.since + timedelta(hours=number)).strftime("%Y-%m-%d %H:%M:%S"),
            "change": "authkey () => (Secret000000000000000000000000000000000x)",
        }
        for number in range(1, 6)
    ]
    _, frames = fetch(time_zone="Europe/Luxembourg")
    logins = [row for row in rows(frames) if row.kind == "login"]
    # in September Luxembourg's clocks are two hours ahead
    expected = [SPAN.since + timedelta(hours=number - 2) for number in (1, 2, 3, 4, 5)]
    assert sorted(row.at for row in logins) == expected
    # no page was turned: nothing says that the order is the same from page to page
    assert {body["page"] for body in misp.asked("/admin/logs")} == {1}
    assert not any(b"Secret0" in frame.body for frame in frames)


def test_sightings_and_proposals_come_though_their_event_did_not_change(
    misp: StandIn, fetch: Fetch
) -> None:
    misp.events = []
    misp.sightings = [
        {
            "id": "5",
            "uuid": uuid("seen"),
            "attribute_id": "9",
            "event_id": "1",
            "org_id": "8",
            "date_sighting": str(T + 50),
            "type": "1",
            "Organisation": {"id": "8", "uuid": uuid("org 8"), "name": "Seer"},
            "Attribute": {"id": "9", "uuid": uuid("a"), "type": "domain", "value": "a.example"},
            "Event": {"id": "1", "uuid": uuid("event 1"), "info": "Invented 1"},
        }
    ]
    misp.proposals = [
        {"id": "4", "event_id": "1", "value": "new.example", "timestamp": str(T + 60)},
        {"id": "3", "event_id": "1", "value": "old.example", "timestamp": str(T - 60)},
    ]
    told = [(row.kind, row.org, row.value, row.event_id) for row in rows(fetch()[1])]
    assert told == [("sighting", "Seer", "a.example", 1), ("proposal", "", "new.example", 1)]


def test_a_large_event_comes_in_pieces_that_are_one_event(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_module, "ROWS_A_FRAME", 4)
    parts = [attribute(f"p{number:02}", T + number) for number in range(10)]
    whole = event(1, T + 99, Attribute=parts, Tag=[{"id": "1", "name": "tlp:red"}])
    frames = list(event_frames("Here", whole))
    told = rows(frames)
    assert len(frames) == 3
    assert Counter(row.kind for row in told) == {"event": 1, "tag": 1, "attribute": 10}
    # no later than the first thing in it
    assert next(row.at for row in told if row.kind == "event") == datetime.fromtimestamp(T, UTC)


@pytest.mark.parametrize("fault", [status(500), status(503), status(429), cut_off, half_as_a_whole])
def test_a_passing_fault_loses_nothing(misp: StandIn, fetch: Fetch, fault: Any) -> None:
    paths = ("/users/view", "/tags", "/events/index", "/events/restSearch", "/sightings", "/admin")
    misp.faults = [(path, fault) for path in paths]
    filled, frames = fetch()
    assert (values(frames), filled.missing, misp.faults) == (ALL_SEVEN, [], [])


def test_a_time_out_loses_nothing(misp: StandIn, fetch: Fetch) -> None:
    let_go = threading.Event()
    misp.faults = [("/events/restSearch", hang(let_go))]
    filled, frames = fetch(timeout_s=0.3)
    let_go.set()
    assert (values(frames), filled.missing) == (ALL_SEVEN, [])


def test_half_a_page_is_asked_for_again(misp: StandIn, fetch: Fetch) -> None:
    def half(handler: Any, answer: bytes) -> None:
        from source.misp_stand_in import send

        told = msgspec.json.decode(answer)
        send(handler, 200, msgspec.json.encode({"response": told["response"][:3]}))

    misp.faults = [("/events/restSearch", half)]
    assert values(fetch()[1]) == ALL_SEVEN


def test_one_event_that_misp_cannot_send_holds_up_no_other(misp: StandIn, fetch: Fetch) -> None:
    answer = misp.answer

    def broken(path: str, body: Told) -> tuple[int, Any]:
        if path == "/events/restSearch" and 4 in body["eventid"]:
            return 500, {"message": "Allowed memory size exhausted"}
        return answer(path, body)

    misp.answer = broken  # type: ignore[method-assign]
    filled, frames = fetch()
    assert values(frames) == [one for one in ALL_SEVEN if one != "a4.example"]
    assert filled.unanswered
    assert filled.missing == [
        "Here did not answer for event 4: it has an error of its own (5xx): see MISP's log"
    ]


def test_what_the_key_may_not_read_is_said_and_the_rest_fetched(
    misp: StandIn, fetch: Fetch
) -> None:
    misp.forbidden = {"/admin/logs"}
    filled, frames = fetch()
    assert values(frames) == ALL_SEVEN
    assert filled.missing == ["Here did not answer for its log: 403 You may not."]
    assert not filled.unanswered


def test_a_wrong_key_is_said_at_once_and_shown_nowhere(
    fetch: Fetch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = "WrongKey" * 5
    with pytest.raises(Unanswered, match="the key is not valid") as raised:
        fetch(key=wrong)
    assert wrong not in str(raised.value) + caplog.text


def test_neither_key_nor_content_reaches_the_log(
    fetch: Fetch, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("pymisp").setLevel(logging.NOTSET)
    caplog.set_level(logging.DEBUG)
    fetch()
    assert KEY not in caplog.text
    assert "a1.example" not in caplog.text


def test_a_misp_that_is_not_there_is_said(record: HistoryRecord) -> None:
    gone = Access("Here", "http://127.0.0.1:1", KEY, attempts=2, retry_first_s=0.001)
    job = record.begin("Here", "test", SPAN)
    with pytest.raises(Unanswered, match="it cannot be reached") as raised:
        fill(Rest(gone), record, job, lambda _: None, lambda *_: None)
    assert raised.value.kind == "closed"


def test_a_killed_job_goes_on_where_it_was(misp: StandIn, tmp_path: Path) -> None:
    file = tmp_path / "history.sqlite3"
    frames: list[Frame] = []

    class Killed(Exception):
        pass

    def append(some: Sequence[Frame]) -> None:
        frames.extend(some)
        if len(values(frames)) == 4:
            raise Killed

    rest = Rest(access(misp, events_per_request=2))
    with closing(HistoryRecord(file)) as record, pytest.raises(Killed):
        fill(rest, record, record.begin("Here", "test", SPAN), append, lambda *_: None)
    misp.requests.clear()
    later = Span(SPAN.since, SPAN.until + timedelta(days=1))
    with closing(HistoryRecord(file)) as record:
        job = record.begin("Here", "test", later)
        assert (job.span, job.step, job.cursor) == (SPAN, "events", 2)
        fill(Rest(access(misp)), record, job, frames.extend, lambda *_: None)
    # the batch that was cut short came again, and nothing before it
    asked = [body["eventid"] for body in misp.asked("/events/restSearch")]
    assert asked == [[3, 4, 5, 6, 7]]
    assert sorted({row.value for row in rows(frames) if row.kind == "attribute"}) == ALL_SEVEN
    assert not misp.asked("/tags")


def test_requests_are_as_rare_as_configured(misp: StandIn, fetch: Fetch) -> None:
    began_s = time.monotonic()
    fetch(requests_per_minute=1200)
    asked = [path for path, _ in misp.requests if not path.startswith(("/servers", "/users"))]
    assert len(asked) >= 7
    assert time.monotonic() - began_s >= (len(asked) - 2) * 0.05


def test_a_stop_ends_a_pause_at_once(misp: StandIn, record: HistoryRecord) -> None:
    stopping = threading.Event()
    rest = Rest(access(misp, requests_per_minute=1), stopping)
    threading.Timer(0.2, stopping.set).start()
    with pytest.raises(Stopped):
        fill(rest, record, record.begin("Here", "test", SPAN), lambda _: None, lambda *_: None)


REST_TAKEN_AT = datetime(2026, 11, 24, 2, 15, 10, tzinfo=UTC)
"""When the captured answers were asked for."""


IN_A_DELETED_OBJECT = {("reference", 2)}


@pytest.fixture(scope="module")
def both(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[dict[int, Activity], dict[int, Activity]]:
    """By id, what a real MISP told live, and what its REST answers tell."""
    if not SHARED.is_dir():
        pytest.skip("what a real MISP answered is not beside this checkout")
    frames: list[Frame] = []
    record = HistoryRecord(tmp_path_factory.mktemp("both") / "history.sqlite3")
    with closing(record), captured_stand_in(SHARED / "rest") as misp:
        span = Span(datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))
        job = record.begin("Here", "test", span)
        filled = fill(Rest(access(misp)), record, job, frames.extend, lambda *_: None)
    assert not filled.missing
    live = rows(list(read_recording(SHARED / "zmq" / "frames.jsonl", "Here")))
    return {row.id: row for row in live}, {row.id: row for row in rows(frames)}


def test_what_is_fetched_has_the_ids_of_what_was_heard(
    both: tuple[dict[int, Activity], dict[int, Activity]],
) -> None:
    live, fetched = both
    only = [(row.kind, row.value) for id, row in fetched.items() if id not in live]
    # MISP's first organisation was there before anybody listened
    assert only == [("organisation", "ORGNAME")]
    common = Counter((row.kind, row.action) for id, row in fetched.items() if id in live)
    assert common["attribute", "add"] > 500
    assert common["event", "publish"] == 9
    assert {kind for kind, _ in common} == {
        "event", "attribute", "object", "reference", "tag", "sighting", "proposal", "report",
        "login", "organisation",
    }  # fmt: skip


def test_what_is_fetched_says_the_same_as_what_was_heard(
    both: tuple[dict[int, Activity], dict[int, Activity]],
) -> None:
    live, fetched = both
    for id in live.keys() & fetched.keys():
        heard, told = live[id], fetched[id]
        for column in ("kind", "subject_id", "value", "type", "category", "sighting_type", "user"):
            if getattr(heard, column):
                assert getattr(told, column) == getattr(heard, column), (column, heard.kind)
        if heard.kind in ("attribute", "object", "reference", "sighting", "report"):
            assert told.at == heard.at
        if heard.kind == "login":
            # MISP's log has whole seconds
            assert 0 <= (heard.at - told.at).total_seconds() < 1.5


def test_what_is_only_heard_is_what_the_api_does_not_have(
    both: tuple[dict[int, Activity], dict[int, Activity]],
) -> None:
    live, fetched = both
    there = {row.event_id for row in fetched.values() if row.kind == "event"}
    newest: dict[str, datetime] = {}
    removed: set[str] = set()
    for row in live.values():
        key = f"{row.kind} {row.subject_uuid}"
        newest[key] = max(row.at, newest.get(key, row.at))
        if row.action == "delete":
            removed.add(key)
    detached = {(r.type, r.subject_id, r.value) for r in live.values() if r.action == "detach"}
    unexplained = [
        row
        for id, row in live.items()
        if id not in fetched
        and row.event_id in there
        and row.received_at < REST_TAKEN_AT
        and row.kind in ("attribute", "object", "reference", "sighting", "proposal", "tag")
        # an earlier version; what was deleted, whose tombstones were not asked for here
        and row.at == newest[f"{row.kind} {row.subject_uuid}"]
        and f"{row.kind} {row.subject_uuid}" not in removed
        and (row.kind, row.subject_id) not in IN_A_DELETED_OBJECT
        and row.action not in ("detach", "accept", "discard")
        and (row.type, row.subject_id, row.value) not in detached
    ]
    assert [(r.kind, r.action, r.event_id, r.subject_id, r.value) for r in unexplained] == []


def test_more_logins_in_one_second_than_a_page_holds_come_all(
    misp: StandIn, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(login_module, "PAGE", 2)
    at = (SPAN.since + timedelta(hours=1)).strftime("%Y-%m-%d %H:%M:%S")
    entry = {"model": "User", "action": "login_fail", "user_id": "0", "created": at}
    misp.logs = [{**entry, "id": str(number), "title": f"{number}"} for number in range(5)]
    _, frames = fetch()
    assert len({row.id for row in rows(frames) if row.kind == "login"}) == 5
