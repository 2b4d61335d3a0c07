"""How it stands with the matrices of ATT&CK: which are in force, how much they hold."""

from pathlib import Path
from typing import Literal

import click
import msgspec

from misp_dashboard.attack.matrix import DOMAINS, Domain, Matrix, MatrixUnusable, parent_of
from misp_dashboard.attack.place import FOLDER, in_force, read_file
from misp_dashboard.cli.printable import printable
from misp_dashboard.config import Config


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """`origin` is "" and `path` empty for a domain without a matrix; `problem` says why the one
    in force cannot be used."""

    origin: Literal["updated", "bundled", ""] = ""
    path: str = ""
    version: str = ""
    techniques: int = 0
    sub_techniques: int = 0
    source: str = ""
    notice: str = ""
    problem: str = ""


def show(config: Config, as_json: bool) -> bool:
    """Tell how it stands with each; whether all in force can be used."""
    standings = {domain: standing_of(config.data_dir / FOLDER, domain) for domain in DOMAINS}
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(standings), indent=2))
    else:
        for domain, standing in standings.items():
            click.echo("\n".join(map(printable, lines_of(domain, standing))))
    return not any(standing.problem for standing in standings.values())


def standing_of(folder: Path, domain: Domain) -> Standing:
    chosen = in_force(folder, domain)
    if chosen is None:
        return Standing()
    try:
        matrix = read_file(chosen.path)
    except MatrixUnusable as error:
        return Standing(origin=chosen.origin, path=str(chosen.path), problem=str(error))
    subs = sum(bool(parent_of(one.id)) for one in matrix.techniques)
    return Standing(
        origin=chosen.origin,
        path=str(chosen.path),
        version=matrix.version,
        techniques=len(matrix.techniques) - subs,
        sub_techniques=subs,
        source=matrix.source,
        notice=matrix.notice,
    )


def lines_of(domain: Domain, one: Standing) -> list[str]:
    """For people: a line that says it all, then the details."""
    if not one.origin:
        update = f"`misp-dashboard attack update --domain {domain}` gets it"
        return [f"{domain:<12}none: its techniques are listed as unknown; {update}."]
    if one.problem:
        return [f"{domain:<12}{one.path} ({one.origin}) cannot be used: {one.problem}."]
    return [
        f"{domain:<12}{_named(one.version)}: {one.techniques} techniques, "
        f"{one.sub_techniques} sub-techniques",
        f"{'':<12}{one.origin}: {one.path}",
        f"{'':<12}from {one.source}",
        f"{'':<12}{one.notice}",
    ]


def described(matrix: Matrix) -> str:
    subs = sum(bool(parent_of(one.id)) for one in matrix.techniques)
    of = f"{len(matrix.techniques) - subs} techniques, {subs} sub-techniques"
    return f"{_named(matrix.version)} with {of}"


def _named(version: str) -> str:
    return f"ATT&CK {version}" if version else "ATT&CK, version not told"
