"""Which events are most active or trend? One event may be on several instances."""

from typing import Any, NamedTuple, get_args

from misp_dashboard.activity.row import NO_UUID
from misp_dashboard.query.active_item import Rank
from misp_dashboard.query.scope import IN_SCOPE
from misp_dashboard.query.trend import WEIGHT
from misp_dashboard.store.connect import Store

NONE = f"toUUID('{NO_UUID}')"

MADE_UP = "reinterpretAsUUID(sipHash128(toString(instance), event_id))"

KEYS = {
    False: "event_uuid",
    True: f"if(event_uuid != {NONE}, event_uuid, if(event_id = 0, {NONE}, {MADE_UP}))",
}
"""What tells events apart, by the MISP's uuid alone or with one made up of instance and number
where MISP told none. The column `event_key` is the same as one number, which is faster."""

RANKS: dict[Rank, str] = {"total": "count()", "trend": f"sum({WEIGHT})"}

TITLE = """argMaxIf(event_info,
        bitShiftLeft(toUInt128(toUnixTimestamp64Milli(at)), 64) + id, event_info != '')"""
"""The latest; time and id as one number, which is faster to compare than two."""


def _ranked(rank: Rank) -> str:
    return f"""
SELECT toString(key), rank, countIf(key != 0) OVER (), sum(n) OVER ()
FROM (
    SELECT event_key AS key, {RANKS[rank]} AS rank, count() AS n
    FROM activity
    WHERE {IN_SCOPE}
    GROUP BY key
)
ORDER BY key = 0, rank DESC
LIMIT {{limit:UInt32}}
"""  # noqa: S608 - the parts are constants


def _titled(rank: Rank) -> str:
    return f"""
SELECT toString(key), rank, countIf(is_chosen) OVER (), sum(n) OVER ()
FROM (
    SELECT event_key AS key, {RANKS[rank]} AS rank, count() AS n, {TITLE} AS title,
        key != 0 AND positionCaseInsensitiveUTF8(title, {{match:String}}) > 0
            AND ({{exclude:String}} = '' OR NOT match(title, {{exclude:String}})) AS is_chosen
    FROM activity
    WHERE {IN_SCOPE}
    GROUP BY key
)
ORDER BY is_chosen DESC, rank DESC, title, toString(key)
LIMIT {{limit:UInt32}}
"""  # noqa: S608 - the parts are constants


ALL: tuple[Rank, ...] = get_args(Rank)

RANKED = {rank: _ranked(rank) for rank in ALL}

TITLED = {rank: _titled(rank) for rank in ALL}
"""Reading every title takes twice as long: asked when they decide."""


class ActiveEvents(NamedTuple):
    """The first events by key. `distinct` events have some of the scope's `total` activities."""

    keys: list[str]
    distinct: int
    total: int


class _Row(NamedTuple):
    key: str
    rank: int
    distinct: int
    total: int


def active_events(store: Store, values: dict[str, Any], *, rank: Rank, top: int) -> ActiveEvents:
    """Ties are in order of title. `values` are those of the scope, of `choosing`, and the decay's
    where events that trend are asked for."""
    asked = {**values, "limit": top + 1}
    by_title = bool(values["match"] or values["exclude"])
    rows = store.ask((TITLED if by_title else RANKED)[rank], _Row, asked)
    if not by_title and len(rows) > top and rows[top].rank == rows[top - 1].rank:
        rows = store.ask(TITLED[rank], _Row, asked)
    if not rows:
        return ActiveEvents([], 0, 0)
    first = rows[0]
    keys = [row.key for row in rows[: min(top, first.distinct)]]
    return ActiveEvents(keys, first.distinct, first.total)
