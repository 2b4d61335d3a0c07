"""The questions of the live page, as it asks them."""

from datetime import UTC, datetime
from urllib.parse import quote

from benchmarks.dashboard import Dashboard

MIDNIGHT = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)

QUESTIONS = {
    "activities, newest 100": "/api/activities?limit=100",
    "activities, located": "/api/activities?limit=100&located=true",
    "activities, with a text": "/api/activities?limit=100&text=*campaign%2077*",
    "over time, by category": "/api/activity-over-time?by=category",
    "over time, by organisation": "/api/activity-over-time?by=org",
    "countries": "/api/countries?",
    "counters": f"/api/counters?day_start={quote(MIDNIGHT.isoformat())}",
}


def ask(dashboard: Dashboard, name: str, span: str) -> bytes:
    """The answer to one of them over a span such as 24h."""
    return dashboard.get(f"{QUESTIONS[name]}&span={span}")
