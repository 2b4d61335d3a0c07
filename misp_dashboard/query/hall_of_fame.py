"""Who was first in the month before, and who is of all time?"""

from datetime import UTC, datetime

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.contribution.ranks import places
from misp_dashboard.contribution.rules import Rules
from misp_dashboard.query.achieved import totals
from misp_dashboard.query.contributors import Contributor, ranking
from misp_dashboard.query.month import month_of
from misp_dashboard.query.scope import AHEAD, Scope
from misp_dashboard.store.connect import Store

MOST = 100


class FamousContributor(msgspec.Struct, frozen=True):
    org: str
    place: int
    points: float


class HallOfFame(msgspec.Struct, frozen=True):
    """`previous` are the first of the month before (`previous_month`), `all_time` those with
    most points up to the end of the month that was asked for."""

    month: str
    previous_month: str
    previous: list[Contributor]
    all_time: list[FamousContributor]


def hall_of_fame(
    store: Store, viewer: Viewer, scope: Scope, rules: Rules, *, month: str = "", top: int = 10
) -> HallOfFame:
    """As of a month, whatever the scope's span. Raises `BadFilter`."""
    now = datetime.now(UTC)
    chosen = month_of(month, now)
    before = chosen.plus(-1)
    points = totals(store, viewer, scope, rules, min(now + AHEAD, chosen.until))
    ranked = sorted(points.items(), key=lambda one: (-one[1], one[0]))
    found = [
        FamousContributor(org, place, amount)
        for (org, amount), place in zip(ranked, places([one[1] for one in ranked]), strict=True)
    ]
    return HallOfFame(
        month=str(chosen),
        previous_month=str(before),
        previous=ranking(store, viewer, scope, rules, before)[:top],
        all_time=found[:top],
    )
