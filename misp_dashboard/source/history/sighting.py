"""Sightings of a span are fetched: they change no event's timestamp."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec

from misp_dashboard.source.frame import Frame
from misp_dashboard.source.history.rest import Rest
from misp_dashboard.source.history.span import Span

TOPIC = "misp_json_sighting"

WINDOW = timedelta(days=7)
"""MISP has no pages here; a week at a time keeps each answer small."""


def windows(span: Span) -> Iterator[Span]:
    since = span.since
    while since < span.until:
        until = min(since + WINDOW, span.until)
        yield Span(since, until)
        since = until


def sighting_frames(rest: Rest, window: Span) -> list[Frame]:
    """As MISP sends them when they are added, with the name of who saw it."""
    told = rest.list("its sightings", lambda misp: misp.search_sightings(
        date_from=window.since_s,
        date_to=window.until_s,
        include_attribute=True,
        include_event_meta=True,
    ))  # fmt: skip
    received_at = datetime.now(UTC)
    return [
        Frame(
            rest.access.instance, received_at, TOPIC, msgspec.json.encode({**one, "action": "add"})
        )
        for one in told
        if "Sighting" in one
    ]
