"""What is each organisation's sharing worth to the others, and where does it come from?"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.contribution.quality import (
    CONTENT,
    Measures,
    Quality,
    QualityPoints,
    score,
)
from misp_dashboard.contribution.quality_advice import Advice, advice
from misp_dashboard.contribution.quality_type import ACTIONABLE
from misp_dashboard.query.countries import EARLIEST
from misp_dashboard.query.quality_sql import DISCUSSIONS, NAMES, SQL
from misp_dashboard.query.scope import Scope, parameters
from misp_dashboard.store.connect import Store

DAY_S = 86400
WEIGHTS = (*CONTENT, "fitting")


class Explanation(msgspec.Struct, frozen=True):
    """`place` counts from 1, equal points share it; null for who did nothing that counts.
    `advice` is what would raise the points, most first."""

    quality: QualityPoints
    place: int | None
    orgs: int
    advice: list[Advice]


class _Row(NamedTuple):
    who: int
    shared: int
    counts: tuple[int, ...]
    weights: tuple[float, ...]
    confirmed_values: float
    confirmed: list[float]
    timely: list[float]
    disputed: list[float]
    sighted: list[float]
    proposed: list[float]
    confirmations: int
    confirmations_in_time: int
    sightings: int
    proposals: int
    warned: int
    removed: int
    duplicates: int
    self_sightings: int


class _Discussed(NamedTuple):
    who: int
    parts: list[float]
    discussions: float


class _Name(NamedTuple):
    who: int
    org: str


def quality_points(
    store: Store,
    viewer: Viewer,
    scope: Scope,
    settings: Quality,
    *,
    counts_as: Sequence[tuple[str, str]] = (),
    excluded: Sequence[str] = (),
) -> list[QualityPoints]:
    """Every organisation that did something in the scope's span, most points first, ties by name.

    What was known before the span is known. Filters choose what is looked at altogether: with one
    for an instance, what another instance knows is not known.

    `counts_as` are organisations and as whom each counts; `excluded` take no part, but what they
    share or sight is shared and sighted.
    """
    found = [
        score(org, measured, settings)
        for org, measured in measures(store, viewer, scope, settings, counts_as=counts_as).items()
        if org not in excluded
    ]
    return sorted(found, key=lambda one: (-one.points, one.org))


def explain(
    store: Store,
    viewer: Viewer,
    scope: Scope,
    settings: Quality,
    org: str,
    *,
    counts_as: Sequence[tuple[str, str]] = (),
    excluded: Sequence[str] = (),
) -> Explanation:
    """One organisation's points with their parts, its place, and what would raise them most.

    Asks as much as `quality_points`: who confirms whom is known only when all are looked at.
    """
    found = measures(store, viewer, scope, settings, counts_as=counts_as)
    scores = {
        name: score(name, one, settings) for name, one in found.items() if name not in excluded
    }
    own = scores.get(org) or score(org, Measures(), settings)
    above = sum(one.points > own.points for one in scores.values())
    return Explanation(
        quality=own,
        place=above + 1 if org in scores else None,
        orgs=len(scores),
        advice=advice(found.get(org, Measures()), settings),
    )


def measures(
    store: Store,
    viewer: Viewer,
    scope: Scope,
    settings: Quality,
    *,
    counts_as: Sequence[tuple[str, str]] = (),
) -> dict[str, Measures]:
    """What each organisation did within the scope, by its name."""
    now = datetime.now(UTC)
    values = _values(scope, viewer, settings, counts_as, now)
    discussed = {row.who: row for row in store.ask(DISCUSSIONS, _Discussed, values)}
    found = {row.who: _measures(row) for row in store.ask(SQL, _Row, values)}
    for who, row in discussed.items():
        found[who] = msgspec.structs.replace(
            found.get(who, Measures()),
            discussed_with=tuple(row.parts),
            discussions=round(row.discussions),
        )
    names = {row.who: row.org for row in store.ask(NAMES, _Name, values)}
    return {names[who]: one for who, one in found.items()}


def _values(
    scope: Scope,
    viewer: Viewer,
    settings: Quality,
    counts_as: Sequence[tuple[str, str]],
    now: datetime,
) -> dict[str, Any]:
    bound = parameters(scope, viewer, now)
    since: datetime = bound["since"]
    return {
        **bound,
        "known": max(since - timedelta(days=settings.known_days), EARLIEST),
        "since_s": max(int(since.timestamp()), 1),
        "timely_s": settings.timely_days * DAY_S,
        "removed_s": settings.removed_days * DAY_S,
        "alone": settings.alone_percent / 100,
        "event_values": settings.event_values,
        "actionable": sorted(ACTIONABLE),
        "other_names": [org for org, _ in counts_as],
        "names": [name for _, name in counts_as],
        **{f"of_{key}": float(getattr(settings, key)) for key in CONTENT},
    }


def _measures(row: _Row) -> Measures:
    return Measures(
        shared=row.shared,
        with_=dict(zip(WEIGHTS, row.counts, strict=True)) if row.shared else {},
        weight_=dict(zip(WEIGHTS, row.weights, strict=True)) if row.shared else {},
        confirmed_values=row.confirmed_values,
        confirmed_by=tuple(row.confirmed),
        timely_by=tuple(row.timely),
        disputed_by=tuple(row.disputed),
        sighted_of=tuple(row.sighted),
        proposed_to=tuple(row.proposed),
        confirmations=row.confirmations,
        confirmations_in_time=row.confirmations_in_time,
        sightings=row.sightings,
        proposals=row.proposals,
        warned=row.warned,
        removed=row.removed,
        duplicates=row.duplicates,
        self_sightings=row.self_sightings,
    )
