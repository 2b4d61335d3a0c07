"""A given value becomes a value of the setting's type, or a sentence that says why not."""

import json
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import msgspec
from msgspec import Meta

from misp_dashboard.config.given import Given
from misp_dashboard.config.key import Key, plain_type
from misp_dashboard.config.masked import masked
from misp_dashboard.config.problem import did_you_mean
from misp_dashboard.config.secret import Secret


class Wrong(Exception):
    """Its text ends a sentence that began with the key and the value."""


def convert(key: Key, given: Given) -> Any:
    """The value of the setting. Raises Wrong."""
    value = given.value
    if key.path and isinstance(value, str) and value:
        value = str(given.folder / Path(value).expanduser())
    try:
        converted = msgspec.convert(value, key.type, strict=given.typed, dec_hook=_own_type)
    except msgspec.ValidationError as error:
        raise Wrong(f"must be {expectation(key.type)}{_hint(key.type, value)}") from error
    text = converted.reveal() if isinstance(converted, Secret) else converted
    if key.rule and (wrong := key.rule(text)):
        raise Wrong(wrong)
    return converted


def shown(key: Key, value: Any) -> str:
    """The value for a message: short, and never a secret."""
    if key.secret:
        return "***"
    text = masked(json.dumps(value, ensure_ascii=False, default=str))
    return text if len(text) <= 120 else f"{text[:117]}..."


def expectation(annotated: Any) -> str:
    """What a value of this type has to be, in words."""
    plain = plain_type(annotated)
    if get_origin(plain) is Literal:
        *others, last = (f"`{choice}`" for choice in get_args(plain))
        return f"{', '.join(others)} or {last}"
    if plain is bool:
        return "true or false"
    if plain is int:
        return f"a whole number{_bounds(annotated)}"
    if plain is Path:
        return "the path of a folder, in quotes"
    return f"text in quotes{_bounds(annotated)}"


def _bounds(annotated: Any) -> str:
    for meta in annotated.__metadata__:
        if isinstance(meta, Meta) and meta.ge is not None:
            return (
                f" from {meta.ge} to {meta.le}" if meta.le is not None else f", {meta.ge} or more"
            )
        if isinstance(meta, Meta) and meta.max_length is not None:
            return f", {meta.min_length or 0} to {meta.max_length} characters"
    return ""


def _hint(annotated: Any, value: Any) -> str:
    plain = plain_type(annotated)
    choices = get_args(plain) if get_origin(plain) is Literal else ()
    return did_you_mean(value, choices) if isinstance(value, str) else ""


def _own_type(wanted: type, value: Any) -> Any:
    if not isinstance(value, str) or (wanted is Path and not value):
        raise ValueError
    return wanted(value)
