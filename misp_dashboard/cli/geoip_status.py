"""How it stands with a GeoIP database: which file is in force, how old it is, what it holds."""

from datetime import UTC, datetime
from typing import Literal

import click
import msgspec

from misp_dashboard.cli.amount import count_text, size_text
from misp_dashboard.cli.printable import printable
from misp_dashboard.config import Config
from misp_dashboard.location.geoip import KINDS, GeoipFiles, Kind, geoip_files_of
from misp_dashboard.location.geoip_place import read_note
from misp_dashboard.location.geoip_proof import examine
from misp_dashboard.location.geoip_source import is_stale, licence_of
from misp_dashboard.location.mmdb import LocationUnavailable

NO_ASN = "none: the networks of addresses are not named"
NOTHING: dict[Kind, str] = {"city": "tells no places", "asn": "tells no networks of providers"}
UPDATE = "`misp-dashboard geoip update` gets the newest"


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """`origin` is "" and `path` empty when no database is in force; `problem` says why the one
    in force cannot be used. `source` and `placed_at` are known of what was put in place."""

    origin: Literal["configured", "downloaded", "bundled", ""] = ""
    path: str = ""
    type: str = ""
    built_at: datetime | None = None
    age_days: int | None = None
    size_bytes: int | None = None
    example: str = ""
    licence: str = ""
    source: str = ""
    placed_at: datetime | None = None
    update_due: bool = True
    problem: str = ""


def show(config: Config, as_json: bool) -> bool:
    """Tell how it stands with each; whether all in force can be used."""
    files, now = geoip_files_of(config), datetime.now(UTC)
    standings: dict[Kind, Standing] = {kind: standing_of(files, kind, now) for kind in KINDS}
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(standings), indent=2))
    else:
        for kind, standing in standings.items():
            click.echo("\n".join(map(printable, lines_of(kind, standing))))
    return not any(standing.problem for standing in standings.values())


def standing_of(files: GeoipFiles, kind: Kind, now: datetime) -> Standing:
    in_force = files.in_force(kind)
    if in_force is None:
        return Standing()
    path = str(in_force.path)
    try:
        proof = examine(in_force.path)
    except LocationUnavailable as error:
        return Standing(origin=in_force.origin, path=path, problem=error.why)
    downloaded = in_force.origin == "downloaded" and files.folder is not None
    note = read_note(files.folder, kind) if downloaded and files.folder else None
    return Standing(
        origin=in_force.origin,
        path=path,
        type=proof.type,
        built_at=proof.built_at,
        age_days=(now - proof.built_at).days,
        size_bytes=proof.size_bytes,
        example=proof.example,
        licence=licence_of(proof.type),
        source=note.url if note else "",
        placed_at=note.placed_at if note else None,
        update_due=is_stale(proof.type, proof.built_at, now),
        problem="" if _tells(kind, proof.kinds, proof.example) else NOTHING[kind],
    )


def _tells(kind: Kind, kinds: tuple[Kind, ...], example: str) -> bool:
    # a configured country database is of use, too: it has an example, but no city
    return kind in kinds or (kind == "city" and example != "" and "asn" not in kinds)


def lines_of(kind: Kind, standing: Standing) -> list[str]:
    """For people: a line that says it all, then the details."""
    if not standing.origin:
        return [f"{kind:<6}{NO_ASN}; {UPDATE}."]
    if standing.problem:
        return [f"{kind:<6}{standing.path} ({standing.origin}) cannot be used: {standing.problem}."]
    lines = [
        f"{kind:<6}{standing.type}, built {standing.built_at:%Y-%m-%d}, "
        f"{count_text(standing.age_days or 0, 'day')} old: {_due(standing)}",
        f"      {standing.origin}: {standing.path}, {size_text(standing.size_bytes or 0)}",
        f"      {standing.example}",
    ]
    if standing.source:
        lines.append(f"      from {standing.source}, {standing.placed_at:%Y-%m-%d %H:%M} UTC")
    if standing.licence:
        lines.append(f"      licence: {standing.licence}")
    return lines


def _due(standing: Standing) -> str:
    if not standing.update_due:
        return "up to date."
    if standing.origin == "configured":
        return "there should be a newer one."
    return f"an update is due; {UPDATE}."
