"""A tag may carry the id of a technique of ATT&CK: which one, and what that counts for."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from misp_dashboard.attack.matrix import ID, Domain, Matrix, parent_of

_ID = re.compile(rf"(?i)(?<![a-z0-9-])(?<!aml\.)({ID})(?![a-z0-9])")
"""`PRE-T1108` and `MOB-T1057` are of older matrices, where the number meant something else, and
`AML.T0000` of one for machine learning."""

_TECHNIQUES = re.compile(r"misp-galaxy:[^=]*(attack-pattern|technique)[^=]*=")
"""Galaxies of what is no technique have such numbers as well: mitigations
(`mitre-course-of-action`), tasks, firearms."""

WHOLE, ITSELF, UNKNOWN, ELSEWHERE = "*", "=", "?", "@"
"""A technique's counts are of `T1566` with its sub-techniques, and of `=T1566` by itself; those
of an id that is in no matrix are of `?T9999`; others are of a tactic (`impact`), of the whole
matrix, and of the matrix of another domain (`@mobile`)."""


class Counting(NamedTuple):
    """`keys` are what is counted; each of the `tags` has a number in `techniques`, and that is the
    position, from 1, in `counts_for`: the positions, from 1, of the keys it counts for."""

    keys: list[str]
    tags: list[str]
    techniques: list[int]
    counts_for: list[list[int]]
    tags_of: Mapping[str, list[str]]
    """Of a technique by itself or an unknown id, by its key."""


def technique_id(tag: str) -> str:
    """The first id in the tag; "" for a tag that names no technique."""
    if tag.startswith("misp-galaxy:") and not _TECHNIQUES.match(tag):
        return ""
    found = _ID.search(tag)
    return found[1].upper() if found else ""


def counting(tags: Iterable[str], matrix: Matrix, others: Mapping[Domain, Matrix]) -> Counting:
    """What the tags count for. Retired ids count for their successor."""
    elsewhere = {
        id: domain for domain, other in others.items() for id in (*other.by_id, *other.successors)
    }
    positions: dict[str, int] = {}
    numbers: dict[str, int] = {}
    found = Counting([], [], [], [], {})
    tags_of: dict[str, list[str]] = {}
    for tag in sorted(tags):
        id = technique_id(tag)
        if not id:
            continue
        id = matrix.successors.get(id, id)
        keys = _keys(id, matrix, elsewhere)
        tags_of.setdefault(keys[0], []).append(tag)
        if id not in numbers:
            numbers[id] = len(numbers) + 1
            found.counts_for.append([positions.setdefault(key, len(positions) + 1) for key in keys])
        found.tags.append(tag)
        found.techniques.append(numbers[id])
    return found._replace(keys=list(positions), tags_of=tags_of)


def _keys(id: str, matrix: Matrix, elsewhere: Mapping[str, Domain]) -> list[str]:
    if one := matrix.by_id.get(id):
        parent = parent_of(id)
        return [f"{ITSELF}{id}", id, *([parent] if parent else []), *one.tactics, WHOLE]
    if id in elsewhere:
        return [f"{ELSEWHERE}{elsewhere[id]}"]
    return [f"{UNKNOWN}{id}"]
