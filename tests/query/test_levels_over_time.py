"""Threat levels, analysis, TLP and the IDS flag over time, on stores counted by hand."""

from datetime import UTC, datetime, timedelta
from typing import Any, get_args

from build import activity, uuid

from misp_dashboard.access.viewer import LOCAL, Viewer
from misp_dashboard.activity.row import Activity
from misp_dashboard.query.levels_over_time import LevelsOverTime, OfLevels, levels_over_time
from misp_dashboard.query.scope import Scope, scope_from
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

START = datetime(2026, 3, 1, tzinfo=UTC)
TWO_HOURS = Scope(since=START, until=START + timedelta(hours=2))
DAY = Scope(span=timedelta(days=1))


def at(minute: float, name: str = "a", event: str = "event", **fields: Any) -> Activity:
    given = {"event_uuid": uuid(event), "event_id": 7, **fields}
    return activity(
        f"{name} {minute} {given}", at=START + timedelta(minutes=minute), **given
    )  # fmt: skip


def filled(answer: LevelsOverTime) -> dict[str, dict[int, int]]:
    """Counts by level and bucket, where there are any."""
    found = {
        one.level: {bucket: count for bucket, count in enumerate(one.counts) if count}
        for one in answer.series
    }
    return {level: counts for level, counts in found.items() if counts}


def totals(answer: LevelsOverTime) -> dict[str, int]:
    return {one.level: one.total for one in answer.series if one.total}


def attached(tag: str, minute: float, event: str = "event", **fields: Any) -> Activity:
    given = {"action": "attach", **fields}
    return at(minute, f"{tag} {given}", event, kind="tag", type="event", value=tag, tags=(tag,),
              **given)  # fmt: skip


def test_nothing_is_an_answer_too(either_store: Store) -> None:
    levels = {
        "threat": ["high", "medium", "low", "undefined"],
        "analysis": ["initial", "ongoing", "completed"],
        "tlp": ["red", "amber+strict", "amber", "green", "clear", "none"],
        "ids": ["ids", "no ids"],
    }
    for of in get_args(OfLevels):
        answer = levels_over_time(either_store, LOCAL, TWO_HOURS, of=of)
        assert [one.level for one in answer.series] == levels[of]
        assert all(one.counts == [0] * 24 for one in answer.series)
        assert (answer.total, answer.since, answer.step_s) == (0, START, 300)


def test_an_event_counts_once_a_bucket_by_what_was_told_last(either_store: Store) -> None:
    insert(either_store, [
        at(0, threat_level=3), at(1, threat_level=1), at(2, threat_level=2),
        at(7, threat_level=2), at(8, threat_level=4), at(61, threat_level=255, kind="sighting"),
        at(0, event="other", threat_level=1),
    ])  # fmt: skip
    answer = levels_over_time(either_store, LOCAL, TWO_HOURS, of="threat")
    assert filled(answer) == {
        "high": {0: 1}, "medium": {0: 1}, "undefined": {1: 1}, "unknown": {12: 1},
    }  # fmt: skip
    assert totals(answer) == {"high": 1, "undefined": 1}
    assert (answer.counted, answer.total) == ("events", 2)


def test_a_level_that_was_told_holds_against_one_that_was_not(store: Store) -> None:
    insert(store, [at(0, threat_level=2), at(1, threat_level=255), at(2, event="x")])
    answer = levels_over_time(store, LOCAL, TWO_HOURS, of="threat")
    assert filled(answer) == {"medium": {0: 1}, "unknown": {0: 1}}


def test_analysis_goes_from_initial_to_completed(either_store: Store) -> None:
    insert(either_store, [
        at(0, analysis=0), at(1, event="b", analysis=1), at(2, event="c", analysis=2),
        at(7, analysis=1), at(12, analysis=2), at(13, event="d", analysis=255),
    ])  # fmt: skip
    answer = levels_over_time(either_store, LOCAL, TWO_HOURS, of="analysis")
    assert filled(answer) == {
        "initial": {0: 1}, "ongoing": {0: 1, 1: 1}, "completed": {0: 1, 2: 1}, "unknown": {2: 1},
    }  # fmt: skip
    assert totals(answer) == {"ongoing": 1, "completed": 2, "unknown": 1}


def test_one_event_on_two_instances_is_one_and_equal_numbers_are_not(
    either_store: Store,
) -> None:
    none = {"event": "", "event_uuid": "00000000-0000-0000-0000-000000000000"}
    insert(either_store, [
        at(0, threat_level=1), at(1, threat_level=1, instance="There", event_id=9),
        at(0, event="other", threat_level=1, instance="There"),
        at(0, threat_level=2, **none), at(1, threat_level=2, instance="There", **none),
        at(0, threat_level=3, event_id=0, **{"event_uuid": none["event_uuid"]}),
    ])  # fmt: skip
    answer = levels_over_time(either_store, LOCAL, TWO_HOURS, of="threat")
    assert filled(answer) == {"high": {0: 2}, "medium": {0: 2}}
    there = scope_from({"instance": ["There"]}, "", "2026-03-01", "2026-03-02")
    answer = levels_over_time(either_store, LOCAL, there, of="threat")
    assert totals(answer) == {"high": 2, "medium": 1}


def test_attributes_are_meant_for_detection_or_not(either_store: Store) -> None:
    insert(either_store, [
        at(0, to_ids=True), at(1, to_ids=True), at(2), at(119.9, action="edit"),
        at(3, "gone", action="delete", to_ids=True), at(4, kind="sighting", to_ids=True),
    ])  # fmt: skip
    answer = levels_over_time(either_store, LOCAL, TWO_HOURS, of="ids")
    assert filled(answer) == {"ids": {0: 2}, "no ids": {0: 1, 23: 1}}
    assert (totals(answer), answer.counted) == ({"ids": 2, "no ids": 2}, "activities")


def test_the_strictest_tlp_counts_and_white_is_clear(either_store: Store) -> None:
    tags: list[tuple[str, ...]] = [
        ("tlp:white",), ("tlp:clear", "osint"), ("tlp:green", "tlp:red"), ("TLP:AMBER",),
        ("tlp:amber", "tlp:amber+strict"), ("osint",), (), ("tlp:unclear",),
    ]  # fmt: skip
    insert(either_store, [at(0, f"{n}", f"{n}", tags=own) for n, own in enumerate(tags)])
    insert(either_store, [at(9, "e", "e", kind="event", tags=("tlp:green",))])
    answer = levels_over_time(either_store, LOCAL, TWO_HOURS, of="tlp")
    assert filled(answer) == {
        "clear": {0: 2}, "red": {0: 1}, "amber": {0: 1}, "amber+strict": {0: 1}, "none": {0: 3},
        "green": {1: 1},
    }  # fmt: skip


def test_an_attribute_without_tlp_has_that_of_its_event(either_store: Store) -> None:
    insert(either_store, [
        attached("tlp:green", -900), attached("tlp:amber", 1), attached("osint", 2),
        at(0), at(7, tags=("tlp:clear",)), at(8, tags=("osint",)),
        at(9, event="another"), at(10, "s", kind="sighting"), at(11, "d", action="delete"),
    ])  # fmt: skip
    answer = levels_over_time(either_store, LOCAL, TWO_HOURS, of="tlp")
    assert filled(answer) == {"amber": {0: 1, 1: 1}, "clear": {1: 1}, "none": {1: 1}}


def test_a_tlp_that_was_detached_no_longer_holds(store: Store) -> None:
    insert(store, [
        attached("tlp:red", 0), attached("tlp:red", 5, action="detach"),
        attached("tlp:green", 0), at(9),
        attached("tlp:red", 0, "back"), attached("tlp:red", 5, "back", action="detach"),
        attached("tlp:red", 6, "back"), at(9, event="back"),
    ])  # fmt: skip
    answer = levels_over_time(store, LOCAL, TWO_HOURS, of="tlp")
    assert totals(answer) == {"green": 1, "red": 1}


def test_a_viewer_counts_only_what_misp_would_show(store: Store) -> None:
    insert(store, [
        attached("tlp:red", 0, distribution=0), at(1, distribution=1),
        at(2, distribution=0), attached("tlp:green", 0, "b", distribution=1),
        at(3, event="b", distribution=2, to_ids=True, threat_level=1),
    ])  # fmt: skip
    stranger = Viewer(name="stranger")
    assert totals(levels_over_time(store, stranger, TWO_HOURS, of="tlp")) == {
        "none": 1, "green": 1,
    }  # fmt: skip
    assert totals(levels_over_time(store, stranger, TWO_HOURS, of="ids")) == {
        "ids": 1, "no ids": 1,
    }  # fmt: skip
    assert totals(levels_over_time(store, stranger, TWO_HOURS, of="threat")) == {
        "unknown": 1, "high": 1,
    }  # fmt: skip


def test_months_and_a_change_of_clocks_are_buckets_as_any_other(store: Store) -> None:
    since = datetime(2026, 2, 27, tzinfo=UTC)
    moments = ["2026-02-28T23:59:59", "2026-03-01T00:00:00", "2026-03-29T00:59:59",
               "2026-03-29T01:00:00", "2026-03-31T23:59:59", "2026-04-01T00:00:00"]  # fmt: skip
    insert(store, [
        activity(one, at=datetime.fromisoformat(f"{one}+00:00"), to_ids=True, tags=("tlp:red",),
                 threat_level=1, analysis=0, event_uuid=uuid("event"))
        for one in moments
    ])  # fmt: skip
    month = Scope(since=since, until=since + timedelta(days=40))
    attributes = {3: 1, 4: 1, 60: 2, 65: 1, 66: 1}
    assert filled(levels_over_time(store, LOCAL, month, of="ids")) == {"ids": attributes}
    assert filled(levels_over_time(store, LOCAL, month, of="tlp")) == {"red": attributes}
    once = dict.fromkeys(attributes, 1)
    assert filled(levels_over_time(store, LOCAL, month, of="threat")) == {"high": once}
    assert filled(levels_over_time(store, LOCAL, month, of="analysis")) == {"initial": once}


def test_a_clock_ahead_of_ours_counts_in_the_last_bucket(store: Store) -> None:
    ahead = {"at": datetime.now(UTC) + timedelta(seconds=50), "event_uuid": uuid("event")}
    insert(store, [activity("a", **ahead, threat_level=1, to_ids=True)])
    for of in ("threat", "tlp", "ids"):
        answer = levels_over_time(store, LOCAL, Scope(span=timedelta(minutes=1)), of=of)
        assert sum(one.counts[-1] for one in answer.series) == answer.total == 1, of
