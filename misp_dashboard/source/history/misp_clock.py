"""MISP's clock is what its events are dated by; it may differ from ours, or ours be wrong."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from misp_dashboard.source.history.access import Access
from misp_dashboard.source.history.rest import keep_quiet

TIMEOUT_S = 10.0
ROUNDED = timedelta(seconds=1)
SMALL = 2 * ROUNDED


def misp_ahead(access: Access) -> timedelta:
    """How far its clock is ahead of ours, as its web server tells it with any answer; zero where it
    does not, or nobody answers."""
    import requests

    keep_quiet()
    asked_at = datetime.now(UTC)
    try:
        answer = requests.head(
            access.url, verify=access.certificates, timeout=TIMEOUT_S, allow_redirects=False
        )
        told = parsedate_to_datetime(answer.headers.get("Date", ""))
        ahead = _outside(told, asked_at, datetime.now(UTC))
    except (requests.exceptions.RequestException, OSError, ValueError, TypeError):
        return timedelta()
    return ahead


def _outside(moment: datetime, since: datetime, until: datetime) -> timedelta:
    """How far it is from when the answer was on its way: rather a moment too far."""
    if moment > until + SMALL:
        return moment + ROUNDED - since
    return moment - until if moment < since - SMALL else timedelta()
