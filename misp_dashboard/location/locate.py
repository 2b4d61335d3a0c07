"""An activity gains the place its value points to."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from misp_dashboard.activity.row import Activity
from misp_dashboard.location.attribution import Attribution, attributions_for
from misp_dashboard.location.ip import IpLocator
from misp_dashboard.location.mmdb import LocationUnavailable
from misp_dashboard.location.phone import locate_phone
from misp_dashboard.location.place import Place

__all__ = ["LOCATED_TYPES", "LocationUnavailable", "Locator"]

LOCATED_TYPES: dict[str, tuple[str, int]] = {
    "ip-src": ("ip", 0),
    "ip-dst": ("ip", 0),
    "ip-src|port": ("ip", 0),
    "ip-dst|port": ("ip", 0),
    "domain|ip": ("ip", 1),
    "phone-number": ("phone", 0),
    "prtn": ("phone", 0),
    "whois-registrant-phone": ("phone", 0),
}
"""MISP's attribute type -> the means that locates it, and which part between "|" says where."""


class Locator:
    """Keeps the databases of locations open; threads may share one.

    `geoip_city` is a city or country database in MaxMind DB format, None the bundled one. Raises
    `LocationUnavailable` when it cannot be used.
    """

    def __init__(self, geoip_city: Path | None = None) -> None:
        self._ip = IpLocator(geoip_city)
        means: dict[str, Callable[[str], Place | None]] = {
            "ip": self._ip.locate,
            "phone": locate_phone,
        }
        self._by_type = {t: (name, part, means[name]) for t, (name, part) in LOCATED_TYPES.items()}
        self.attribution: tuple[Attribution, ...] = attributions_for(self._ip.kind)

    def locate(self, activity: Activity) -> Activity:
        """The activity with its place, or the very same one when none is known. No value raises."""
        means = self._by_type.get(activity.type)
        if means is None:
            return activity
        name, part, locate = means
        before, _, after = activity.value.partition("|")
        place = locate(after if part else before)
        if place is None:
            return activity
        return msgspec.structs.replace(
            activity,
            country=place.country,
            place=place.name,
            latitude=place.latitude,
            longitude=place.longitude,
            precision=place.precision,
            located_by=name,
        )

    def close(self) -> None:
        self._ip.close()
