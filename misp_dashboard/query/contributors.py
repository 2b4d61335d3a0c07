"""Who contributed most in a month, and how does that compare with the month before?"""

from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.contribution.ranks import places, ranked
from misp_dashboard.contribution.rules import Model, Rules
from misp_dashboard.query.credited import CREDITED, IS_CREDITED, WORTH, crediting
from misp_dashboard.query.month import Month, month_of, within
from misp_dashboard.query.quality_points import quality_points
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.store.connect import Store

MOST = 5000

SQL = f"""
SELECT {CREDITED} AS name, sum(now), sum(before), sum(attributes), sum(objects), sum(sightings),
    sum(proposals), sum(discussions), sum(events), sum(reports)
FROM (
    WITH at >= {{middle:DateTime64(3, 'UTC')}} AS is_now
    SELECT org,
        sumIf({WORTH}, is_now) AS now,
        sumIf({WORTH}, NOT is_now) AS before,
        countIf(is_now AND kind = 'attribute') AS attributes,
        countIf(is_now AND kind = 'object') AS objects,
        countIf(is_now AND kind = 'sighting') AS sightings,
        countIf(is_now AND kind = 'proposal') AS proposals,
        countIf(is_now AND kind = 'discussion') AS discussions,
        countIf(is_now AND kind = 'event') AS events,
        countIf(is_now AND kind = 'report') AS reports
    FROM activity
    WHERE {IN_SCOPE}
        AND {IS_CREDITED}
    GROUP BY org
)
GROUP BY name
"""  # noqa: S608 - the parts are constants


class Contributions(msgspec.Struct, frozen=True):
    """How many of each kind were added or edited."""

    attributes: int
    objects: int
    sightings: int
    proposals: int
    discussions: int
    events: int
    reports: int


class Contributor(msgspec.Struct, frozen=True):
    """`place` counts from 1, and equal points share it. `rank` is the monthly rank (0: none),
    `to_next` the points to the next one, null at the highest. `previous_` is the month before;
    `previous_place` is null for who had no points then."""

    org: str
    place: int
    points: float
    rank: int
    title: str
    to_next: float | None
    previous_points: float
    previous_place: int | None
    contributions: Contributions


class Contributors(msgspec.Struct, frozen=True):
    """`total` is how many there are of which `contributors` are the first; `points` and
    `contributions` are of all of them."""

    month: str
    model: Model
    since: datetime
    until: datetime
    contributors: list[Contributor]
    total: int
    points: float
    contributions: Contributions


class _Row(NamedTuple):
    org: str
    points: int
    previous: int
    attributes: int
    objects: int
    sightings: int
    proposals: int
    discussions: int
    events: int
    reports: int

    @property
    def contributions_of_kinds(self) -> tuple[int, ...]:
        return self[3:]


def contributors(
    store: Store,
    viewer: Viewer,
    scope: Scope,
    rules: Rules,
    *,
    month: str = "",
    top: int = 100,
    match: str = "",
    model: Model = "classic",
) -> Contributors:
    """The first `top` of a month (`2026-11`, "" is this one), whatever the scope's span.

    With `match`, those with this text in their name; places are those among all.
    Raises `BadFilter`.
    """
    chosen = month_of(month, datetime.now(UTC))
    found = ranking(store, viewer, scope, rules, chosen, model)
    named = [one for one in found if match.casefold() in one.org.casefold()]
    kinds = [msgspec.structs.astuple(one.contributions) for one in found]
    return Contributors(
        month=str(chosen),
        model=model,
        since=chosen.since,
        until=chosen.until,
        contributors=named[:top],
        total=len(named),
        points=sum(one.points for one in found),
        contributions=Contributions(*(sum(each) for each in zip(*kinds, strict=True)))
        if kinds
        else Contributions(0, 0, 0, 0, 0, 0, 0),
    )


def ranking(
    store: Store,
    viewer: Viewer,
    scope: Scope,
    rules: Rules,
    month: Month,
    model: Model = "classic",
) -> list[Contributor]:
    """Everybody with a contribution in the month, most points first, ties in order of name."""
    spans = within(scope, month.plus(-1).since, month.until)
    values = {**parameters(spans, viewer), **crediting(rules), "middle": month.since}
    rows = store.ask(SQL, _Row, values)
    if model == "quality":
        now = worth_to_others(store, viewer, within(scope, month.since, month.until), rules)
        before = worth_to_others(
            store, viewer, within(scope, month.plus(-1).since, month.since), rules
        )
    else:
        now = {row.org: float(row.points) for row in rows}
        before = {row.org: float(row.previous) for row in rows}
    fell = sorted((points for points in before.values() if points), reverse=True)
    place_before = dict(zip(fell, places(fell), strict=True))
    rows = [row for row in rows if sum(row.contributions_of_kinds)]
    rows.sort(key=lambda row: (-now.get(row.org, 0), row.org))
    found = []
    for row, place in zip(rows, places([now.get(row.org, 0) for row in rows]), strict=True):
        points, previous = now.get(row.org, 0), before.get(row.org, 0)
        rank = ranked(points, rules.monthly_titles)
        found.append(
            Contributor(
                org=row.org,
                place=place,
                points=points,
                rank=rank.rank,
                title=rank.title,
                to_next=rank.to_next,
                previous_points=previous,
                previous_place=place_before.get(previous),
                contributions=Contributions(*row.contributions_of_kinds),
            )
        )
    return found


def worth_to_others(store: Store, viewer: Viewer, scope: Scope, rules: Rules) -> dict[str, float]:
    """The points of the quality model in the scope's span."""
    found = quality_points(
        store, viewer, scope, rules.quality, counts_as=rules.counts_as, excluded=rules.excluded
    )
    return {one.org: one.points for one in found}
