"""Link `geoip`: addresses are looked up, in a database that is not too old."""

from datetime import UTC, datetime

from misp_dashboard.check.finding import Finding, failed, ok, warning
from misp_dashboard.check.subject import Subject
from misp_dashboard.cli.geoip_status import Standing, standing_of
from misp_dashboard.location.geoip import KINDS, geoip_files_of

OLD_DAYS = 180
"""Of the addresses in a database, a few per cent move in half a year."""
UPDATE = (
    "misp-dashboard geoip update; on a machine without internet: misp-dashboard geoip use FILE "
    "(docs/geoip.md)"
)


def check_geoip(subject: Subject) -> Finding:
    files, now = geoip_files_of(subject.config), datetime.now(UTC)
    standings = {kind: standing_of(files, kind, now) for kind in KINDS}
    for kind, one in standings.items():
        if one.problem:
            return failed(f"{one.path} ({kind}) cannot be used: {one.problem}", _instead(kind, one))
    if not standings["city"].origin:
        return failed("there is no database of cities: no address is located", UPDATE)
    for kind, one in standings.items():
        if (one.age_days or 0) > OLD_DAYS:
            return warning(f"the {kind} database is {one.age_days:,} days old ({one.path})", UPDATE)
    city = standings["city"]
    without = "" if standings["asn"].origin else "; no ASN database: networks are not named"
    return ok(f"{city.type} of {city.built_at:%Y-%m-%d}: {city.example}{without}")


def _instead(kind: str, standing: Standing) -> str:
    if standing.origin == "configured":
        return f"set location.geoip_{kind} to another file, or to none"
    return UPDATE
