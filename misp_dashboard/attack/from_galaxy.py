"""MISP's galaxy mitre-attack-pattern becomes the matrix of Enterprise."""

import re
from collections.abc import Mapping, Sequence

import msgspec

from misp_dashboard.attack.matrix import (
    Matrix,
    MatrixUnusable,
    Retired,
    Tactic,
    Technique,
    check,
)

GALAXY = "mitre-attack-pattern"
SOURCE = "MISP galaxy mitre-attack-pattern, version {version}"

SMALL = ("and", "the", "of")

CHAIN = "attack-"
"""How the kill chains of Enterprise begin: one for each platform, `attack-Windows`. The galaxy has
Mobile as well, but does not tell which of its techniques are deprecated."""

ORDER = (
    "reconnaissance", "resource-development", "initial-access", "execution", "persistence",
    "privilege-escalation", "defense-evasion", "credential-access", "discovery",
    "lateral-movement", "collection", "command-and-control", "exfiltration", "impact",
)  # fmt: skip
"""Of the tactics, which the clusters do not tell; others come after them."""

DEPRECATED = re.compile(r"(?i)^\W*this (technique|object|sub-technique) (is|has been) deprecated")


class _Meta(msgspec.Struct):
    external_id: str = ""
    kill_chain: list[str] = []


class _Related(msgspec.Struct, rename={"uuid": "dest-uuid"}):
    uuid: str = ""
    type: str = ""


class _Cluster(msgspec.Struct):
    value: str
    uuid: str = ""
    description: str = ""
    meta: _Meta = msgspec.field(default_factory=_Meta)
    related: list[_Related] = []
    revoked: bool = False


class _Galaxy(msgspec.Struct):
    type: str
    version: int
    values: list[_Cluster]


def is_galaxy(content: bytes) -> bool:
    """Whether it is a file of clusters, be it of this galaxy or another."""
    try:
        msgspec.json.decode(content, type=_Galaxy)
    except msgspec.MsgspecError:
        return False
    return True


def matrix_of_galaxy(content: bytes, version: str, notice: str) -> Matrix:
    """Raises MatrixUnusable.

    `version` is ATT&CK's, which the galaxy does not tell.
    """
    galaxy = msgspec.json.decode(content, type=_Galaxy)
    if galaxy.type != GALAXY:
        raise MatrixUnusable(f'is the galaxy "{galaxy.type[:60]}", not {GALAXY}')
    current, gone = [], []
    for cluster in galaxy.values:
        tactics = _tactics(cluster)
        if cluster.revoked or DEPRECATED.match(cluster.description):
            gone.append(cluster)
        elif tactics:
            current.append(Technique(cluster.meta.external_id, _name(cluster), tactics))
    matrix = Matrix(
        domain="enterprise",
        version=version,
        source=SOURCE.format(version=galaxy.version),
        notice=notice,
        tactics=_in_order([id for one in current for id in one.tactics]),
        techniques=sorted(current, key=lambda one: one.id),
        retired=_retired(galaxy.values, gone, {one.id for one in current}),
    )
    check(matrix)
    return matrix


def _in_order(used: Sequence[str]) -> list[Tactic]:
    order = [*ORDER, *(one for one in dict.fromkeys(used) if one not in ORDER)]
    return [Tactic(id, _title(id)) for id in order if id in used]


def _tactics(cluster: _Cluster) -> list[str]:
    links = [link.rpartition(":") for link in cluster.meta.kill_chain]
    named = {tactic for chain, _, tactic in links if chain.startswith(CHAIN)}
    return sorted(named, key=lambda id: (ORDER.index(id) if id in ORDER else len(ORDER), id))


def _retired(
    clusters: Sequence[_Cluster], gone: Sequence[_Cluster], ids: set[str]
) -> list[Retired]:
    by_uuid = {one.uuid: one for one in clusters}
    found = {}
    for one in gone:
        id, successor = one.meta.external_id, _successor(one, by_uuid, ids)
        # a revoked one of Mobile may have no kill chain
        if id and id not in ids and (successor or _tactics(one)):
            found[id] = Retired(id, _name(one), successor)
    return [found[id] for id in sorted(found)]


def _name(cluster: _Cluster) -> str:
    return cluster.value.removesuffix(f" - {cluster.meta.external_id}").strip()


def _successor(cluster: _Cluster, by_uuid: Mapping[str, _Cluster], ids: set[str]) -> str:
    """The current one at the end of the chain: a successor may have been retired as well."""
    seen = {cluster.uuid}
    while True:
        following = next((one.uuid for one in cluster.related if one.type == "revoked-by"), "")
        if following in seen or following not in by_uuid:
            return ""
        seen.add(following)
        cluster = by_uuid[following]
        if cluster.meta.external_id in ids:
            return cluster.meta.external_id


def _title(id: str) -> str:
    words = id.split("-")
    return " ".join(word if word in SMALL else word.capitalize() for word in words)
