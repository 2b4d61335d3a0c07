"""A key is the path to one setting, as a file, the environment and a sentence write it."""

from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
from msgspec import NODEFAULT, Meta

from misp_dashboard.config.rule import Rule
from misp_dashboard.config.secret import Secret
from misp_dashboard.config.settings import Config

PREFIX = "MISP_DASHBOARD_"
Path = tuple[str | int, ...]
"""Where a value stands: ("instances", 0, "zmq")."""

EACH = "[]"
"""Stands in a pattern for every number of a list."""


class Key(msgspec.Struct, frozen=True):
    """One setting there is."""

    pattern: tuple[str, ...]
    type: Any
    field: msgspec.structs.FieldInfo
    description: str
    rule: Rule | None
    path: bool

    @property
    def text(self) -> str:
        return text(self.pattern)

    @property
    def default(self) -> Any:
        """NODEFAULT where the setting is required."""
        factory = self.field.default_factory
        return self.field.default if factory is NODEFAULT else factory()

    @property
    def secret(self) -> bool:
        return plain_type(self.type) is Secret

    def variable(self, number: int = 0) -> str:
        """The environment variable, for the list's entry with this number."""
        return variable(number if part == EACH else part for part in self.pattern)


def text(path: Any) -> str:
    """A path as sentences write it: `instances[0].zmq`."""
    written = ""
    for part in path:
        if isinstance(part, int):
            written += f"[{part}]"
        elif part == EACH:
            written += EACH
        else:
            written += f".{part}" if written else part
    return written


def variable(path: Any) -> str:
    """A path as the environment writes it: MISP_DASHBOARD_INSTANCES__0__ZMQ."""
    return PREFIX + "__".join(str(part).upper() for part in path)


def pattern(path: Path) -> tuple[str, ...]:
    return tuple(EACH if isinstance(part, int) else part for part in path)


def plain_type(annotated: Any) -> Any:
    """`str` of `Annotated[str, ...]`."""
    return get_args(annotated)[0] if hasattr(annotated, "__metadata__") else annotated


def table_of(annotated: Any) -> tuple[type[msgspec.Struct] | None, bool]:
    """The Struct behind a type, and whether the type is a list of it."""
    if get_origin(annotated) is tuple and isinstance(get_args(annotated)[0], type):
        return get_args(annotated)[0], True
    if isinstance(annotated, type) and issubclass(annotated, msgspec.Struct):
        return annotated, False
    return None, False


def _keys(table: type[msgspec.Struct], above: tuple[str, ...]) -> list[Key]:
    found: list[Key] = []
    types = get_type_hints(table, include_extras=True)
    for field in msgspec.structs.fields(table):
        inner, is_list = table_of(types[field.name])
        here = (*above, field.name)
        if inner:
            found += _keys(inner, (*here, EACH) if is_list else here)
        else:
            found.append(_key(here, types[field.name], field))
    return found


def _key(path: tuple[str, ...], annotated: Any, field: msgspec.structs.FieldInfo) -> Key:
    metas = [meta for meta in annotated.__metadata__ if isinstance(meta, Meta)]
    meaning = next(meta for meta in metas if meta.description)
    extra = meaning.extra or {}
    return Key(path, annotated, field, meaning.description or "", extra["rule"], extra["path"])


@cache
def keys() -> dict[tuple[str, ...], Key]:
    """Every setting there is, in the order of the Structs."""
    return {key.pattern: key for key in _keys(Config, ())}
