"""MISP's clock is what its events are dated by; it may differ from ours, or ours be wrong."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from misp_dashboard.source.history.access import Access

TIMEOUT_S = 10.0
SMALL = timedelta(seconds=2)
"""Its answer is rounded to a second, and takes a moment."""


def misp_ahead(access: Access) -> timedelta:
    """How far its clock is ahead of ours, as its web server tells it with any answer; zero where it
    does not, or nobody answers."""
    import requests

    asked_at = datetime.now(UTC)
    try:
        answer = requests.head(
            access.url, verify=access.certificates, timeout=TIMEOUT_S, allow_redirects=False
        )
        told = parsedate_to_datetime(answer.headers.get("Date", ""))
        ahead = told - asked_at
    except (requests.exceptions.RequestException, OSError, ValueError, TypeError):
        return timedelta()
    return timedelta() if abs(ahead) < SMALL else ahead
