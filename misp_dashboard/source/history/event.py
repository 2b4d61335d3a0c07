"""Events that changed are listed, and fetched with everything in them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from misp_dashboard.source.frame import Frame
from misp_dashboard.source.history.rest import Rest, Unanswered
from misp_dashboard.source.history.span import Span, number

if TYPE_CHECKING:
    from pymisp import PyMISP

TOPIC = "rest_event"

LIST_PAGE = 500
NEWEST_PAGE = 50
LISTINGS = 4
FEWER_ATTEMPTS = 2
ROWS_A_FRAME = 200
"""So that live frames never wait long behind a large event."""


def changed_events(rest: Rest, span: Span, known: int | None = None) -> list[int]:
    """The ids of events that were saved or published in the span, in their order; and of those
    after the `known` one, which may have been imported with the timestamps they had elsewhere.

    MISP is asked without an upper bound: what changes while we ask would fall out of the list.
    """
    changed = _listed(rest, "timestamp", span) | _listed(rest, "publish_timestamp", span)
    return sorted(changed if known is None else changed | _after(rest, known))


def newest_event(rest: Rest) -> int:
    """The highest id there is; 0 without any event."""
    return max((number(one["id"]) for one in _newest(rest, 1, 1)), default=0)


def _after(rest: Rest, known: int) -> set[int]:
    ids: set[int] = set()
    page = 0
    while True:
        page += 1
        told = [number(one["id"]) for one in _newest(rest, page, NEWEST_PAGE)]
        ids.update(id for id in told if id > known)
        if len(told) < NEWEST_PAGE or min(told) <= known:
            return ids


def _newest(rest: Rest, page: int, limit: int) -> list[dict[str, Any]]:
    asked: dict[str, Any] = {"sort": "id", "desc": True, "limit": limit}
    return rest.list("its newest events", partial(_index, page=page, asked=asked))


def _listed(rest: Rest, field: str, span: Span) -> set[int]:
    """An event deleted between two pages moves another one out of both, so a list of several
    pages is read again until nothing new is in it."""
    ids: set[int] = set()
    for _ in range(LISTINGS):
        found, pages = _listing(rest, field, span)
        if pages == 1 or found <= ids:
            return ids | found
        ids |= found
    return ids


def _listing(rest: Rest, field: str, span: Span) -> tuple[set[int], int]:
    # `minimal` would be shorter, but leaves out events without attributes
    asked: dict[str, Any] = {field: span.since_s, "sort": "id", "limit": LIST_PAGE}
    ids: set[int] = set()
    page = 0
    while True:
        page += 1
        told = rest.list("its list of events", partial(_index, page=page, asked=asked))
        ids.update(
            number(one["id"])
            for one in told
            if number(one["timestamp"]) <= span.until_s or field != "timestamp"
        )
        if len(told) < LIST_PAGE:
            return ids, page


def _index(misp: "PyMISP", page: int, asked: dict[str, Any]) -> Any:
    return misp.search_index(page=page, **asked)


def fetch_events(
    rest: Rest, ids: Sequence[int], attempts: int = 0
) -> tuple[list[dict[str, Any]], list[Unanswered]]:
    """The events as MISP has them now, those deleted meanwhile left out; and why some are not
    there: what MISP cannot answer together is asked for one by one."""
    events: list[dict[str, Any]] | None = None
    try:
        events = _fetch(rest, ids, attempts)
    except Unanswered as error:
        if error.kind == "closed":
            raise
        if error.kind == "refused" or len(ids) == 1:
            return [], [error]
    if events is None:
        middle = len(ids) // 2
        first, failed = fetch_events(rest, ids[:middle], FEWER_ATTEMPTS)
        second, failed_too = fetch_events(rest, ids[middle:], FEWER_ATTEMPTS)
        return first + second, failed + failed_too
    there = {number(event.get("id")) for event in events}
    if left_out := [id for id in ids if id not in there]:
        # half an answer, or they are not there any more
        events += _fetch(rest, left_out, attempts)
    return events, []


def _fetch(rest: Rest, ids: Sequence[int], attempts: int) -> list[dict[str, Any]]:
    what = f"event {ids[0]}" if len(ids) == 1 else f"events {ids[0]} to {ids[-1]}"
    asked: dict[str, Any] = {
        "eventid": [*ids],
        "deleted": [0, 1],
        "include_sightings": True,
        "excludeGalaxy": 1,
    }
    told = rest.list(what, lambda misp: misp.search("events", **asked), attempts)
    return [one["Event"] for one in told if "Event" in one]


def event_frames(instance: str, event: dict[str, Any]) -> Iterator[Frame]:
    """One frame, or for a large event several, each with some of what is in it."""
    first_saved = min(filter(None, map(number, _timestamps(event))), default=0)
    received_at = datetime.now(UTC)
    head = {key: event[key] for key in event if key not in ("Attribute", "Object", "RelatedEvent")}
    parts = _parts(event.get("Attribute") or [], event.get("Object") or [])
    for count, part in enumerate(parts):
        body: dict[str, Any] = {"Event": {**head, **part}, "first_saved": first_saved}
        if count:
            body = {"Event": {**head, **part}, "continued": True}
        yield Frame(instance, received_at, TOPIC, msgspec.json.encode(body))
        # told once
        head = {
            key: head[key] for key in head if key not in ("Tag", "ShadowAttribute", "EventReport")
        }


def _parts(
    attributes: Sequence[dict[str, Any]], objects: Sequence[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    part: dict[str, list[Any]] = {"Attribute": [], "Object": []}
    size = 0
    for key, one in (*(("Attribute", a) for a in attributes), *(("Object", o) for o in objects)):
        rows = 1 + len(one.get("Attribute") or []) + len(one.get("Sighting") or [])
        if size and size + rows > ROWS_A_FRAME:
            yield part
            part, size = {"Attribute": [], "Object": []}, 0
        part[key].append(one)
        size += rows
    yield part


def _timestamps(event: dict[str, Any]) -> Iterable[Any]:
    yield event.get("timestamp")
    for one in (*(event.get("Attribute") or []), *(event.get("Object") or [])):
        yield one.get("timestamp")
        yield from (inner.get("timestamp") for inner in one.get("Attribute") or [])
