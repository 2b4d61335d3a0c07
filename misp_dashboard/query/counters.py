"""How much is going on: today, per minute, and within the scope?"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.query.scope import AHEAD, IN_FILTERS, Scope, parameters
from misp_dashboard.store.connect import Store

RATE_MINUTES = 5

SQL = f"""
WITH at >= {{since:DateTime64(3, 'UTC')}} AND at < {{until:DateTime64(3, 'UTC')}} AS in_span
SELECT
    countIf(at >= {{day_start:DateTime64(3, 'UTC')}} AND at < {{soon:DateTime64(3, 'UTC')}}),
    countIf(received_at >= {{rate_since:DateTime64(3, 'UTC')}} AND at >= {{rate_since:DateTime64(3, 'UTC')}}),
    countIf(in_span),
    uniqExactIf((instance, event_uuid), in_span
        AND event_uuid != toUUID('00000000-0000-0000-0000-000000000000')),
    uniqExactIf(org, in_span AND org != ''),
    countIf(in_span AND kind = 'sighting' AND action = 'add' AND sighting_type = 0),
    countIf(in_span AND kind = 'sighting' AND action = 'add' AND sighting_type = 1)
FROM activity
WHERE at >= {{earliest:DateTime64(3, 'UTC')}} AND at < {{latest:DateTime64(3, 'UTC')}}
    AND {IN_FILTERS}
"""  # noqa: S608, E501 - the part is the scope's constant condition


class _Row(NamedTuple):
    today: int
    lately: int
    activities: int
    events: int
    organisations: int
    sightings: int
    false_positives: int


class Counters(msgspec.Struct, frozen=True):
    """`today` since the viewer's midnight, `per_minute` over 5 minutes, the rest in the scope."""

    today: int
    per_minute: float
    activities: int
    events: int
    organisations: int
    sightings: int
    false_positives: int


def counters(store: Store, viewer: Viewer, scope: Scope, *, day_start: datetime) -> Counters:
    """`day_start` is midnight where the viewer is, aware."""
    now = datetime.now(UTC)
    since, until = scope.bounds(now)
    rate_since = now - timedelta(minutes=RATE_MINUTES)
    values = {
        **parameters(scope, viewer, now),
        "day_start": day_start,
        "soon": now + AHEAD,
        "rate_since": rate_since,
        "earliest": min(since, day_start, rate_since),
        "latest": max(until, now + AHEAD),
    }
    row = store.ask(SQL, _Row, values)[0]
    return Counters(
        today=row.today,
        per_minute=round(row.lately / RATE_MINUTES, 1),
        activities=row.activities,
        events=row.events,
        organisations=row.organisations,
        sightings=row.sightings,
        false_positives=row.false_positives,
    )
