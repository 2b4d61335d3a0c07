"""Questions of the store wait for one of a few threads."""

import asyncio
import threading
import time

from litestar.concurrency import sync_to_thread

from misp_dashboard.api.app import QUESTIONS_AT_ONCE


def test_routes_run_in_a_few_threads_of_their_own() -> None:
    lock = threading.Lock()
    running, most = 0, 0

    def question() -> str:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.02)
        with lock:
            running -= 1
        return threading.current_thread().name

    async def ask() -> list[str]:
        return await asyncio.gather(*(sync_to_thread(question) for _ in range(20)))

    names = set(asyncio.run(ask()))
    assert most == len(names) == QUESTIONS_AT_ONCE
    assert all(name.startswith("question") for name in names)
