"""An activity gains the place its value points to."""

import logging
from collections.abc import Callable
from pathlib import Path

import msgspec

from misp_dashboard.activity.row import Activity
from misp_dashboard.location.asn import AsnLocator
from misp_dashboard.location.attribution import Attribution, attributions_for
from misp_dashboard.location.geoip import GeoipFiles
from misp_dashboard.location.geoip_watch import GeoipWatch
from misp_dashboard.location.ip import IpLocator
from misp_dashboard.location.mmdb import LocationUnavailable
from misp_dashboard.location.phone import locate_phone
from misp_dashboard.location.place import Place

log = logging.getLogger(__name__)

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
    "AS": ("asn", 0),
}
"""MISP's attribute type -> the means that locates it, and which part between "|" says where."""


class Locator:
    """Keeps the databases of locations open; threads may share one.

    `geoip` says which files they are; by default the bundled one alone. Raises
    `LocationUnavailable` when a configured one cannot be used.
    """

    def __init__(self, geoip: GeoipFiles | None = None) -> None:
        geoip = geoip or GeoipFiles()
        self._city_watch, self._asn_watch = GeoipWatch(geoip, "city"), GeoipWatch(geoip, "asn")
        self._ip = self._city_watch.first(IpLocator) or IpLocator()
        self._asn = self._asn_watch.first(self._open_asn)
        means: dict[str, Callable[[str], Place | None]] = {
            "ip": self._ip.locate,
            "phone": locate_phone,
            "asn": self._locate_asn,
        }
        self._by_type = {t: (name, part, means[name]) for t, (name, part) in LOCATED_TYPES.items()}

    @property
    def attribution(self) -> tuple[Attribution, ...]:
        """The thanks due for the databases in use, each once."""
        asn = self._asn
        kinds = [self._ip.kind, asn.kind] if asn is not None else [self._ip.kind]
        return tuple(dict.fromkeys(line for kind in kinds for line in attributions_for(kind)))

    def refresh(self) -> bool:
        """Take up databases that were put in place since; for one thread, every few seconds.

        Answers whether there was one.
        """
        city = self._city_watch.take_up(self._replace_city)
        return self._asn_watch.take_up(self._replace_asn) or city

    def locate(self, activity: Activity) -> Activity:
        """The activity with its place, or the very same one when none is known. No value raises."""
        means = self._by_type.get(activity.type)
        if means is None:
            return activity
        name, part, locate = means
        before, _, after = activity.value.partition("|")
        value = after if part else before
        if self._asn is not None:
            activity = self._with_system(activity, name, value, self._asn)
        place = locate(value)
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
        if self._asn is not None:
            self._asn.close()

    def _open_asn(self, path: Path) -> AsnLocator:
        return AsnLocator(path, self._ip.country)

    def _locate_asn(self, value: str) -> Place | None:
        asn = self._asn
        return asn.locate(value)[1] if asn is not None else None

    def _replace_city(self, path: Path | None) -> None:
        if path is not None:
            self._ip.replace(path)
        if self._asn is not None:
            self._asn.forget_countries()

    def _replace_asn(self, path: Path | None) -> None:
        before, self._asn = self._asn, self._open_asn(path) if path is not None else None
        if before is not None:
            before.retire()

    def _with_system(self, activity: Activity, means: str, value: str, asn: AsnLocator) -> Activity:
        """The activity with the number and name of the network that its value is in, or names."""
        try:
            if means == "ip":
                system = asn.system_of(value)
            elif means == "asn":
                system = asn.locate(value)[0]
            else:
                return activity
        except LocationUnavailable as error:
            # a damaged ASN database costs networks, not places
            log.error("%s No networks are told from now on.", error)
            self._replace_asn(None)
            return activity
        if system is None:
            return activity
        return msgspec.structs.replace(activity, asn=system.number, as_name=system.name)
