"""MITRE's own STIX bundle of a domain becomes its matrix."""

import re
from collections.abc import Mapping

import msgspec

from misp_dashboard.attack.matrix import (
    Domain,
    Matrix,
    MatrixUnusable,
    Retired,
    Tactic,
    Technique,
    check,
    notice,
)

CHAINS: dict[str, Domain] = {
    "mitre-attack": "enterprise",
    "mitre-mobile-attack": "mobile",
    "mitre-ics-attack": "ics",
}


class _Reference(msgspec.Struct):
    source_name: str = ""
    external_id: str = ""


class _Phase(msgspec.Struct):
    kill_chain_name: str = ""
    phase_name: str = ""


class _Definition(msgspec.Struct):
    statement: str = ""


class _Object(msgspec.Struct):
    type: str
    id: str = ""
    name: str = ""
    revoked: bool = False
    x_mitre_deprecated: bool = False
    x_mitre_shortname: str = ""
    x_mitre_version: str = ""
    tactic_refs: list[str] = []
    external_references: list[_Reference] = []
    kill_chain_phases: list[_Phase] = []
    relationship_type: str = ""
    source_ref: str = ""
    target_ref: str = ""
    definition: _Definition = msgspec.field(default_factory=_Definition)

    @property
    def external_id(self) -> str:
        return next(
            (one.external_id for one in self.external_references if one.source_name in CHAINS), ""
        )

    @property
    def is_gone(self) -> bool:
        return self.revoked or self.x_mitre_deprecated


class _Bundle(msgspec.Struct, tag_field="type", tag="bundle"):
    objects: list[_Object]


def is_stix(content: bytes) -> bool:
    """Whether it is a STIX bundle, be it of ATT&CK or of something else."""
    try:
        msgspec.json.decode(content, type=_Bundle)
    except msgspec.MsgspecError:
        return False
    return True


def matrix_of_stix(content: bytes, source: str, this_year: int) -> Matrix:
    """Raises MatrixUnusable when it holds no matrix, or those of several domains."""
    objects = msgspec.json.decode(content, type=_Bundle).objects
    patterns = [one for one in objects if one.type == "attack-pattern" and one.external_id]
    chains = {phase.kill_chain_name for one in patterns for phase in one.kill_chain_phases}
    domains = sorted(CHAINS[chain] for chain in chains if chain in CHAINS)
    if not domains:
        raise MatrixUnusable("holds no techniques of ATT&CK")
    if len(domains) > 1:
        raise MatrixUnusable(f"holds several domains ({', '.join(domains)}): give one at a time")
    tactics = _tactics(objects)
    current = [
        Technique(one.external_id, one.name, _of_technique(one, tactics))
        for one in patterns
        if not one.is_gone
    ]
    matrix = Matrix(
        domain=domains[0],
        version=next(
            (one.x_mitre_version for one in objects if one.type == "x-mitre-collection"), ""
        ),
        source=source,
        notice=notice(_year(objects) or this_year),
        tactics=tactics,
        techniques=sorted(current, key=lambda one: one.id),
        retired=_retired(objects, patterns, {one.id for one in current}),
    )
    check(matrix)
    return matrix


def _year(objects: list[_Object]) -> int:
    """Of the copyright: `Copyright 2015-2025, The MITRE Corporation`; 0 where it is not told."""
    found = [
        int(year)
        for one in objects
        if one.type == "marking-definition" and "MITRE" in one.definition.statement
        for year in re.findall(r"\b20\d\d\b", one.definition.statement)
    ]
    return max(found, default=0)


def _tactics(objects: list[_Object]) -> list[Tactic]:
    """In the order of the matrix; those that no matrix names come last."""
    by_id = {one.id: one for one in objects if one.type == "x-mitre-tactic" and not one.is_gone}
    matrices = [one for one in objects if one.type == "x-mitre-matrix" and not one.is_gone]
    order = [ref for one in matrices for ref in one.tactic_refs if ref in by_id]
    refs = dict.fromkeys([*order, *by_id])
    return [Tactic(by_id[ref].x_mitre_shortname, by_id[ref].name) for ref in refs]


def _of_technique(one: _Object, tactics: list[Tactic]) -> list[str]:
    named = {phase.phase_name for phase in one.kill_chain_phases}
    return [tactic.id for tactic in tactics if tactic.id in named]


def _retired(objects: list[_Object], patterns: list[_Object], ids: set[str]) -> list[Retired]:
    by_ref = {one.id: one for one in patterns}
    following = {
        one.source_ref: one.target_ref
        for one in objects
        if one.type == "relationship" and one.relationship_type == "revoked-by"
    }
    found = [
        Retired(one.external_id, one.name, _successor(one.id, following, by_ref, ids))
        for one in patterns
        if one.is_gone and one.external_id not in ids
    ]
    return sorted({one.id: one for one in found}.values(), key=lambda one: one.id)


def _successor(
    ref: str, following: Mapping[str, str], by_ref: Mapping[str, _Object], ids: set[str]
) -> str:
    """The current one at the end of the chain: a successor may have been retired as well."""
    seen = {ref}
    while (ref := following.get(ref, "")) in by_ref and ref not in seen:
        seen.add(ref)
        if by_ref[ref].external_id in ids:
            return by_ref[ref].external_id
    return ""
