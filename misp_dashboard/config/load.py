"""The configuration in force, from its file and the environment."""

from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any, get_type_hints

import msgspec

from misp_dashboard.config.given import find_file, from_environment, from_file
from misp_dashboard.config.key import Path, table_of
from misp_dashboard.config.password import FILE_OF, everyone_may_read, other_password, two_passwords
from misp_dashboard.config.problem import ConfigError
from misp_dashboard.config.settings import Config
from misp_dashboard.config.settle import Settled, settle
from misp_dashboard.config.together import careless, contradictions


class Loaded(msgspec.Struct, frozen=True):
    """`origins` says where each setting's value came from, by its key (`instances[0].zmq`)."""

    config: Config
    file: FilePath | None
    origins: dict[str, str]
    warnings: tuple[str, ...]


def load(path: FilePath | None, environ: Mapping[str, str]) -> Config:
    """The configuration in force. Raises ConfigError with everything that is wrong.

    `path` is the file chosen on the command line; without it, MISP_DASHBOARD_CONFIG and the usual
    places count, and without any file the defaults. `environ` wins over the file.
    """
    return load_with_origins(path, environ).config


def load_with_origins(path: FilePath | None, environ: Mapping[str, str]) -> Loaded:
    """As `load`, with where every value came from and what should be mended soon."""
    file = find_file(path, environ)
    in_file = from_file(file) if file else {}
    in_environment, problems = from_environment(environ)
    problems += [*two_passwords(in_file), *two_passwords(in_environment)]
    warnings = []
    if file and any(name[-1] in FILE_OF for name in in_file) and everyone_may_read(file):
        warnings.append(f"{file} holds a password and every user may read it: chmod 600 {file}")
    for name in in_environment:
        in_file.pop(other_password(name), None)
    settled = settle({**in_file, **in_environment})
    problems += settled.problems
    if problems:
        # Those of one file in the order of its lines: of two places, the longer has more digits.
        raise ConfigError(*sorted(problems, key=lambda one: (len(one.where), one.where)))
    config = _build(Config, (), settled)
    if wrong := [settled.problem(path, message) for path, message in contradictions(config)]:
        raise ConfigError(*wrong)
    warnings += [*settled.warnings, *careless(config)]
    return Loaded(config, file, settled.origins, tuple(warnings))


def _build(table: type[msgspec.Struct], at: Path, settled: Settled) -> Any:
    values: dict[str, Any] = {}
    types = get_type_hints(table, include_extras=True)
    for name in table.__struct_fields__:
        inner, is_list = table_of(types[name])
        here = (*at, name)
        if inner and is_list:
            numbers = range(settled.counts.get(here, 0))
            values[name] = tuple(_build(inner, (*here, number), settled) for number in numbers)
        else:
            values[name] = _build(inner, here, settled) if inner else settled.values[here]
    return table(**values)
