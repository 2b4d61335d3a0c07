"""A value surges when it is sighted more than before, and more than chance explains."""

from datetime import datetime, timedelta
from math import sqrt

import msgspec

from misp_dashboard.query.scope import Scope

PARTS = 8
"""The last eighth of a span is compared with the mean of the seven before."""

LEAST = 3
"""Fewer sightings are no surge, even of what was never sighted before."""

DEVIATIONS = 3

LIMIT = f"(earlier / {PARTS - 1} + {DEVIATIONS} * sqrt(earlier / {PARTS - 1}))"
"""What `limit` says, in SQL."""

STANDS_OUT = f"recent >= {LEAST} AND recent > {LIMIT}"
"""What `stands_out` says, in SQL."""


class Lately(msgspec.Struct, frozen=True):
    """The span up to now, and where its last eighth begins."""

    since: datetime
    recent_since: datetime
    until: datetime

    @property
    def part(self) -> timedelta:
        return (self.until - self.since) / PARTS


def lately(scope: Scope, now: datetime) -> Lately:
    """A span that is still running ends now."""
    since, until = scope.bounds(now)
    until = max(min(until, now), since + timedelta(seconds=1))
    return Lately(since, until - (until - since) / PARTS, until)


def usual(earlier: int) -> float:
    """Sightings to expect in an eighth, from how many the seven before had."""
    return earlier / (PARTS - 1)


def limit(earlier: int) -> float:
    """Three standard deviations above the usual, taking sightings for Poisson counts, whose
    variance is their mean."""
    mean = usual(earlier)
    return mean + DEVIATIONS * sqrt(mean)


def stands_out(recent: int, earlier: int) -> bool:
    return recent >= LEAST and recent > limit(earlier)
