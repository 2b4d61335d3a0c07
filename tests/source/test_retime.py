"""Retimed frames keep the distances between moments and end now."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from misp_dashboard.source.frame import Frame
from misp_dashboard.source.retime import SPREAD_S, retime_events, retime_recording

NOW = datetime(2030, 6, 1, 12, 0, 0, 250_000, UTC)


def frame(content: object, at: datetime = NOW, topic: str = "misp_json") -> Frame:
    return Frame("misp", at, topic, json.dumps(content).encode())


def retimed_event(content: object, now: datetime = NOW) -> tuple[Frame, Any]:
    (retimed,) = retime_events([frame(content)], now)
    return retimed, json.loads(retimed.body)


def test_the_newest_moment_of_an_event_becomes_now_and_the_others_keep_their_distance() -> None:
    event = {
        "uuid": "a",
        "date": "2023-11-14",
        "timestamp": "1700000000",
        "publish_timestamp": 1700000100,
        "sighting_timestamp": "0",
        "Attribute": [{"timestamp": "1699990000", "Sighting": [{"date_sighting": "1700000500"}]}],
        "Object": [{"timestamp": "1600000000", "first_seen": "2020-01-02T03:04:05.000000+00:00"}],
    }
    retimed, told = retimed_event({"Event": event})
    newest = int(told["Event"]["Attribute"][0]["Sighting"][0]["date_sighting"])
    shift = newest - 1700000500
    assert 0 <= NOW.timestamp() - newest <= SPREAD_S + 1
    assert retimed.received_at == datetime.fromtimestamp(newest, UTC)
    assert told["Event"]["timestamp"] == str(1700000000 + shift), "text stays text"
    assert told["Event"]["publish_timestamp"] == 1700000100 + shift, "a number stays a number"
    assert told["Event"]["sighting_timestamp"] == "0", "never stays never"
    assert told["Event"]["Attribute"][0]["timestamp"] == str(1699990000 + shift)
    assert told["Event"]["Object"][0]["timestamp"] == str(1600000000 + shift)
    assert told["Event"]["Object"][0]["first_seen"] == "2020-01-02T03:04:05.000000+00:00"
    moved = datetime(2023, 11, 14, tzinfo=UTC) + timedelta(seconds=shift)
    assert told["Event"]["date"] == moved.date().isoformat()


def test_events_do_not_all_end_at_the_same_moment() -> None:
    events = [frame({"Event": {"uuid": str(n), "timestamp": "1700000000"}}) for n in range(20)]
    assert len({retimed.received_at for retimed in retime_events(events, NOW)}) > 10


def test_a_newer_related_event_does_not_count() -> None:
    related = [{"Event": {"uuid": "b", "timestamp": "1750000000"}}]
    event = {"uuid": "a", "timestamp": "1700000000", "RelatedEvent": related}
    retimed, told = retimed_event({"Event": event})
    assert int(told["Event"]["timestamp"]) == int(retimed.received_at.timestamp())


def test_an_event_without_any_moment_is_left_but_received_now() -> None:
    retimed, told = retimed_event({"Event": {"uuid": "a", "timestamp": "0"}})
    assert retimed.received_at == NOW
    assert told == {"Event": {"uuid": "a", "timestamp": "0"}}


def test_all_moments_of_a_recording_move_by_the_same_time() -> None:
    at = datetime(2026, 11, 24, 2, 8, 10, 306_948, UTC)
    frames = [
        frame({"Thread": {"date_created": "2026/11/24 02:12:42"}}, at),
        frame({"created": "2026-11-24 02:16:04.427800"}, at + timedelta(seconds=1)),
        frame({"Log": {"created": "2026-11-24 02:16:04", "change": "timestamp"}}, at),
        frame({"Attribute": {"timestamp": "1795486316", "value": "2026-11-24"}}, at),
    ]
    thread, access, log, attribute = retime_recording(frames, timedelta(days=1, seconds=20.2))
    assert json.loads(thread.body) == {"Thread": {"date_created": "2026/11/25 02:13:02"}}
    assert json.loads(access.body) == {"created": "2026-11-25 02:16:24.427800"}
    assert json.loads(log.body)["Log"]["created"] == "2026-11-25 02:16:24"
    assert json.loads(attribute.body)["Attribute"] == {
        "timestamp": str(1795486316 + 86420),
        "value": "2026-11-24",
    }
    assert access.received_at - thread.received_at == timedelta(seconds=1)
    assert thread.received_at == at + timedelta(days=1, seconds=20)


def test_what_is_no_json_keeps_its_body() -> None:
    odd = Frame("misp", NOW, "", b"misp_json\xff {")
    (retimed,) = retime_recording([odd], timedelta(hours=1))
    assert retimed.body == odd.body
    assert retimed.received_at == NOW + timedelta(hours=1)


def test_texts_that_only_look_like_dates_are_left() -> None:
    content = {"date": "2026-13-45", "created": "2026-11-24T02:16:04Z", "date_created": "0"}
    (retimed,) = retime_recording([frame(content)], timedelta(days=1))
    assert json.loads(retimed.body) == content
