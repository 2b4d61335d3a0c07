"""Audit frames carry authentication keys in clear: they lose them before they are kept."""

import re
from typing import Any

import msgspec

AUDIT_TOPIC = "misp_json_audit"
MASK = "[redacted]"

LOGIN_ACTIONS = ("login", "login_fail", "auth", "auth_fail", "logout")

KEPT_OF_A_LOGIN = (
    "ip",
    "user_agent",
    "ua_pattern",
    "ua_platform",
    "ua_browser",
    "geoip",
    "http_method",
)
"""What `change` of a login says of it; the target is left out, as its query may hold a key."""

CONTENT_MODELS = ("Attribute", "ShadowAttribute", "Object", "Event", "EventReport")
"""Their titles name what people share, hashes among it, which look like keys but are none."""

_secret = re.compile(r"\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}|[A-Za-z0-9]{40,}")
"""A bcrypt hash, or a key: MISP's have 40 letters and digits."""

_hash = re.compile(r"[0-9a-fA-F]+").fullmatch

_suspect = re.compile(rb"\$2[abxy]?\$\d\d\$[./A-Za-z0-9\\]{53,}|[A-Za-z0-9]{30,}")
"""In a body that is no JSON, all that could be a part of a key."""


def redact(topic: str, body: bytes) -> bytes:
    """The body without secrets. Other topics than MISP's audit pass unchanged.

    A frame without a space has no topic; it is masked when it looks like an audit frame.
    """
    if topic != AUDIT_TOPIC:
        is_broken_audit = not topic and body.startswith(AUDIT_TOPIC.encode())
        return _suspect.sub(MASK.encode(), body) if is_broken_audit else body
    try:
        told = msgspec.json.decode(body)
        if isinstance(told, dict):
            return msgspec.json.encode(_without_secrets(told, keep_hashes=False))
    except (ValueError, RecursionError):
        # no JSON: the frame will be kept apart, without what could be a key
        pass
    return _suspect.sub(MASK.encode(), body)


def mask(text: str, keep_hashes: bool = False) -> str:
    """The text with every key and password hash in it masked."""
    if len(text) < 40:
        return text
    if keep_hashes:
        return _secret.sub(lambda found: found[0] if _hash(found[0]) else MASK, text)
    return _secret.sub(MASK, text)


def _without_secrets(value: Any, keep_hashes: bool) -> Any:
    if isinstance(value, str):
        return mask(value, keep_hashes)
    if isinstance(value, list):
        return [_without_secrets(item, keep_hashes) for item in value]
    if not isinstance(value, dict):
        return value
    is_content = keep_hashes or value.get("model") in CONTENT_MODELS
    return {
        mask(name): _change(item, value) if name == "change" else _without_secrets(item, is_content)
        for name, item in value.items()
    }


def _change(change: Any, entry: dict[str, Any]) -> Any:
    """Empty, in the shape MISP gave it; of a login, what is not secret."""
    if not isinstance(change, str):
        return {}
    return _login(change) if entry.get("action") in LOGIN_ACTIONS else ""


def _login(change: str) -> str:
    try:
        told = msgspec.json.decode(change)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(told, dict):
        return ""
    kept = {name: told[name] for name in KEPT_OF_A_LOGIN if name in told}
    return msgspec.json.encode(_without_secrets(kept, keep_hashes=False)).decode()
