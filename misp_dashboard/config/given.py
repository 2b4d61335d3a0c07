"""A given value is one that somebody set, in a file or in the environment, and where."""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any

import msgspec

from misp_dashboard.config.key import PREFIX, Path, keys, pattern, variable
from misp_dashboard.config.line import lines_of, paths
from misp_dashboard.config.problem import ConfigError, Problem, did_you_mean

FILE_VARIABLE = f"{PREFIX}CONFIG"


class Given(msgspec.Struct, frozen=True):
    """`folder` is what a relative path is relative to; `typed` is false where all is text."""

    value: Any
    where: str
    folder: FilePath
    typed: bool


def from_file(file: FilePath) -> dict[Path, Given]:
    """What a TOML file sets. Raises ConfigError when it cannot be read or is no TOML."""
    try:
        text = file.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
        values = tomllib.loads(text)
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise ConfigError(Problem(str(file), f"cannot be read: {reason}")) from error
    except UnicodeDecodeError as error:
        raise ConfigError(Problem(str(file), "is not UTF-8 text")) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_no_toml(file, str(error), text)) from error
    lines = lines_of(text)
    return {
        path: Given(value, f"{file} line {_line(lines, path)}", file.parent, typed=True)
        for path, value in paths(values).items()
    }


def _line(lines: dict[Path, int], path: Path) -> int:
    while path not in lines and path:
        path = path[:-1]
    return lines.get(path, 1)


def _no_toml(file: FilePath, message: str, text: str) -> Problem:
    place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)", message)
    line = (place and place[1]) or str(text.rstrip().count("\n") + 1)
    what = message.replace(place[0], "") if place else message
    return Problem(f"{file} line {line}", f"not valid TOML: {what[:1].lower()}{what[1:]}")


def from_environment(environ: Mapping[str, str]) -> tuple[dict[Path, Given], list[Problem]]:
    """What MISP_DASHBOARD_* variables set, and those that mean nothing."""
    given: dict[Path, Given] = {}
    problems: list[Problem] = []
    settings = keys()
    for name, value in sorted(environ.items()):
        if not name.startswith(PREFIX) or name == FILE_VARIABLE or _set_by_kubernetes(name, value):
            continue
        parts = name.removeprefix(PREFIX).lower().split("__")
        path: Path = tuple(int(part) if part.isdecimal() else part for part in parts)
        if pattern(path) in settings and name == variable(path):
            given[path] = Given(value, f"environment variable {name}", FilePath(), typed=False)
        else:
            problems.append(_unknown_variable(name, path))
    return given, problems


def _set_by_kubernetes(name: str, value: str) -> bool:
    """Kubernetes sets these in every pod beside a Service called `misp-dashboard`."""
    rest = name.removeprefix(PREFIX)
    if rest.startswith("SERVICE_"):
        return True
    return bool(re.fullmatch(r"PORT(_\d+_(TCP|UDP)(_\w+)?)?", rest)) and (
        rest != "PORT" or value.startswith(("tcp://", "udp://"))
    )


def _unknown_variable(name: str, path: Path) -> Problem:
    number = next((part for part in path if isinstance(part, int)), 0)
    names = [key.variable(number) for key in keys().values()]
    hint = did_you_mean(name, [*names, FILE_VARIABLE])
    return Problem(f"environment variable {name}", f"there is no such setting{hint}")


def find_file(chosen: FilePath | None, environ: Mapping[str, str]) -> FilePath | None:
    """The file in force: the chosen one, or the first there is; None when there is none."""
    if chosen or environ.get(FILE_VARIABLE):
        return chosen or FilePath(environ[FILE_VARIABLE])
    return next((file for file in places(environ) if os.access(file, os.F_OK)), None)


def places(environ: Mapping[str, str]) -> list[FilePath]:
    """Where a configuration is looked for, the first there is counts."""
    name = "misp-dashboard.toml"
    found = [FilePath(name)]
    if environ.get("HOME"):
        found.append(FilePath(environ["HOME"]) / ".config" / "misp-dashboard" / name)
    return [*found, FilePath("/etc/misp-dashboard") / name]
