"""The live stream loses nothing silently, and a reader that is slow or gone costs nobody."""

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest
from build import activity

from misp_dashboard.activity.row import Activity
from misp_dashboard.live.stream import BATCH, Batch, Gap, LiveStream, is_busy

IDLE_S = 0.2


def everything(_: Activity) -> bool:
    return True


async def read(follow: AsyncIterator[Batch | Gap | None], count: int) -> list[str]:
    """The next `count` values, whatever batches they come in."""
    values: list[str] = []
    async for news in follow:
        assert not isinstance(news, Gap), news
        if news is not None:
            values += [entry.activity.value for entry in news.entries]
        if len(values) >= count:
            return values
    raise AssertionError("the stream ended")


async def test_what_is_published_reaches_every_reader_in_order() -> None:
    live = LiveStream()
    readers = [live.follow("", everything, IDLE_S) for _ in range(3)]
    reading = [asyncio.create_task(read(reader, 40)) for reader in readers]
    await asyncio.sleep(0)
    values = [str(number) for number in range(40)]

    def publish() -> None:
        for value in values:
            live.publish([activity(value)])

    thread = threading.Thread(target=publish)
    thread.start()
    assert await asyncio.gather(*reading) == [values] * 3
    thread.join()


async def test_a_reader_resumes_where_it_was() -> None:
    live = LiveStream()
    position = live.position
    live.publish([activity("a"), activity("b")])
    batch = await anext(live.follow(position, everything, IDLE_S))
    assert isinstance(batch, Batch)
    live.publish([activity("c")])
    assert await read(live.follow(batch.position, everything, IDLE_S), 1) == ["c"]


async def test_who_comes_back_too_late_is_told_of_the_gap_and_goes_on() -> None:
    live = LiveStream(at_most=10)
    position = live.position
    live.publish([activity(str(number)) for number in range(11)])
    follow = live.follow(position, everything, IDLE_S)
    gap = await anext(follow)
    assert isinstance(gap, Gap)
    live.publish([activity("after")])
    assert await read(follow, 1) == ["after"]
    assert live.gaps == 1


async def test_exactly_what_the_ring_holds_is_no_gap() -> None:
    live = LiveStream(at_most=10)
    position = live.position
    live.publish([activity(str(number)) for number in range(10)])
    assert len(await read(live.follow(position, everything, IDLE_S), 10)) == 10


async def test_who_comes_to_the_place_is_told_once_to_ask_anew_and_misses_nothing() -> None:
    live = LiveStream()
    position = live.position
    live.publish([activity("a"), activity("b")])
    live.anew("the store is back")
    live.publish([activity("c")])
    follow = live.follow(position, everything, IDLE_S)
    assert await read(follow, 2) == ["a", "b"]
    gap = await anext(follow)
    assert isinstance(gap, Gap)
    assert gap.reason == "the store is back"
    assert await read(follow, 1) == ["c"]
    assert await read(live.follow(gap.position, everything, IDLE_S), 1) == ["c"]
    assert live.gaps == 0, "nothing was skipped"


async def test_who_comes_later_has_nothing_to_ask_anew() -> None:
    live = LiveStream()
    live.anew("the store is back")
    assert await anext(live.follow(live.position, everything, 0.01)) is None
    assert await anext(live.follow("", everything, 0.01)) is None


async def test_what_is_kept_for_readers_can_be_looked_at() -> None:
    live = LiveStream(at_most=3)
    live.publish([activity(name) for name in ("a", "b", "c")])
    live.anew("the store is back")
    assert [one.value for one in live.recent()] == ["b", "c"]


async def test_a_position_of_another_run_is_a_gap() -> None:
    live = LiveStream()
    for foreign in ("abc-1", "nonsense", f"{live.position}9", "-"):
        assert isinstance(await anext(live.follow(foreign, everything, IDLE_S)), Gap)


async def test_a_reader_that_wants_nothing_is_still_kept_alive() -> None:
    live = LiveStream()
    follow = live.follow("", lambda _: False, IDLE_S)

    async def busy() -> None:
        while True:
            live.publish([activity("x")])
            await asyncio.sleep(IDLE_S / 10)

    task = asyncio.create_task(busy())
    assert await asyncio.wait_for(anext(follow), 5) is None
    task.cancel()


async def test_a_filter_chooses() -> None:
    live = LiveStream()
    follow = live.follow(live.position, lambda one: one.value == "b", IDLE_S)
    live.publish([activity("a"), activity("b"), activity("c")])
    assert await read(follow, 1) == ["b"]


async def test_batches_are_bounded() -> None:
    live = LiveStream()
    position = live.position
    live.publish([activity("x")] * (BATCH + 1))
    batch = await anext(live.follow(position, everything, IDLE_S))
    assert isinstance(batch, Batch)
    assert len(batch.entries) == BATCH


async def test_a_nudge_wakes_and_closing_ends() -> None:
    live = LiveStream()
    follow = live.follow("", everything, 60)
    waiting = asyncio.ensure_future(anext(follow))
    await asyncio.sleep(0)
    live.nudge()
    assert await asyncio.wait_for(waiting, 5) is None
    ending = asyncio.ensure_future(anext(follow, "end"))
    await asyncio.sleep(0)
    live.close()
    assert await asyncio.wait_for(ending, 5) in (None, "end")
    assert await anext(follow, "end") == "end"


async def test_readers_are_counted() -> None:
    live = LiveStream()
    follow = live.follow("", everything, 0.01)
    assert await anext(follow) is None
    assert live.readers == 1
    await follow.aclose()  # type: ignore[attr-defined]
    assert live.readers == 0


@pytest.mark.parametrize(
    ("activities", "seconds", "busy"),
    [
        (5, 0.0, False),  # a few at once
        (10, 0.1, False),  # a hundred a second, also after a pause
        (6, 10.0, False),
        (60, 0.12, True),
        (1000, 0.02, True),
    ],
)
def test_a_stream_is_busy_by_its_rate(activities: int, seconds: float, busy: bool) -> None:
    assert is_busy(activities, seconds) is busy
