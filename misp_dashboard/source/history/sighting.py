"""Sightings of a span are fetched: they change no event's timestamp."""

from datetime import UTC, datetime

import msgspec

from misp_dashboard.source.frame import Frame
from misp_dashboard.source.history.rest import Rest
from misp_dashboard.source.history.span import Span

TOPIC = "misp_json_sighting"


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
