"""An activity as a page gets it: what is unknown is left out, and tags have their colours."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from misp_dashboard.activity.row import NO_UUID, UNKNOWN, Activity


class TagAnswer(msgspec.Struct, frozen=True, gc=False):
    """`colour` is `#rrggbb`, as MISP shows the tag."""

    name: str
    colour: str


class ActivityAnswer(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """One thing that happened. `id` is hexadecimal; times are UTC; a missing key is unknown."""

    id: str
    at: datetime
    received_at: datetime
    instance: str
    topic: str
    kind: str
    action: str
    org: str = ""
    org_uuid: str = ""
    event_id: int = 0
    event_uuid: str = ""
    event_info: str = ""
    threat_level: int = UNKNOWN
    analysis: int = UNKNOWN
    subject_id: int = 0
    subject_uuid: str = ""
    object_name: str = ""
    object_relation: str = ""
    category: str = ""
    type: str = ""
    value: str = ""
    comment: str = ""
    to_ids: bool = False
    tags: list[TagAnswer] = []
    sighting_type: int = 0
    distribution: int = UNKNOWN
    country: str = ""
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    precision: str = ""
    located_by: str = ""
    asn: int = 0
    as_name: str = ""
    targets: tuple[str, ...] = ()
    targeted_by: str = ""
    warninglist: str = ""


_SAME = tuple(
    name
    for name in ActivityAnswer.__struct_fields__
    if name not in ("id", "tags", "org_uuid", "event_uuid", "subject_uuid")
)


def answer(activity: Activity, colour: Callable[[str, str], str]) -> ActivityAnswer:
    """`colour(instance, tag)` is the directory's."""
    return ActivityAnswer(
        id=f"{activity.id:016x}",
        tags=[TagAnswer(tag, colour(activity.instance, tag)) for tag in activity.tags],
        org_uuid=_known(activity.org_uuid),
        event_uuid=_known(activity.event_uuid),
        subject_uuid=_known(activity.subject_uuid),
        **{name: getattr(activity, name) for name in _SAME},
    )


def _known(uuid: str) -> str:
    return "" if uuid == NO_UUID else uuid
