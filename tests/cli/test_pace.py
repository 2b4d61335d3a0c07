"""The pace of a replay."""

import time
from datetime import UTC, datetime, timedelta

from misp_dashboard.cli.pace import GROUP_BYTES, GROUP_FRAMES, paced
from misp_dashboard.source.frame import Frame

AT = datetime(2026, 11, 24, tzinfo=UTC)
MAX = float("inf")


def frames(*seconds: float, body: bytes = b"{}") -> list[Frame]:
    return [Frame("A", AT + timedelta(seconds=s), "misp_json", body) for s in seconds]


def test_at_full_speed_frames_go_in_groups_without_waiting() -> None:
    began_s = time.monotonic()
    groups = list(paced(frames(*range(GROUP_FRAMES + 1)), MAX))
    assert [len(group) for group in groups] == [GROUP_FRAMES, 1]
    assert time.monotonic() - began_s < 1


def test_a_group_is_bounded_by_its_bytes_too() -> None:
    large = frames(0, 0, 0, body=b"x" * GROUP_BYTES)
    assert [len(group) for group in paced(large, MAX)] == [1, 1, 1]


def test_a_factor_shortens_the_distances_but_keeps_them() -> None:
    began_s = time.monotonic()
    came = [(time.monotonic() - began_s, len(group)) for group in paced(frames(0, 0, 4, 10), 20)]
    assert [count for _, count in came] == [2, 1, 1]
    assert came[0][0] < 0.1
    assert 0.2 <= came[1][0] < 0.4
    assert 0.5 <= came[2][0] < 0.9


def test_while_it_waits_it_says_so() -> None:
    said: list[int] = []
    list(paced(frames(0, 1), 2, lambda: said.append(1)))
    assert len(said) >= 2


def test_a_frame_out_of_order_comes_at_once() -> None:
    assert sum(map(len, paced(frames(0, -5, 0), 1))) == 3
