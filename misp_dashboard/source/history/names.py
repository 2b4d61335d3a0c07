"""Names of organisations and colours of tags are fetched before what is told of them."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from misp_dashboard.source.frame import Frame
from misp_dashboard.source.history.login import moment_in
from misp_dashboard.source.history.rest import Rest
from misp_dashboard.source.history.span import Span

TOPIC = "rest_names"
CHANGED = "misp_json_organisation"


def name_frames(rest: Rest, span: Span) -> list[Frame]:
    """All names and colours in one frame; and for each organisation that was changed in the span,
    what MISP sends then."""
    organisations = [
        one["Organisation"]
        for one in rest.list("its organisations", lambda misp: misp.organisations(scope="all"))
        if "Organisation" in one
    ]
    tags = rest.list("its tags", lambda misp: misp.tags())
    names = {
        "Organisation": [{k: one.get(k) for k in ("id", "uuid", "name")} for one in organisations],
        "Tag": [{k: one.get(k) for k in ("id", "name", "colour", "is_galaxy")} for one in tags],
    }
    frames = [
        Frame(rest.access.instance, datetime.now(UTC), TOPIC, msgspec.json.encode(names)),
    ]
    for organisation in organisations:
        if organisation.get("date_modified"):
            changed = _changed(rest, organisation)
            if span.since <= changed.received_at <= span.until:
                frames.append(changed)
    return frames


def _changed(rest: Rest, organisation: dict[str, Any]) -> Frame:
    """MISP leaves `date_created` out of the frame of one that was there before."""
    is_new = organisation.get("date_created") == organisation["date_modified"]
    told = {k: v for k, v in organisation.items() if is_new or k != "date_created"}
    at = moment_in(organisation["date_modified"], rest.access.zone)
    body = msgspec.json.encode({"Organisation": told})
    return Frame(rest.access.instance, at, CHANGED, body)
