"""The e-mail addresses of people can be taken out of a frame; what people share stays."""

import re
from collections.abc import Callable
from typing import Any

import msgspec

ABOUT_PEOPLE = ("User", "AuthKey", "UserSetting", "UserLoginProfile")
"""Models whose audit entries are about accounts: their titles name the account."""

OF_PEOPLE = frozenset(("email", "user_email", "event_creator_email"))

REMOVED = "[removed]"

USER_TOPIC = "misp_json_user"
BROKEN = (USER_TOPIC, "misp_json_audit", "misp_json_conversation")
"""Topics of which a frame is masked also where it is no JSON."""

TOPICS = ("misp_json", "rest_event", *BROKEN)

Name = Callable[[str], str]

_LETTER = r"[^\s\"'<>(),:;\[\]\\@]"
_PSEUDONYM = r"\buser-[0-9a-f]{12}\b"

_named = re.compile(rf"{_LETTER}+@{_LETTER}*[^\s\"'<>(),:;\[\]\\@.]|{_PSEUDONYM}")
"""An e-mail address, or what stands in the place of one."""

_tried = re.compile(r"(?<=using username )(.*)(?= from IP: )", re.DOTALL)
"""What was typed as the name; it may be anything, even a password."""


def masked(topic: str, body: bytes, name: Name) -> bytes:
    """The body with every address of a person as `name` has it, or the very same body.

    `name` is asked of pseudonyms as well. Where an audit, user or conversation frame is no JSON,
    everything in it that looks like an address is masked.
    """
    topic = topic or next((one for one in BROKEN if body.startswith(one.encode())), "")
    if topic not in TOPICS:
        return body
    try:
        told = msgspec.json.decode(body)
    except (ValueError, RecursionError):
        if topic not in BROKEN:
            return body
        return _masked_text(body.decode("latin-1"), name).encode("latin-1")
    # a user frame has nothing but what is about people
    changed = _everything(told, name) if topic == USER_TOPIC else _of(told, name)
    return body if changed == told else msgspec.json.encode(changed)


def masked_reason(topic: str, reason: str, name: Name) -> str:
    """Why a frame was rejected, which may quote it, without addresses of people."""
    return _masked_text(reason, name) if topic in TOPICS or not topic else reason


def _masked_text(text: str, name: Name) -> str:
    return _named.sub(lambda found: name(found[0]), text)


def _of(value: Any, name: Name) -> Any:
    if isinstance(value, list):
        return [_of(item, name) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("model") in ABOUT_PEOPLE:
        return _everything(value, name)
    changed = {}
    for key, item in value.items():
        if isinstance(item, str):
            is_told = key in OF_PEOPLE or (key == "description" and "model" in value)
            changed[key] = _masked_text(item, name) if is_told else item
        else:
            changed[key] = _of(item, name)
    return changed


def _everything(value: Any, name: Name) -> Any:
    if isinstance(value, list):
        return [_everything(item, name) for item in value]
    if isinstance(value, dict):
        return {key: _everything(item, name) for key, item in value.items()}
    if not isinstance(value, str):
        return value
    tried = _tried.sub(lambda found: found[0] if found[0] == REMOVED else name(found[0]), value)
    return _masked_text(tried, name)
