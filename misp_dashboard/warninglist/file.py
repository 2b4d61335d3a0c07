"""A warning list is one JSON file, in the form of the project misp-warninglists."""

from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

Kind = Literal["string", "hostname", "cidr", "substring", "regex"]
KINDS: tuple[str, ...] = get_args(Kind)

KNOWN = "known"
"""MISP's category of the lists that only tell whose a value is."""


class WarninglistUnusable(Exception):
    """Warning lists cannot be used as they are set; the message says which and the remedy."""


class _Content(msgspec.Struct, frozen=True):
    """As liberal as MISP's own import: only `name` and `list` have to be there, which may say
    something of each entry."""

    name: str
    entries: list[str] | dict[str, Any] = msgspec.field(name="list")
    type: str | list[str] = "string"
    matching_attributes: list[str] | None = None
    category: str = "false_positive"


class WarningList(msgspec.Struct, frozen=True, kw_only=True):
    """One list. `of_types` are MISP's attribute types it is meant for; empty: all of them."""

    name: str
    kind: str
    of_types: frozenset[str]
    entries: list[str]
    category: str = "false_positive"


_decode = msgspec.json.Decoder(_Content).decode


def read_list(path: Path) -> WarningList:
    """The list in a file. Raises `WarninglistUnusable` when it is none."""
    try:
        content = _decode(path.read_bytes())
    except OSError as error:
        raise unusable(path, f"cannot be read: {(error.strerror or str(error)).lower()}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise unusable(path, f"is not in their form: {error}") from error
    kind = content.type if isinstance(content.type, str) else "".join(content.type[:1])
    if kind not in KINDS:
        raise unusable(path, f'has the type "{kind}", which is none of {", ".join(KINDS)}')
    if not content.name.strip():
        raise unusable(path, "has no name")
    return WarningList(
        name=content.name.strip(),
        kind=kind,
        of_types=frozenset(content.matching_attributes or ()),
        entries=list(content.entries),
        category=content.category,
    )


def unusable(path: Path, why: str) -> WarninglistUnusable:
    """The error for this file, its remedy included."""
    return WarninglistUnusable(
        f"The warning list {path} {why}. Mend the file (docs/warninglists.md has an example), "
        "take it away, or set warninglist.enabled to false."
    )
