"""The configuration file that `init` writes: every setting with its meaning and its default."""

import json
import textwrap
from pathlib import Path
from typing import Any

import msgspec

from misp_dashboard.config import Secret
from misp_dashboard.config.key import EACH, Key, keys

HEAD = """\
# MISP Dashboard. Settings that begin with # have their default.
# Each can be an environment variable as well: {variable} and so on.
# `misp-dashboard config` shows what is in force. Tables in detail: docs/configuration.md
"""


SAMPLES = {
    "regions[].name": "Greater Region",
    "regions[].countries": "LU, BE, DE, FR",
    "contribution.categories[].name": "Attribution",
    "contribution.categories[].points": 5,
    "contribution.aliases[].org": "Example CERT (old)",
    "contribution.aliases[].counts_as": "Example CERT",
    "contribution.excluded[].org": "Test organisation",
}
"""What stands behind the comment mark of a setting that has no default."""


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """What the file is to say; the rest keeps its defaults."""

    name: str
    zmq: str
    url: str = ""
    username: str = ""
    password: Secret = msgspec.field(default_factory=Secret)
    password_file: str = ""
    port: int | None = None
    data_dir: str | None = None

    def with_password(self, password: Secret) -> "Answers":
        return msgspec.structs.replace(self, password=password)

    def value(self, key: Key) -> Any:
        """The answer to a setting, or None."""
        of_instance = key.pattern[0] == "instances"
        chosen = {"server.port": self.port, "data_dir": self.data_dir}
        return getattr(self, key.pattern[-1], None) if of_instance else chosen.get(key.text)


def written(answers: Answers) -> str:
    """The whole file."""
    port = keys()[("server", "port")]
    lines = [HEAD.format(variable=port.variable())]
    table = ""
    for key in keys().values():
        if (header := _header(key)) != table:
            table = header
            lines.append(f"{header}\n" if EACH not in key.pattern else f"{header}")
        lines.append(_setting(key, answers.value(key)))
    return "\n".join(lines)


def _header(key: Key) -> str:
    names = [part for part in key.pattern[:-1] if part != EACH]
    if not names:
        return ""
    if EACH not in key.pattern:
        return f"[{'.'.join(names)}]"
    # an entry of a list is there only when it is asked for
    return f"{'' if names == ['instances'] else '# '}[[{'.'.join(names)}]]"


def _setting(key: Key, answer: Any) -> str:
    meaning = textwrap.wrap(key.description, 98)
    comment = "".join(f"# {line}\n" for line in meaning)
    is_set = answer not in (None, "") and not (isinstance(answer, Secret) and not answer)
    mark = "" if is_set else "# "
    value = answer if is_set else SAMPLES.get(key.text, key.default)
    return f"{comment}{mark}{key.pattern[-1]} = {toml(value)}\n"


def toml(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, Secret):
        value = value.reveal()
    if isinstance(value, Path):
        value = str(value)
    # JSON's texts are TOML's, but for the one control character that JSON leaves alone.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
