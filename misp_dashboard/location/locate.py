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
from misp_dashboard.location.host import address_of
from misp_dashboard.location.ip import IpLocator
from misp_dashboard.location.located_type import ANY_OBJECT, LOCATED, Located, Part
from misp_dashboard.location.mmdb import LocationUnavailable
from misp_dashboard.location.place import Place
from misp_dashboard.location.target import targets_of_tags

log = logging.getLogger(__name__)

__all__ = ["LocationUnavailable", "Locator"]

GALAXY = "galaxy"
"""The means by which tags tell who is targeted."""

PARTS: dict[Part, Callable[[str], str]] = {
    "before": lambda value: value.partition("|")[0],
    "after": lambda value: value.partition("|")[2],
    "host": address_of,
}
"""What of a value is read."""

_OF_NETWORKS = ("ip", "asn")
"""Means whose values also name a network, when there is an ASN database."""


class Locator:
    """Keeps the databases of locations open; threads may share one.

    `geoip` says which files they are; by default the bundled one alone. With `tld`, top-level
    domains count as a weak hint. Raises `LocationUnavailable` when a configured file cannot be
    used.
    """

    def __init__(self, geoip: GeoipFiles | None = None, *, tld: bool = False) -> None:
        geoip = geoip or GeoipFiles()
        self._city_watch, self._asn_watch = GeoipWatch(geoip, "city"), GeoipWatch(geoip, "asn")
        self._ip = self._city_watch.first(IpLocator) or IpLocator()
        self._asn = self._asn_watch.first(self._open_asn)
        databases: dict[str, Callable[[str], Place | None]] = {
            "ip": self._ip.locate,
            "asn": self._locate_asn,
        }
        self._by_type: dict[str, tuple[Located, ...]] = {}
        self._by_relation: dict[str, dict[str, tuple[Located, ...]]] = {}
        for row in LOCATED:
            read = row.read or databases.get(row.means)
            if read is None or (row.means == "tld" and not tld):
                continue
            name, within, relation = row.type.partition("/")
            rows = self._by_relation.setdefault(relation, {}) if within else self._by_type
            rows[name] = (*rows.get(name, ()), row._replace(read=read))

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
        rows = self._by_type.get(activity.type)
        if rows is None and activity.object_relation and activity.type == "text":
            rows = self._of_relation(activity)
        if rows is not None:
            activity = self._read(activity, rows)
        if activity.tags and (targets := targets_of_tags(activity.tags)):
            return _targeted(activity, targets, GALAXY)
        return activity

    def _of_relation(self, activity: Activity) -> tuple[Located, ...] | None:
        """How the text of an object is located, which says what it is by its relation."""
        by_object = self._by_relation.get(activity.object_relation)
        if by_object is None:
            return None
        return by_object.get(activity.object_name) or by_object.get(ANY_OBJECT)

    def _read(self, activity: Activity, rows: tuple[Located, ...]) -> Activity:
        """The first means that tells something tells it."""
        for row in rows:
            value = PARTS[row.part](activity.value) if row.part else activity.value
            if not value:
                continue
            if self._asn is not None and row.means in _OF_NETWORKS:
                activity = self._with_system(activity, row.means, value, self._asn)
            told = row.read(value) if row.read else None
            if isinstance(told, Place):
                return _placed(activity, told, row)
            if told:
                return _targeted(activity, told, row.means)
        return activity

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
            if self._asn is asn:
                log.error("%s No networks are told from now on.", error)
                self._replace_asn(None)
            return activity
        if system is None:
            return activity
        return msgspec.structs.replace(activity, asn=system.number, as_name=system.name)


def _placed(activity: Activity, place: Place, row: Located) -> Activity:
    return msgspec.structs.replace(
        activity,
        country=place.country,
        place=place.name,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=row.precision if row.precision == "weak" else place.precision,
        located_by=row.means,
    )


def _targeted(activity: Activity, targets: tuple[str, ...], means: str) -> Activity:
    added = tuple(target for target in targets if target not in activity.targets)
    if not added:
        return activity
    return msgspec.structs.replace(
        activity,
        targets=(*activity.targets, *added),
        targeted_by=activity.targeted_by or means,
    )
