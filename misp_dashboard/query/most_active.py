"""Which events, tags, organisations … are most active or trend, and how did each fare over time?"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple, get_args

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.query import trend
from misp_dashboard.query.active_event import active_events
from misp_dashboard.query.active_item import COLUMNS, IS_CHOSEN, TAGS, By, Rank, choosing
from misp_dashboard.query.bucket import BUCKET, buckets
from misp_dashboard.query.countries import EARLIEST
from misp_dashboard.query.item_name import (
    LATEST,
    ItemName,
    Latest,
    event_keys,
    event_names,
    item_names,
    names_of,
)
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.query.trend import MILLIONTHS, WEIGHT, State, decay
from misp_dashboard.store.connect import Store
from misp_dashboard.store.meaning import WITH_TAGS, ask_by_meaning

MOST = 50
MOST_COMPARED = 5
LONGEST_MATCH = 200

IS_NOW = "at >= {middle:DateTime64(3, 'UTC')}"

MEASURES = f"""arraySum(counts) AS activities,
        count() - activities AS previous,
        sumIf({WEIGHT}, {IS_NOW}) AS weight,
        countResample(0, {{buckets:UInt32}}, 1)(if({IS_NOW},
            least(toInt64({BUCKET}) - {{first:Int64}}, {{buckets:UInt32}} - 1), -1)) AS counts"""
"""A line in one group: grouping by bucket as well takes half as long again. As in `Buckets`, what
is later than the last bucket counts in it; what was before the span, in none."""


def _of_column(column: str) -> str:
    return f"""
        SELECT {column} AS item, {MEASURES}
        FROM activity
        WHERE {IN_SCOPE}
        GROUP BY item
    """  # noqa: S608 - the parts are constants


OF_TAGS = f"""
        SELECT item, sum(activities) AS activities, sum(previous) AS previous,
            sum(weight) AS weight, sumForEach(counts) AS counts, any(of_all) AS of_all
        FROM (
            SELECT *, sum(activities) OVER () AS of_all
            FROM (
                SELECT tags_key AS key, {MEASURES}
                FROM activity
                WHERE {IN_SCOPE}
                GROUP BY key
            ) AS counted
            {WITH_TAGS}
        )
        LEFT ARRAY JOIN tags AS item
        GROUP BY item
"""  # noqa: S608 - the parts are constants
"""Activities have few different sets of tags: those are taken apart rather than each activity."""


def _lines(by: By, rank: Rank) -> str:
    items = OF_TAGS if by in TAGS else _of_column(COLUMNS[by])
    of_all = "any(of_all) OVER ()" if by in TAGS else "sum(activities) OVER ()"
    return f"""
SELECT name, activities, previous, weight, counts,
    countIf(is_listed AND activities > 0) OVER (),
    {of_all},
    is_listed
FROM (
    SELECT
        *, toString(item) AS name,
        if(empty({{items:Array(String)}}), activities > 0 AND {IS_CHOSEN},
            name IN {{items:Array(String)}}) AS is_listed
    FROM ({items})
)
ORDER BY is_listed DESC, {"activities" if rank == "total" else "weight"} DESC, name
LIMIT {{limit:UInt32}}
"""  # noqa: S608 - the parts are constants


EVENT_LINES = f"""
SELECT toString(event_key), {MEASURES}, {LATEST}
FROM activity
PREWHERE event_key IN {{keys:Array(UInt64)}}
WHERE {IN_SCOPE}
GROUP BY event_key
"""  # noqa: S608 - the parts are constants


ALL: tuple[Rank, ...] = get_args(Rank)

LINES = {(by, rank): _lines(by, rank) for by in (*COLUMNS, *TAGS) for rank in ALL}

TOTAL = f"SELECT count() FROM activity WHERE {IN_SCOPE}"  # noqa: S608 - a constant


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


class _Line(NamedTuple):
    name: str
    activities: int
    previous: int
    weight: int
    counts: list[int]
    distinct: int
    total: int
    is_listed: bool


class _EventLine(NamedTuple):
    name: str
    activities: int
    previous: int
    weight: int
    counts: list[int]
    latest: Latest


class _Found(NamedTuple):
    items: list[ActiveItem]
    distinct: int
    total: int


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
    cut = buckets(scope, now)
    values = {
        **parameters(scope, viewer, now), **decay(scope, now).parameters(),
        **choosing(by, galaxy, match, exclude), "step_s": cut.step_s, "first": cut.first,
        "buckets": cut.count,
    }  # fmt: skip
    before = max(scope.before(now).bounds(now)[0], EARLIEST)
    with_before = {**values, "since": before, "middle": values["since"]}
    if by == "event":
        found = _events(store, values, with_before, rank=rank, top=top, items=items)
    else:
        found = _items(store, by, with_before, rank=rank, top=top, items=items)
    return MostActive(
        since=cut.since,
        until=cut.until,
        step_s=cut.step_s,
        items=sorted(found.items, key=lambda one: (-_ranks(one, rank), one.label, one.item)),
        total=found.total,
        distinct=found.distinct,
        excluded=list(exclude),
    )


def _items(
    store: Store, by: By, values: dict[str, Any], *, rank: Rank, top: int, items: Sequence[str]
) -> _Found:
    asked = names_of(items)
    limit = len(asked) or top
    values = {**values, "items": list(asked), "limit": limit}
    rows = ask_by_meaning(store, LINES[by, rank], _Line, values)
    lines = {row.name: row for row in rows if row.is_listed}
    names = item_names(store, by, asked or lines)
    return _Found(
        [_answer(known, lines.get(name), values) for name, known in names.items()],
        rows[0].distinct if rows else 0,
        rows[0].total if rows else 0,
    )


def _events(
    store: Store, values: dict[str, Any], with_before: dict[str, Any], *, rank: Rank, top: int,
    items: Sequence[str],
) -> _Found:  # fmt: skip
    if items:
        asked = event_keys(store, items)
        distinct, total = 0, store.ask(TOTAL, int, values)[0]
    else:
        first = active_events(store, values, rank=rank, top=top)
        asked = dict.fromkeys(first.keys, "")
        distinct, total = first.distinct, first.total
    rows = []
    if asked:
        rows = store.ask(EVENT_LINES, _EventLine, {**with_before, "keys": list(map(int, asked))})
    lines = {row.name: row for row in rows}
    names: Mapping[str, ItemName] = {
        **{key: ItemName(item or key, item or key) for key, item in asked.items()},
        **event_names(store, {row.name: row.latest for row in rows}, with_before),
    }
    return _Found(
        [_answer(known, lines.get(key), values) for key, known in names.items()],
        distinct or sum(row.activities > 0 for row in rows),
        total,
    )


def _answer(name: ItemName, line: _Line | _EventLine | None, values: dict[str, Any]) -> ActiveItem:
    activities, previous = (line.activities, line.previous) if line else (0, 0)
    return ActiveItem(
        **name._asdict(),
        activities=activities,
        previous=previous,
        state=trend.state(activities, previous),
        score=line.weight / MILLIONTHS if line else 0.0,
        counts=list(line.counts) if line else [0] * values["buckets"],
    )


def _ranks(one: ActiveItem, rank: Rank) -> float:
    return one.activities if rank == "total" else one.score
