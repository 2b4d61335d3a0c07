"""Why a frame is not understood, in a plain sentence that holds no secret."""

import re
from typing import Any

import msgspec

from misp_dashboard.source.frame import Frame
from misp_dashboard.source.redact import AUDIT_TOPIC, mask

LONGEST = 60
"""Characters of a received value that a reason repeats."""

_at = re.compile(r"^(?P<what>.*?)(?: - at `(?P<path>[^`]*)`)?$", re.DOTALL).match
WORDS = {
    "int": "a whole number",
    "str": "text",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "nothing",
}
"""msgspec's names of what JSON has."""

_quoted = re.compile(r"`([^`]*)`")
_enum = re.compile(r"^Invalid enum value .*$", re.DOTALL)
_steps = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]").finditer


class NotUnderstood(ValueError):
    """The frame is kept apart; the message says which instance and topic, and what is wrong."""


def not_understood(frame: Frame, why: str) -> NotUnderstood:
    return NotUnderstood(f"{shown(frame.topic)} from {frame.instance}: {why}")


def shown(text: str) -> str:
    """What was received, shortened, on one line, without keys."""
    text = mask(text)
    return quoted(text if len(text) <= LONGEST else text[:LONGEST] + "…")


def quoted(text: str) -> str:
    """In double quotes, with line ends and the like as escapes; letters of any script stay."""
    return '"' + "".join(c if c.isprintable() else repr(c)[1:-1] for c in text) + '"'


def wrong_shape(error: msgspec.ValidationError, frame: Frame, told: Any) -> str:
    """msgspec's sentence with the value of `told` that it is about, except in audit frames."""
    parts = _at(str(error))
    if parts is None:
        return mask(str(error))
    what = _enum.sub("not one of the values known here", mask(parts["what"]))
    # a name in backticks keeps its capital
    what = _quoted.sub(_in_words, what[:1].lower() + what[1:])
    path = parts["path"] or "$"
    value = "" if frame.topic == AUDIT_TOPIC else _value_at(path, told)
    return f"{what} at {path}{value}"


def _in_words(quoted: re.Match[str]) -> str:
    return " or ".join(WORDS.get(part, part) for part in quoted[1].split(" | "))


def _value_at(path: str, told: Any) -> str:
    for step in _steps(path):
        name, index = step.groups()
        try:
            told = told[name] if name else told[int(index)]
        except (LookupError, TypeError):
            return ""
    return f", which is {shown(told)}" if isinstance(told, str) else ""
