"""A problem says what is wrong with the configuration, where, and how to mend it."""

from collections.abc import Iterable
from difflib import get_close_matches

import msgspec


class Problem(msgspec.Struct, frozen=True):
    """`where` is a file with line, an environment variable, or "" when it is nowhere."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class ConfigError(Exception):
    """Everything that is wrong, at once; its text has one problem a line."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def did_you_mean(wrong: str, right: Iterable[str]) -> str:
    """The end of a sentence that names the nearest of the right words, or ""."""
    words = {word.lower(): word for word in right}
    nearest = get_close_matches(wrong.lower(), list(words), n=1, cutoff=0.6)
    return f"; did you mean `{words[nearest[0]]}`?" if nearest else ""
