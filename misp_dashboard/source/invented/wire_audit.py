"""How MISP writes its audit log: the old form (`Log`) and the new one (`AuditLog`)."""

from datetime import datetime
from typing import Any

import msgspec

from misp_dashboard.source.invented.content import User
from misp_dashboard.source.invented.wire_content import Json

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


def model_log(
    user: User, action: str, model: str, model_id: int, title: str, change: str, moment: datetime
) -> Json:
    """Something was saved, in the old form: organisation and address by name."""
    done = {"add": "added", "delete": "deleted"}.get(action, "updated")
    return {
        "Log": {
            "model_id": str(model_id),
            "description": f'{model} ({model_id}) {done} by User "{user.email}" ({user.id}).',
            "action": action,
            "change": change,
            "changes": 1 + change.count("=> (") - 1 if change else 0,
            "title": title,
            "model": model,
            "user_id": str(user.id),
            "email": user.email,
            "org": user.member.organisation.name,
            "created": f"{moment:%Y-%m-%d %H:%M:%S}",
            "request_is_rest": False,
            "ip": "",
        },
        "action": "log",
    }


def model_audit(
    user: User,
    action: str,
    model: str,
    model_id: int,
    title: str,
    event_id: int,
    change: dict[str, Any],
    moment: datetime,
) -> Json:
    """The same in the new form: ids only, and the change as an object."""
    return {
        "AuditLog": {
            "action": action,
            "model": model,
            "model_id": str(model_id),
            "model_title": title,
            "event_id": str(event_id) if event_id else None,
            "change": change,
            "created": f"{moment:%Y-%m-%d %H:%M:%S}",
            "user_id": str(user.id),
            "org_id": str(user.member.id),
            "request_type": 0,
            "authkey_id": 0,
        },
        "action": "log",
    }


def plain_log(
    user: User | None,
    action: str,
    model: str,
    model_id: int,
    title: str,
    change: str,
    moment: datetime,
) -> Json:
    """An entry that MISP always writes in the old form: logins, tags, decisions on proposals.

    Without a user it is the system's, whose ids are numbers.
    """
    return {
        "Log": {
            "org": user.member.organisation.name if user else "SYSTEM",
            "email": user.email if user else "SYSTEM",
            "user_id": str(user.id) if user else 0,
            "action": action,
            "title": title,
            "change": change,
            "model": model,
            "model_id": str(model_id) if model_id else 0,
            "created": f"{moment:%Y-%m-%d %H:%M:%S}",
            "request_is_rest": False,
            "description": "",
            "ip": "",
        },
        "action": "log",
    }


def signed_in_from(address: str) -> str:
    """The `change` of a login: JSON within the JSON."""
    return msgspec.json.encode(
        {
            "user_agent": BROWSER,
            "ip": address,
            "accept_lang": "en-US,en;q=0.5",
            "geoip": "None",
            "ua_pattern": BROWSER,
            "ua_platform": "Linux",
            "ua_browser": "browser",
        }
    ).decode()
