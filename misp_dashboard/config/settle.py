"""Given values are settled: each setting gets its value, and what is wrong is collected."""

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

import msgspec
from msgspec import NODEFAULT

from misp_dashboard.config.convert import Wrong, convert, shown
from misp_dashboard.config.given import Given
from misp_dashboard.config.key import EACH, Key, Path, keys, pattern, text
from misp_dashboard.config.misplaced import misplaced
from misp_dashboard.config.password import SECRET_IN, everyone_may_read, read_password
from misp_dashboard.config.problem import Problem

DEFAULT = "default"


class Settled(msgspec.Struct):
    """The settings' values by path; complete only when there are no problems."""

    given: dict[Path, Given]
    values: dict[Path, Any] = {}
    counts: dict[Path, int] = {}
    origins: dict[str, str] = {}
    problems: list[Problem] = []
    warnings: list[str] = []

    def problem(self, path: Path, message: str) -> Problem:
        """A problem with a setting, where it was set, or else where its neighbour was."""
        return Problem(self.where(path), f"{text(path)} {message}")

    def where(self, path: Path) -> str:
        if path in self.given:
            return self.given[path].where
        below = path[:-1]
        near = (g.where for other, g in self.given.items() if other[: len(below)] == below)
        return next(near, "") if below else ""


def settle(given: dict[Path, Given]) -> Settled:
    settled = Settled(given)
    _refuse_misplaced(settled)
    for key in keys().values():
        for path in _places(key, settled):
            settled.origins[text(path)] = given[path].where if path in given else DEFAULT
            try:
                settled.values[path] = _value(key, path, settled)
            except Wrong as wrong:
                settled.problems.append(settled.problem(path, str(wrong)))
    for path in [path for path in settled.values if path[-1] in SECRET_IN]:
        _read_password(path, settled)
    return settled


def _refuse_misplaced(settled: Settled) -> None:
    """A table of a wrong name is told once, not for every key in it."""
    told: set[str] = set()
    for path, given in settled.given.items():
        if pattern(path) not in keys() and (message := misplaced(path, given.value)):
            if message not in told:
                settled.problems.append(Problem(given.where, message))
            told.add(message)


def _places(key: Key, settled: Settled) -> Iterator[Path]:
    """The paths of one setting: one for each entry of the list it is in."""
    if EACH not in key.pattern:
        yield key.pattern
        return
    at = key.pattern.index(EACH)
    above: Path = key.pattern[:at]
    if above not in settled.counts:
        settled.counts[above] = _count(above, settled)
    for number in range(settled.counts[above]):
        yield (*above, number, *key.pattern[at + 1 :])


def _count(above: Path, settled: Settled) -> int:
    """How many entries a list has; those of the environment may leave out none."""
    numbers: set[int] = set()
    for path in settled.given:
        number = path[len(above)] if len(path) > len(above) and path[: len(above)] == above else ""
        if isinstance(number, int):
            numbers.add(number)
    for expected, number in enumerate(sorted(numbers)):
        if number != expected:
            missing = f"is set, but there is no {text((*above, expected))}: they count from 0"
            inner = next(p for p in settled.given if p[: len(above) + 1] == (*above, number))
            settled.problems.append(
                Problem(settled.given[inner].where, f"{text((*above, number))} {missing}")
            )
            return expected
    return len(numbers)


def _value(key: Key, path: Path, settled: Settled) -> Any:
    if path in settled.given:
        given = settled.given[path]
        try:
            return convert(key, given)
        except Wrong as wrong:
            raise Wrong(f"is {shown(key, given.value)}, but {wrong}") from wrong
    if key.default is NODEFAULT:
        raise Wrong("is missing: every one has to have it")
    return key.default


def _read_password(path: Path, settled: Settled) -> None:
    """A password file fills in `password` beside it."""
    name = settled.values[path]
    secret = SECRET_IN[str(path[-1])]
    called = secret.split("_", 1)[-1].replace("_", " ")
    password: Path = (*path[:-1], secret)
    if not name:
        return
    try:
        settled.values[password] = read_password(FilePath(name), called)
        settled.origins[text(password)] = f"{called} file {name}"
    except Wrong as wrong:
        settled.problems.append(settled.problem(path, f'is "{name}", which {wrong}'))
        return
    if everyone_may_read(FilePath(name)):
        settled.warnings.append(f"{name}: every user may read this {called}: chmod 600 {name}")
