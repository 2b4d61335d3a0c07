"""Answers are counted by question and status; made-up paths are one question."""

from litestar import Litestar, get
from litestar.testing import AsyncTestClient

from misp_dashboard.api.request_count import RequestCount


@get("/api/counters")
async def get_counters() -> str:
    return "7"


@get("/trends")
async def get_page() -> str:
    return "page"


async def test_answers_are_counted_and_timed_by_question() -> None:
    count = RequestCount()
    app = count.counting(Litestar([get_counters, get_page], openapi_config=None))
    async with AsyncTestClient(app) as client:
        for path in ("/api/counters", "/api/counters", "/trends", "/api/made-up", "/x/made-up"):
            await client.get(path)
    assert count.answered == {
        ("counters", 200): 2,
        ("page", 200): 1,
        ("unknown", 404): 2,
    }
    assert set(count.seconds) == {"counters", "page", "unknown"}
    assert all(seconds > 0 for seconds in count.seconds.values())
