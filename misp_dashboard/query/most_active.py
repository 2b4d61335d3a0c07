"""Which events, tags, organisations … are most active or trend, and how did each fare over time?"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple, get_args

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.query import trend
from misp_dashboard.query.active_item import By, Rank, counting, ranked
from misp_dashboard.query.bad_filter import BadFilter
from misp_dashboard.query.bucket import BUCKET, buckets
from misp_dashboard.query.countries import EARLIEST
from misp_dashboard.query.filter import filter_from
from misp_dashboard.query.item_name import item_names, names_of
from misp_dashboard.query.machine_tag import GALAXY
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.query.trend import MILLIONTHS, WEIGHT, State, decay
from misp_dashboard.store.connect import Store

MOST = 50
MOST_COMPARED = 5
LONGEST_MATCH = 200

BEFORE = -1
"""Stands among the buckets for the equal span before."""

TOTAL = f"SELECT count() FROM activity WHERE {IN_SCOPE}"  # noqa: S608 - a constant

COUNTED = {
    by: counting(
        by,
        f"if(at < {{middle:DateTime64(3, 'UTC')}}, {BEFORE}, toInt64({BUCKET})) AS bucket",
        f"count(), sum({WEIGHT})",
    )
    for by in get_args(By)
}


class ActiveItem(msgspec.Struct, frozen=True):
    """`item` is the pattern for the filter of its field, `label` what it stands for. Tags have a
    `colour`, and machine tags a `namespace`, `predicate` and `value`; events the `instance` and
    `event_id` of their latest activity. `counts` has one count a bucket.
    """

    item: str
    label: str
    colour: str
    namespace: str
    predicate: str
    value: str
    instance: str
    event_id: int
    activities: int
    previous: int
    state: State
    score: float
    counts: list[int]


class MostActive(msgspec.Struct, frozen=True):
    """Buckets of `step_s` seconds from `since`. `total` are all activities within the scope, each
    once; `distinct` is how many items there are of which `items` are the first; `excluded` are
    the patterns of those that do not count."""

    since: datetime
    until: datetime
    step_s: int
    items: list[ActiveItem]
    total: int
    distinct: int
    excluded: list[str]


class _Row(NamedTuple):
    name: str
    bucket: int
    activities: int
    weight: int


def most_active(
    store: Store,
    viewer: Viewer,
    scope: Scope,
    *,
    by: By,
    galaxy: str = "",
    rank: Rank = "total",
    top: int = 10,
    match: str = "",
    items: Sequence[str] = (),
    exclude: Sequence[str] = (),
) -> MostActive:
    """The `top` items; with `items` exactly those, also when nothing happened.

    `galaxy` chooses one when tags of galaxies are asked for; `match` is text within the label;
    `exclude` are patterns. Raises `BadFilter`.
    """
    now = datetime.now(UTC)
    since, _ = scope.bounds(now)
    cut = buckets(scope, now)
    faded = decay(scope, now)
    values = {
        **parameters(scope, viewer, now), **faded.parameters(),
        **choosing(by, galaxy, match, exclude), "step_s": cut.step_s,
    }  # fmt: skip
    if items:
        names = names_of(store, by, items)
        distinct = None
    else:
        first = ranked(store, values, by=by, rank=rank, top=top)
        names, distinct = dict.fromkeys(first.names, ""), first.distinct
    earliest = max(scope.before(now).bounds(now)[0], EARLIEST)
    counted = _counted(
        store, by, {**values, "since": earliest, "middle": since, "names": list(names)}
    )
    (total,) = store.ask(TOTAL, int, values)
    known = item_names(store, by, names, {**values, "since": earliest})
    answers = []
    for name in names:
        rows = counted[name]
        within = [row for row in rows if row.bucket != BEFORE]
        activities = sum(row.activities for row in within)
        previous = sum(row.activities for row in rows if row.bucket == BEFORE)
        answers.append(
            ActiveItem(
                **known[name]._asdict(),
                activities=activities,
                previous=previous,
                state=trend.state(activities, previous),
                score=sum(row.weight for row in within) / MILLIONTHS,
                counts=cut.counts((row.bucket, row.activities) for row in within),
            )
        )
    answers.sort(key=lambda one: (*_first(one, rank), one.label, one.item))
    return MostActive(
        since=cut.since,
        until=cut.until,
        step_s=cut.step_s,
        items=answers,
        total=total,
        distinct=sum(one.activities > 0 for one in answers) if distinct is None else distinct,
        excluded=list(exclude),
    )


def choosing(by: By, galaxy: str, match: str, exclude: Sequence[str]) -> dict[str, str]:
    """The values that choose among the items. Raises `BadFilter`."""
    if galaxy and not re.fullmatch(r"[^\s:=\"]{1,200}", galaxy):
        raise BadFilter("galaxy", f"`{galaxy[:40]}` is no galaxy", "write it as threat-actor")
    prefix = ""
    if by == "galaxy":
        prefix = f"{GALAXY}:{galaxy}=" if galaxy else f"{GALAXY}:"
    patterns = [pattern for pattern in exclude if pattern]
    if any(pattern.startswith("!") for pattern in patterns):
        raise BadFilter("exclude", "What is excluded begins with `!`", "leave the `!` out")
    return {
        "prefix": prefix,
        "match": match,
        "exclude": filter_from("exclude", patterns).matching,
    }


def _first(one: ActiveItem, rank: Rank) -> tuple[float]:
    return (-one.score,) if rank == "trend" else (-one.activities,)


def _counted(store: Store, by: By, values: dict[str, Any]) -> Mapping[str, list[_Row]]:
    rows: dict[str, list[_Row]] = defaultdict(list)
    if values["names"]:
        for row in store.ask(COUNTED[by], _Row, values):
            rows[row.name].append(row)
    return rows
