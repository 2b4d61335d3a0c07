"""Who was first in the month before, and who is of all time?"""

from datetime import UTC, datetime

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.contribution.ranks import places
from misp_dashboard.contribution.rules import Model, Rules
from misp_dashboard.query.achieved import totals
from misp_dashboard.query.contributors import Contributor, ranking, worth_to_others
from misp_dashboard.query.countries import EARLIEST
from misp_dashboard.query.month import month_of, within
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
    model: Model
    previous_month: str
    previous: list[Contributor]
    all_time: list[FamousContributor]


def hall_of_fame(
    store: Store,
    viewer: Viewer,
    scope: Scope,
    rules: Rules,
    *,
    month: str = "",
    top: int = 10,
    model: Model = "classic",
) -> HallOfFame:
    """As of a month, whatever the scope's span. Raises `BadFilter`."""
    now = datetime.now(UTC)
    chosen = month_of(month, now)
    before = chosen.plus(-1)
    until = min(now + AHEAD, chosen.until)
    if model == "quality":
        points = worth_to_others(store, viewer, within(scope, EARLIEST, until), rules)
    else:
        points = dict(totals(store, viewer, scope, rules, until))
    ranked = sorted(points.items(), key=lambda one: (-one[1], one[0]))
    found = [
        FamousContributor(org, place, amount)
        for (org, amount), place in zip(ranked, places([one[1] for one in ranked]), strict=True)
    ]
    return HallOfFame(
        month=str(chosen),
        model=model,
        previous_month=str(before),
        previous=ranking(store, viewer, scope, rules, before, model)[:top],
        all_time=found[:top],
    )
