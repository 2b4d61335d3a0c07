"""The honours that the demo's administrators gave in the course of its month."""

from datetime import datetime, timedelta
from typing import NamedTuple

from misp_dashboard.ingest.honour import frame_of
from misp_dashboard.source.frame import Frame
from misp_dashboard.store.honour import Honour

BY = "demo"


class Given(NamedTuple):
    hours_ago: int
    org: str
    honour: str
    reason: str


GIVEN = (
    Given(497, "Aurora ISAC", "donor", "lends the machines of the community"),
    Given(355, "Lanternfeed OSINT", "plenty", "a feed without a gap"),
    Given(291, "Meridian CSIRT", "valuable", "analyses that others build on"),
    Given(170, "Meridian CSIRT", "15", "chosen by the members"),
    Given(98, "Lumenfold Research", "code", "modules for everybody"),
    Given(29, "Aurora ISAC", "upvoted", "its reports are read most"),
)


def honour_frames(now: datetime, days: int) -> list[Frame]:
    """Those of the last `days`, as the command would hand them over."""
    return [
        frame_of(Honour(now - timedelta(hours=one.hours_ago), *one[1:3], True, one.reason, BY))
        for one in GIVEN
        if one.hours_ago < days * 24
    ]
