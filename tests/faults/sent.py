"""What a faulty world was told, and what is stored of it."""

from typing import Any

import httpx
from build import NOW, attribute_message
from dashboard import Dashboard, send

from misp_dashboard.source.publisher import Publisher


def say(publisher: Publisher, *names: str) -> None:
    """An attribute is added for each name."""
    for name in names:
        send(publisher, "misp_json_attribute", attribute_message(name))


def event_with(*names: str) -> dict[str, Any]:
    """The same attributes as MISP's REST API tells them."""
    told = [attribute_message(name) for name in names]
    timestamp = str(int(NOW.timestamp()))
    return {
        **told[0]["Event"],
        "timestamp": timestamp,
        "publish_timestamp": "0",
        "Attribute": [one["Attribute"] for one in told],
        "Object": [],
    }


def values(dashboard: Dashboard, **scope: str) -> list[str]:
    """The value of every stored attribute, each as often as it is counted."""
    scope = scope or {"span": "7000d"}
    found: list[str] = []
    before = ""
    while True:
        page = dashboard.ask("activities", kind="attribute", limit=1000, before=before, **scope)
        found += [row["value"] for row in page["activities"]]
        before = page["next"]
        if not before:
            return sorted(found)


def attributes(dashboard: Dashboard) -> int:
    return dashboard.counts(kind="attribute").get("attribute", 0)


def health(dashboard: Dashboard) -> dict[str, Any]:
    """`ready` and `reasons`, whatever they are."""
    told: dict[str, Any] = httpx.get(f"{dashboard.url}/api/health", timeout=30).json()
    return told
