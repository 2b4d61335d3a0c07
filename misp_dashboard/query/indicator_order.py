"""Which indicators come first: those seen most often, lately, early, or by their value?"""

from typing import Any, Literal, NamedTuple

from misp_dashboard.query.of import Of
from misp_dashboard.query.scope import IN_SCOPE
from misp_dashboard.store.connect import Store

Sort = Literal["hits", "last_seen", "first_seen", "value"]
Order = Literal["desc", "asc"]

DEPTHS = (512, 12_288)
"""How many are ranked at once: enough for a first page, or for everything that can be asked."""

LOCATED: dict[Of, str] = {"origin": "startsWith(coverage, '1')", "target": "target_set != ''"}
"""As (country != '' OR latitude IS NOT NULL) and notEmpty(targets), by few different texts."""

INDICATORS = {
    of: f"""FROM activity
PREWHERE {located}
WHERE {IN_SCOPE}
    AND indicator != 0 AND action != 'delete'"""
    for of, located in LOCATED.items()
}

SEEN = "toUInt64(toUnixTimestamp64Milli(max(at)))"

RANK: dict[tuple[Sort, Order], str] = {
    ("hits", "desc"): f"bitNot(bitShiftLeft(least(count(), 2097151), 43) + {SEEN})",
    ("hits", "asc"): f"bitShiftLeft(least(count(), 2097151) + 1, 43) - {SEEN}",
    ("last_seen", "desc"): f"bitNot({SEEN})",
    ("last_seen", "asc"): SEEN,
    ("first_seen", "desc"): "bitNot(toUInt64(toUnixTimestamp64Milli(min(at))))",
    ("first_seen", "asc"): "toUInt64(toUnixTimestamp64Milli(min(at)))",
}
"""Lower comes first. Of those with as many hits the latest comes first: milliseconds until the year
2248 take 43 bits, and what was seen two million times is as often as can be."""


def _ranked(of: Of, rank: str, depth: int) -> str:
    return f"""
SELECT count(), sum(hits), groupArraySorted({depth})(bitShiftLeft(toUInt128(rank), 64) + key)
FROM (
    SELECT indicator AS key, count() AS hits, {rank} AS rank
    {INDICATORS[of]}
    GROUP BY key
)
"""  # noqa: S608 - the parts are constants


RANKED = {
    (of, *by, depth): _ranked(of, rank, depth)
    for of in LOCATED for by, rank in RANK.items() for depth in DEPTHS
}  # fmt: skip
"""A rank and a key are packed into one number: sorting tuples would take half as long again. What
ties is in order of the key, so that pages have neither holes nor repetitions."""


def _by_value(of: Of, order: Order) -> str:
    return f"""
SELECT count() OVER (), sum(hits) OVER (), key
FROM (
    SELECT indicator AS key, any(value) AS written, any(type) AS typed, count() AS hits
    {INDICATORS[of]}
    GROUP BY key
)
ORDER BY written {order.upper()}, typed
LIMIT {{limit:UInt32}} OFFSET {{offset:UInt32}}
"""  # noqa: S608 - the parts are constants


ORDERS: tuple[Order, ...] = ("desc", "asc")

BY_VALUE = {(of, order): _by_value(of, order) for of in LOCATED for order in ORDERS}


class Ranked(NamedTuple):
    """The indicators of a page by key, each with its rank; `total` and `hits` are of all."""

    ranks: dict[int, int]
    total: int
    hits: int


class _Row(NamedTuple):
    total: int
    hits: int
    packed: list[int]


class _Key(NamedTuple):
    total: int
    hits: int
    key: int


def ranked(
    store: Store,
    scope_values: dict[str, Any],
    *,
    of: Of,
    sort: Sort,
    order: Order,
    limit: int,
    offset: int,
) -> Ranked:
    """`scope_values` are the scope's parameters. Which of those that tie are on a page is always
    the same, but arbitrary."""
    if sort == "value":
        values = {**scope_values, "limit": limit, "offset": offset}
        keys = store.ask(BY_VALUE[of, order], _Key, values)
        if keys:
            return Ranked({row.key: n for n, row in enumerate(keys)}, keys[0].total, keys[0].hits)
        sort = "hits"  # a page after the last one: all that is asked is how many there are
    depth = next(depth for depth in DEPTHS if depth >= offset + limit)
    (row,) = store.ask(RANKED[of, sort, order, depth], _Row, scope_values)
    page = row.packed[offset : offset + limit]
    return Ranked({one & (2**64 - 1): one >> 64 for one in page}, row.total, row.hits)
