"""A matrix of MITRE ATT&CK is the tactics of a domain in order, and their techniques."""

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Literal

import msgspec

Domain = Literal["enterprise", "mobile", "ics"]
DOMAINS: tuple[Domain, ...] = ("enterprise", "mobile", "ics")

BUNDLED = Path(__file__).parent
"""What comes with the dashboard, made by `geodata/attack.py`."""

ID = r"T[0-9]{4}(?:\.[0-9]{3})?"

LICENCE = (
    "The MITRE Corporation (MITRE) hereby grants you a non-exclusive, royalty-free license to use "
    "ATT&CK® for research, development, and commercial purposes. Any copy you make for such "
    "purposes is authorized provided that you reproduce MITRE's copyright designation and this "
    "license in any such copy."
)
"""https://attack.mitre.org/resources/legal-and-branding/terms-of-use/"""


def notice(year: int) -> str:
    """The copyright designation that goes with the licence."""
    return (
        f"© {year} The MITRE Corporation. This work is reproduced and distributed with the "
        "permission of The MITRE Corporation."
    )


class MatrixUnusable(Exception):
    """A file is no matrix: the reason, to stand after the file's name."""


class Tactic(msgspec.Struct, frozen=True):
    """`id` is the short name that techniques have (`initial-access`)."""

    id: str
    name: str


class Technique(msgspec.Struct, frozen=True):
    """A sub-technique's id is its parent's, a dot and three digits."""

    id: str
    name: str
    tactics: list[str]


class Retired(msgspec.Struct, frozen=True):
    """An id that is not used any more; `successor` is "" where there is none."""

    id: str
    name: str
    successor: str


class Matrix(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """`version` is ATT&CK's, "" where the source does not tell it."""

    domain: Domain
    version: str
    source: str
    notice: str
    licence: str = LICENCE
    tactics: list[Tactic]
    techniques: list[Technique]
    retired: list[Retired]

    @cached_property
    def by_id(self) -> Mapping[str, Technique]:
        return {one.id: one for one in self.techniques}

    @cached_property
    def successors(self) -> Mapping[str, str]:
        """The technique that each retired id counts for, where there is one."""
        return {one.id: one.successor for one in self.retired if one.successor}

    @cached_property
    def retired_names(self) -> Mapping[str, str]:
        return {one.id: one.name for one in self.retired}


def parent_of(id: str) -> str:
    """ "" for a technique that is no sub-technique."""
    parent, dot, _ = id.partition(".")
    return parent if dot else ""


def read_matrix(content: bytes) -> Matrix:
    """Raises MatrixUnusable with what is wrong in it."""
    try:
        matrix = msgspec.json.decode(content, type=Matrix)
    except msgspec.MsgspecError as error:
        raise MatrixUnusable(f"is no matrix of ATT&CK: {error}") from error
    check(matrix)
    return matrix


def check(matrix: Matrix) -> None:
    """Raises MatrixUnusable for what the page could not show as a matrix."""
    if not matrix.tactics or not matrix.techniques:
        raise MatrixUnusable("holds no techniques of ATT&CK")
    tactics = {one.id for one in matrix.tactics}
    ids = {one.id for one in matrix.techniques}
    if len(ids) < len(matrix.techniques) or len(tactics) < len(matrix.tactics):
        raise MatrixUnusable("names a technique or tactic twice")
    for one in matrix.techniques:
        if not re.fullmatch(ID, one.id):
            raise MatrixUnusable(f'has a technique with the id "{one.id[:40]}"')
        if not one.tactics or not tactics.issuperset(one.tactics):
            raise MatrixUnusable(f"has {one.id} in a tactic that it does not have")
        if (parent := parent_of(one.id)) and parent not in ids:
            raise MatrixUnusable(f"has {one.id}, but not {parent}")
    for gone in matrix.retired:
        if gone.id in ids or (gone.successor and gone.successor not in ids):
            raise MatrixUnusable(f"has {gone.id} retired for what is no technique")


def written(matrix: Matrix) -> bytes:
    """As the file of a domain: one technique a line, so that a change can be read."""
    lines = []
    for name in Matrix.__struct_fields__:
        value = getattr(matrix, name)
        if isinstance(value, list):
            rows = ",\n".join("  " + msgspec.json.encode(one).decode() for one in value)
            lines.append(f'"{name}": [\n{rows}\n]')
        else:
            lines.append(f'"{name}": {msgspec.json.encode(value).decode()}')
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()
