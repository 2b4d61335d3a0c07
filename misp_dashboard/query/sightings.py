"""How much was sighted when, how much of it was a false positive, and how much expired?"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.query.bucket import BUCKET, buckets
from misp_dashboard.query.countries import EARLIEST
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.query.trend import State, state
from misp_dashboard.store.connect import Store

IS_SIGHTING = "kind = 'sighting' AND action = 'add' AND sighting_type IN (0, 1, 2)"
"""What is taken back later has been sighted nevertheless, and counts when it was."""

SIGHTING, FALSE_POSITIVE, EXPIRATION = 0, 1, 2
"""MISP's numbers."""

SQL = f"""
SELECT
    sighting_type,
    {BUCKET} AS bucket,
    at >= {{middle:DateTime64(3, 'UTC')}} AS is_now,
    count()
FROM activity
WHERE {IS_SIGHTING} AND {IN_SCOPE}
GROUP BY sighting_type, bucket, is_now
"""  # noqa: S608 - the parts are constants


class _Row(NamedTuple):
    kind: int
    bucket: int
    is_now: bool
    sighted: int


class SightingsOfKind(msgspec.Struct, frozen=True):
    """One count a bucket; `previous` is how many the equal span before had."""

    counts: list[int]
    total: int
    previous: int
    state: State


class Sightings(msgspec.Struct, frozen=True):
    """Buckets of `step_s` seconds from `since`."""

    since: datetime
    until: datetime
    step_s: int
    sightings: SightingsOfKind
    false_positives: SightingsOfKind
    expirations: SightingsOfKind


def sightings(store: Store, viewer: Viewer, scope: Scope) -> Sightings:
    """Each sighting counts once, when it was sighted, whoever told it how often."""
    now = datetime.now(UTC)
    cut = buckets(scope, now)
    values = parameters(scope, viewer, now)
    before = max(scope.before(now).bounds(now)[0], EARLIEST)
    asked = {**values, "since": before, "middle": values["since"], "step_s": cut.step_s}
    rows = store.ask(SQL, _Row, asked)

    def of(kind: int) -> SightingsOfKind:
        return _of_kind([row for row in rows if row.kind == kind], cut.counts)

    return Sightings(
        since=cut.since,
        until=cut.until,
        step_s=cut.step_s,
        sightings=of(SIGHTING),
        false_positives=of(FALSE_POSITIVE),
        expirations=of(EXPIRATION),
    )


def _of_kind(
    rows: list[_Row], counted: Callable[[Iterable[tuple[int, int]]], list[int]]
) -> SightingsOfKind:
    counts = counted((row.bucket, row.sighted) for row in rows if row.is_now)
    total = sum(counts)
    previous = sum(row.sighted for row in rows if not row.is_now)
    return SightingsOfKind(counts, total, previous, state(total, previous))
