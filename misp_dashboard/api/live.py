"""GET /api/live: Server-Sent Events, filtered here, resumable, honest about gaps."""

import time
from collections.abc import AsyncIterator
from typing import Annotated

import msgspec
from anyio import to_thread
from litestar import get
from litestar.di import NamedDependency
from litestar.params import HeaderParameter, QueryParameter
from litestar.response import Stream

from misp_dashboard import __version__
from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.own_thread import own_thread
from misp_dashboard.api.running import Instances, Running
from misp_dashboard.live.stream import Batch, Entry, Gap
from misp_dashboard.query.scope import Scope, predicate

LOOK_UP_S = 5
INSTANCES_EVERY_S = 10
KEEP_ALIVE_S = 15
RETRY_MS = 2000

_encoder = msgspec.json.Encoder()


@get("/live", operation_id="live", summary="Activities as they happen (Server-Sent Events)")
async def get_live(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    last_event_id: Annotated[
        str, QueryParameter(description="`live_id` of a snapshot: go on after it.")
    ] = "",
    resume: Annotated[str, HeaderParameter(name="Last-Event-ID")] = "",
) -> Stream:
    return Stream(
        _events(running, viewer, within, resume or last_event_id),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _events(
    running: Running, viewer: Viewer, scope: Scope, after: str
) -> AsyncIterator[bytes]:
    hello = {"version": __version__, "live_id": after or running.live.position}
    with running.awards.open_page(viewer) as awarded:
        marked = running.live.marked
        yield f"retry: {RETRY_MS}\n".encode() + _event("hello", _encoder.encode(hello))
        states = await _look(running)
        told = looked = sent_at = time.monotonic()
        yield _event("instances", _encoder.encode(states))
        async for news in running.live.follow(after, predicate(scope, viewer), LOOK_UP_S):
            if isinstance(news, Batch):
                rows = b",".join(_encoded(running, entry) for entry in news.entries)
                yield _event("activities", b"[" + rows + b"]", news.position)
                sent_at = time.monotonic()
            elif isinstance(news, Gap):
                yield _event("gap", _encoder.encode({"reason": news.reason}), news.position)
                sent_at = time.monotonic()
            for mark in running.live.marks_after(marked):
                marked = mark.number
                yield _event("self_test", _encoder.encode({"name": mark.name, "at": mark.at}))
            for earned in running.awards.after(viewer, awarded):
                awarded = earned.number
                yield _event("award", _encoder.encode(earned.award))
            now = time.monotonic()
            if news is None or now - looked >= LOOK_UP_S:
                looked, current = now, await _look(running)
                if _states(current) != _states(states) or now - told >= INSTANCES_EVERY_S:
                    states, told, sent_at = current, now, now
                    yield _event("instances", _encoder.encode(states))
                elif now - sent_at >= KEEP_ALIVE_S:
                    sent_at = now
                    yield b": keep-alive\n\n"


async def _look(running: Running) -> Instances:
    """The states, without holding up the event loop while the journal's file is asked."""
    return await to_thread.run_sync(running.instances, limiter=own_thread())


def _states(instances: Instances) -> list[tuple[str, str]]:
    """What is news at once when it changes. A trouble's reason may count seconds."""
    states = [(one.state, one.reason) for one in instances.instances]
    return states + [("trouble", one.part) for one in instances.troubles]


def _encoded(running: Running, entry: Entry) -> bytes:
    if entry.encoded is None:
        entry.encoded = _encoder.encode(running.answer(entry.activity))
    return entry.encoded


def _event(name: str, data: bytes, position: str = "") -> bytes:
    # JSON has no line break of its own, so one data line holds it
    id_line = f"id: {position}\n".encode() if position else b""
    return b"event: " + name.encode() + b"\n" + id_line + b"data: " + data + b"\n\n"
