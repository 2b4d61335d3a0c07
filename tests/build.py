"""Builds activities and frames for tests: only what a test says differs from the plain one."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

import msgspec

from misp_dashboard.activity.row import Activity, identify
from misp_dashboard.source.frame import Frame

NOW = datetime.now(UTC).replace(microsecond=0)

SPACE = UUID("c0ffee00-0000-4000-8000-000000000000")


def uuid(name: str) -> str:
    """The same name, the same uuid."""
    return str(uuid5(SPACE, name))


def activity(name: str = "one", **fields: Any) -> Activity:
    """An attribute added now on the instance Here; `name` makes its id and uuid."""
    plain: dict[str, Any] = {
        "id": identify(fields.get("instance", "Here"), fields.get("kind", "attribute"), name),
        "at": NOW,
        "received_at": NOW,
        "instance": "Here",
        "topic": "misp_json_attribute",
        "kind": "attribute",
        "action": "add",
        "subject_uuid": uuid(name),
        "value": name,
    }
    return Activity(**{**plain, **fields})


def frame(topic: str, message: Any, instance: str = "Here", received_at: datetime = NOW) -> Frame:
    """A frame as MISP would send the message."""
    return Frame(instance, received_at, topic, msgspec.json.encode(message))


def attribute_message(name: str, action: str = "add", **fields: Any) -> dict[str, Any]:
    """What MISP sends when an attribute of event 7 is saved."""
    return {
        "Attribute": {
            "id": str(int(uuid(name)[:7], 16)),
            "event_id": "7",
            "object_id": "0",
            "object_relation": None,
            "category": "Network activity",
            "type": "domain",
            "value": name,
            "to_ids": True,
            "uuid": uuid(name),
            "timestamp": str(int(NOW.timestamp())),
            "distribution": "5",
            "sharing_group_id": "0",
            "comment": "",
            "deleted": False,
            "Sighting": [],
            **fields,
        },
        "Event": {
            "id": "7",
            "date": "2026-01-01",
            "info": "Invented campaign",
            "uuid": uuid("event 7"),
            "published": False,
            "analysis": "1",
            "threat_level_id": "2",
            "org_id": "3",
            "orgc_id": "3",
            "distribution": "1",
            "sharing_group_id": "0",
            "Orgc": {"id": "3", "uuid": uuid("org 3"), "name": "Invented CERT"},
        },
        "action": action,
    }


def published_message(*names: str, **fields: Any) -> dict[str, Any]:
    """What MISP sends when event 7 is published with these attributes."""
    return {
        "Event": {
            "id": "7",
            "orgc_id": "3",
            "org_id": "3",
            "date": "2026-01-01",
            "threat_level_id": "2",
            "info": "Invented campaign",
            "published": False,
            "uuid": uuid("event 7"),
            "analysis": "1",
            "timestamp": str(int(NOW.timestamp())),
            "distribution": "1",
            "publish_timestamp": "0",
            "sharing_group_id": "0",
            "Orgc": {"id": "3", "uuid": uuid("org 3"), "name": "Invented CERT"},
            "Attribute": [
                {**attribute_message(name)["Attribute"], "Tag": fields.get("tags", [])}
                for name in names
            ],
            "Object": [],
        }
    }
