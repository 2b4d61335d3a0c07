"""Which line of a TOML file each of its keys stands on."""

import tomllib
from typing import Any

from misp_dashboard.config.key import Path


def lines_of(text: str) -> dict[Path, int]:
    """The line where each key's statement begins, counted from 1, tables included.

    `text` is TOML without errors. The standard reader keeps no lines, so this reads statement by
    statement: lines are added until they parse, which is where a statement ends.
    """
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    statement, start = "", 1
    for number, line in enumerate(text.split("\n"), 1):
        statement += line + "\n"
        try:
            values = tomllib.loads(statement)
        except tomllib.TOMLDecodeError:
            continue
        if statement.lstrip().startswith("["):
            table = _header(values, statement.lstrip().startswith("[["), counts)
            found.setdefault(table, start)
        else:
            for path in paths(values):
                found.setdefault(table + path, start)
        statement, start = "", number + 1
    return found


def _header(values: dict[str, Any], is_list: bool, counts: dict[Path, int]) -> Path:
    """The path of the table that a header opens; `counts` has the lists' lengths so far."""
    path: Path = ()
    while isinstance(values, dict) and values:
        name, values = next(iter(values.items()))
        path += (name,)
        if is_list and isinstance(values, list):
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path += (counts[path] - 1,)
    return path


def paths(values: dict[str, Any]) -> dict[Path, Any]:
    """Every value by its path; tables and lists of tables are entered, empty ones are values."""
    found: dict[Path, Any] = {}
    for name, value in values.items():
        if isinstance(value, dict) and value:
            found.update({(name, *rest): inner for rest, inner in paths(value).items()})
        elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            for number, one in enumerate(value):
                inner = paths(one) or {(): {}}
                found.update({(name, number, *rest): leaf for rest, leaf in inner.items()})
        else:
            found[(name,)] = value
    return found
