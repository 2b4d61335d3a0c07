"""A secret stands in its setting, or in the first line of the file that another one names."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path as FilePath

from misp_dashboard.config.convert import Wrong
from misp_dashboard.config.given import Given
from misp_dashboard.config.key import Path, text
from misp_dashboard.config.problem import Problem
from misp_dashboard.config.secret import Secret

FILE_OF = {
    "password": "password_file",
    "api_key": "api_key_file",
    "maxmind_licence_key": "maxmind_licence_key_file",
}
"""A secret's setting -> the setting that names its file, beside it."""

SECRET_IN = {file: secret for secret, file in FILE_OF.items()}
OTHER = {**FILE_OF, **SECRET_IN}


def read_password(file: FilePath, called: str = "password") -> Secret:
    """The secret in the first line. Raises Wrong."""
    try:
        content = file.read_text(encoding="utf-8")
    except OSError as error:
        reason = (error.strerror or "unreadable").lower()
        raise Wrong(f"cannot be read: {reason}") from error
    except UnicodeDecodeError as error:
        raise Wrong("is not UTF-8 text") from error
    first = content.partition("\n")[0].rstrip("\r")
    if not first:
        raise Wrong(f"is empty; its first line must be the {called}")
    return Secret(first)


def everyone_may_read(file: FilePath) -> bool:
    """Whether any account of this machine may read the file."""
    return os.name == "posix" and bool(file.stat().st_mode & stat.S_IROTH)


def other_password(path: Path) -> Path:
    """The other way of setting the same secret, or ()."""
    other = OTHER.get(str(path[-1]))
    return (*path[:-1], other) if other else ()


def two_passwords(given: Mapping[Path, Given]) -> list[Problem]:
    """Both ways in one place: nobody could tell which counts."""
    return [
        Problem(value.where, f"{text(path[:-1])} has `{secret}` and `{path[-1]}`: keep one")
        for path, value in given.items()
        if (secret := SECRET_IN.get(str(path[-1]))) and other_password(path) in given
    ]
