"""A latitude and a longitude that somebody wrote are a point on the globe, or they are not."""

import re

from misp_dashboard.location.border import country_at
from misp_dashboard.location.place import Place

LONGEST = 32
"""Characters; more digits than that are no measurement."""

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


def locate_point(latitude: str, longitude: str) -> Place | None:
    """The point, its country where it is in one; None when a half is no number or out of range,
    and for 0, 0, which is what programs write who know nothing."""
    north, east = _number(latitude), _number(longitude)
    if north is None or east is None or abs(north) > 90 or abs(east) > 180:
        return None
    if north == east == 0:
        return None
    return Place(country_at(north, east) or "", "", north, east)


def _number(text: str) -> float | None:
    text = text.strip()
    return float(text) if len(text) <= LONGEST and _NUMBER.fullmatch(text) else None
