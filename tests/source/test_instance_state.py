"""The state of an instance counts what came, and since when it is as it is."""

from datetime import UTC, datetime

from misp_dashboard.source.frame import Frame
from misp_dashboard.source.frame_rate import FrameRate
from misp_dashboard.source.instance_state import OTHER_TOPICS, TOPICS_COUNTED, StateKeeper


def frame(topic: str = "misp_json", body: bytes = b"{}") -> Frame:
    return Frame("misp", datetime.now(UTC), topic, body)


def test_frames_are_counted_by_topic() -> None:
    keeper = StateKeeper("misp", silent_after_s=30)
    keeper.count([frame("misp_json"), frame("misp_json_tag", b"123"), frame("misp_json_tag")])
    state = keeper.now()
    assert (state.frames, state.bytes, state.frames_per_minute) == (3, 7, 3)
    assert state.topics == {"misp_json": 1, "misp_json_tag": 2}
    assert {topic: pace.frames_per_minute for topic, pace in state.paces.items()} == state.topics
    assert state.paces["misp_json_tag"].last_frame_at == state.last_frame_at


def test_topics_without_end_take_no_memory_without_end() -> None:
    keeper = StateKeeper("misp", silent_after_s=30)
    keeper.count([frame(f"misp_json_{number}") for number in range(TOPICS_COUNTED + 50)])
    topics = keeper.now().topics
    assert len(topics) == TOPICS_COUNTED + 1
    assert topics[OTHER_TOPICS] == 50


def test_a_new_reason_for_the_same_state_does_not_change_since_when() -> None:
    keeper = StateKeeper("misp", silent_after_s=30)
    keeper.become("disconnected", "one reason")
    since = keeper.now().since
    assert keeper.take_changed()
    keeper.become("disconnected", "another reason")
    assert keeper.now().since == since
    assert keeper.take_changed()
    assert not keeper.take_changed()


def test_what_came_more_than_a_minute_ago_is_not_in_the_rate() -> None:
    rate = FrameRate()
    rate.add(5, now_s=100.2)
    rate.add(2, now_s=100.9)
    rate.add(1, now_s=130.0)
    assert rate.per_minute(now_s=131.0) == 8
    assert rate.per_minute(now_s=159.9) == 8
    assert rate.per_minute(now_s=160.5) == 1
    assert rate.per_minute(now_s=300.0) == 0
