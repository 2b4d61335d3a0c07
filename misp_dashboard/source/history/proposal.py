"""Proposals of a span are fetched: they change no event's timestamp."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from misp_dashboard.source.frame import Frame
from misp_dashboard.source.history.event import TOPIC
from misp_dashboard.source.history.rest import Rest, Unanswered
from misp_dashboard.source.history.span import Span, number


def proposal_frames(rest: Rest, span: Span) -> list[Frame]:
    """As parts of their events, of which nothing else is told."""
    try:
        told = rest.list("its proposals", lambda misp: misp.attribute_proposals())
    except Unanswered as error:
        # MISP says that there are none by an error
        if error.kind == "refused" and "proposals found" in str(error):
            return []
        raise
    by_event: dict[int, list[dict[str, Any]]] = {}
    for one in told:
        proposal = one.get("ShadowAttribute") or {}
        if span.holds(number(proposal.get("timestamp"))):
            by_event.setdefault(number(proposal.get("event_id")), []).append(proposal)
    received_at = datetime.now(UTC)
    return [
        Frame(rest.access.instance, received_at, TOPIC, msgspec.json.encode(_body(id, proposals)))
        for id, proposals in by_event.items()
        if id
    ]


def _body(event_id: int, proposals: list[dict[str, Any]]) -> dict[str, Any]:
    uuid = proposals[0].get("event_uuid") or ""
    event = {"id": event_id, "uuid": uuid, "ShadowAttribute": proposals}
    return {"Event": event, "continued": True}
