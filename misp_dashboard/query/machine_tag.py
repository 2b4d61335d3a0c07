"""A machine tag is a namespace, a predicate and a value: `namespace:predicate="value"`."""

import re
from typing import NamedTuple

GALAXY = "misp-galaxy"

NAMESPACE = r"^([\w.-]+):[^\s:=\"]"
"""Finds the namespace; RE2 and Python read it alike."""

_PARTS = re.compile(r"(?s)([\w.-]+):([^\s:=\"][^=\"]*)(?:=(.*))?", re.ASCII)


class MachineTag(NamedTuple):
    """All are "" for a tag that is none; `tlp:red` has no value."""

    namespace: str
    predicate: str
    value: str


def machine_tag(tag: str) -> MachineTag:
    """The parts of a tag, its value without the quotes around it."""
    found = _PARTS.fullmatch(tag)
    if not found:
        return MachineTag("", "", "")
    namespace, predicate, value = found[1], found[2], found[3] or ""
    if len(value) >= 2 and value[0] == value[-1] == '"':
        value = value[1:-1]
    return MachineTag(namespace, predicate, value)
