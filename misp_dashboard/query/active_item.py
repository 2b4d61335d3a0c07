"""An activity counts for an item: its event, its category, each of its tags, and so on."""

from typing import Any, Literal, NamedTuple, get_args

from misp_dashboard.activity.row import NO_UUID
from misp_dashboard.query.scope import IN_SCOPE
from misp_dashboard.query.trend import WEIGHT
from misp_dashboard.store.connect import Store

By = Literal["event", "category", "type", "tag", "object", "org", "galaxy"]
Rank = Literal["total", "trend"]

COLUMNS: dict[By, str] = {
    "category": "category",
    "type": "type",
    "object": "object_name",
    "org": "org",
}

TAGS: tuple[By, ...] = ("tag", "galaxy")

EVENT = f"""if(event_uuid = toUUID('{NO_UUID}'),
        reinterpretAsUUID(sipHash128(toString(instance), event_id)), event_uuid)"""
"""Several instances have the same event under the same uuid; where MISP told none, its instance
and its number there make one up."""

HAS_EVENT = f"(event_uuid != toUUID('{NO_UUID}') OR event_id != 0)"

TITLE = "argMaxIf(event_info, (at, event_info), event_info != '')"
"""The latest that is known."""

RANKS: dict[Rank, str] = {"total": "count()", "trend": f"sum({WEIGHT})"}

CHOSEN = """positionCaseInsensitiveUTF8(label, {match:String}) > 0
    AND ({exclude:String} = '' OR NOT match(label, {exclude:String}))"""


def _columns(column: str, rank: Rank) -> str:
    return f"""
SELECT label AS name, rank, count() OVER ()
FROM (
    SELECT toString({column}) AS label, {RANKS[rank]} AS rank
    FROM activity
    WHERE {IN_SCOPE}
        AND {column} != ''
    GROUP BY {column}
)
WHERE {CHOSEN}
ORDER BY rank DESC, name
LIMIT {{limit:UInt32}}
"""  # noqa: S608 - the parts are constants


def _tags(rank: Rank) -> str:
    return f"""
SELECT toString(tag) AS name, rank, count() OVER ()
FROM (
    SELECT arrayJoin(tags) AS tag, {RANKS[rank]} AS rank
    FROM activity
    WHERE {IN_SCOPE}
    GROUP BY tag
)
WHERE startsWith(name, {{prefix:String}})
    AND positionCaseInsensitiveUTF8(
        substring(name, length({{prefix:String}}) + 1), {{match:String}}) > 0
    AND ({{exclude:String}} = '' OR NOT match(name, {{exclude:String}}))
ORDER BY rank DESC, name
LIMIT {{limit:UInt32}}
"""  # noqa: S608 - the parts are constants


def _events(rank: Rank) -> str:
    return f"""
SELECT toString(key), rank, count() OVER ()
FROM (
    SELECT {EVENT} AS key, {RANKS[rank]} AS rank
    FROM activity
    WHERE {IN_SCOPE}
        AND {HAS_EVENT}
    GROUP BY key
)
ORDER BY rank DESC
LIMIT {{limit:UInt32}}
"""  # noqa: S608 - the parts are constants


def _titled_events(rank: Rank) -> str:
    return f"""
SELECT toString(key), rank, count() OVER ()
FROM (
    SELECT {EVENT} AS key, {RANKS[rank]} AS rank, {TITLE} AS label
    FROM activity
    WHERE {IN_SCOPE}
        AND {HAS_EVENT}
    GROUP BY key
)
WHERE {CHOSEN}
ORDER BY rank DESC, label, toString(key)
LIMIT {{limit:UInt32}}
"""  # noqa: S608 - the parts are constants


ALL_RANKS: tuple[Rank, ...] = get_args(Rank)

RANKED: dict[tuple[By, Rank], str] = {
    **{(by, rank): _columns(column, rank) for by, column in COLUMNS.items() for rank in ALL_RANKS},
    **{(by, rank): _tags(rank) for by in TAGS for rank in ALL_RANKS},
    **{("event", rank): _events(rank) for rank in ALL_RANKS},
}

TITLED_EVENTS = {rank: _titled_events(rank) for rank in ALL_RANKS}
"""Reading every title takes as long again: asked when they decide."""


class Ranked(NamedTuple):
    """`names` of the first items (events: their key); there are `distinct` of them."""

    names: list[str]
    distinct: int


class _Row(NamedTuple):
    name: str
    rank: int
    distinct: int


def ranked(store: Store, values: dict[str, Any], *, by: By, rank: Rank, top: int) -> Ranked:
    """The `top` items by number of activities or by trend, ties in order of their label.

    `values` are those of the scope, of the decay, and `match`, `exclude` and `prefix`.
    """
    asked = {**values, "limit": top + 1}
    if by == "event" and (values["match"] or values["exclude"]):
        rows = store.ask(TITLED_EVENTS[rank], _Row, asked)
    else:
        rows = store.ask(RANKED[by, rank], _Row, asked)
        if by == "event" and len(rows) > top and rows[top].rank == rows[top - 1].rank:
            rows = store.ask(TITLED_EVENTS[rank], _Row, asked)
    return Ranked([row.name for row in rows[:top]], rows[0].distinct if rows else 0)


def counting(by: By, column: str, measures: str) -> str:
    """SQL that measures the items in `names` (events: their keys), by one more column."""
    if by in TAGS:
        return f"""
SELECT toString(tag) AS name, {column}, {measures}
FROM (SELECT arrayJoin(tags) AS tag, at FROM activity WHERE {IN_SCOPE})
WHERE tag IN {{names:Array(String)}}
GROUP BY ALL
"""  # noqa: S608 - the parts are constants
    item = EVENT if by == "event" else COLUMNS[by]
    names = "names:Array(UUID)" if by == "event" else "names:Array(String)"
    return f"""
SELECT toString({item}) AS name, {column}, {measures}
FROM activity
WHERE {IN_SCOPE}
    AND {item} IN {{{names}}}
GROUP BY ALL
"""  # noqa: S608 - the parts are constants
