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
"""What tells events apart. Where MISP told no uuid, instance and number make one up; that takes
longer, and is asked when there is such an event."""

RANKS: dict[Rank, str] = {"total": "count()", "trend": f"sum({WEIGHT})"}

TITLE = """argMaxIf(event_info,
        bitShiftLeft(toUInt128(toUnixTimestamp64Milli(at)), 64) + id, event_info != '')"""
"""The latest; time and id as one number, which is faster to compare than two."""


def _ranked(key: str, rank: Rank) -> str:
    return f"""
SELECT toString(key), rank, countIf(key != {NONE}) OVER (), sum(n) OVER (), sum(unnamed) OVER ()
FROM (
    SELECT {key} AS key, {RANKS[rank]} AS rank, count() AS n,
        countIf(event_uuid = {NONE} AND event_id != 0) AS unnamed
    FROM activity
    WHERE {IN_SCOPE}
    GROUP BY key
)
ORDER BY key = {NONE}, rank DESC
LIMIT {{limit:UInt32}}
"""  # noqa: S608 - the parts are constants


def _titled(rank: Rank) -> str:
    return f"""
SELECT toString(key), rank, countIf(is_chosen) OVER (), sum(n) OVER (), 1
FROM (
    SELECT {KEYS[True]} AS key, {RANKS[rank]} AS rank, count() AS n, {TITLE} AS title,
        key != {NONE} AND positionCaseInsensitiveUTF8(title, {{match:String}}) > 0
            AND ({{exclude:String}} = '' OR NOT match(title, {{exclude:String}})) AS is_chosen
    FROM activity
    WHERE {IN_SCOPE}
    GROUP BY key
)
ORDER BY is_chosen DESC, rank DESC, title, toString(key)
LIMIT {{limit:UInt32}}
"""  # noqa: S608 - the parts are constants


ALL: tuple[Rank, ...] = get_args(Rank)

RANKED = {(made_up, rank): _ranked(KEYS[made_up], rank) for made_up in KEYS for rank in ALL}

TITLED = {rank: _titled(rank) for rank in ALL}
"""Reading every title takes twice as long: asked when they decide."""


class ActiveEvents(NamedTuple):
    """The first events by key; some of the keys may be made up. `distinct` events have some of
    the scope's `total` activities."""

    keys: list[str]
    made_up: bool
    distinct: int
    total: int


class _Row(NamedTuple):
    key: str
    rank: int
    distinct: int
    total: int
    unnamed: int


def active_events(store: Store, values: dict[str, Any], *, rank: Rank, top: int) -> ActiveEvents:
    """Ties are in order of title. `values` are those of the scope, of `choosing`, and the decay's
    where events that trend are asked for."""
    asked = {**values, "limit": top + 1}
    made_up = bool(values["match"] or values["exclude"])
    if made_up:
        rows = store.ask(TITLED[rank], _Row, asked)
    else:
        rows = store.ask(RANKED[False, rank], _Row, asked)
        made_up = bool(rows and rows[0].unnamed)
        if made_up:
            rows = store.ask(RANKED[True, rank], _Row, asked)
        if len(rows) > top and rows[top].rank == rows[top - 1].rank:
            made_up = True
            rows = store.ask(TITLED[rank], _Row, asked)
    if not rows:
        return ActiveEvents([], False, 0, 0)
    first = rows[0]
    keys = [row.key for row in rows[: min(top, first.distinct)]]
    return ActiveEvents(keys, made_up, first.distinct, first.total)
