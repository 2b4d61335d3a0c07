"""Which indicators come first: those seen most often, lately, early, or by their value?"""

from typing import Any, Literal, NamedTuple

from misp_dashboard.query.of import Of
from misp_dashboard.query.scope import IN_SCOPE
from misp_dashboard.store.connect import Store

Sort = Literal["hits", "last_seen", "first_seen", "value"]
Order = Literal["desc", "asc"]

SLACK = 250
"""So many indicators more than a page are read to order those that tie at its edges."""

DEPTHS = (512, 12_288)
"""How many are ranked at once: enough for a first page, or for everything that can be asked."""

LOCATED: dict[Of, str] = {
    "origin": "(country != '' OR latitude IS NOT NULL)",
    "target": "notEmpty(targets)",
}

INDICATORS = {
    of: f"""FROM activity
PREWHERE {located}
WHERE {IN_SCOPE}
    AND indicator != 0 AND action != 'delete'"""
    for of, located in LOCATED.items()
}

SCORE: dict[Sort, str] = {
    "hits": "count()",
    "last_seen": "toUInt64(toUnixTimestamp64Milli(max(at)))",
    "first_seen": "toUInt64(toUnixTimestamp64Milli(min(at)))",
    "value": "toUInt64(0)",
}


def _rank(sort: Sort) -> str:
    """Lower comes first."""
    return f"if({{descending:Bool}}, bitNot({SCORE[sort]}), {SCORE[sort]})"


def _ranked(of: Of, sort: Sort, depth: int) -> str:
    return f"""
SELECT count(), sum(hits), groupArraySorted({depth})(bitShiftLeft(toUInt128(rank), 64) + key)
FROM (
    SELECT indicator AS key, count() AS hits, {_rank(sort)} AS rank
    {INDICATORS[of]}
    GROUP BY key
)
"""  # noqa: S608 - the parts are constants


def _in_order(of: Of, sort: Sort, order: Order) -> str:
    by_value = "written DESC" if (sort, order) == ("value", "desc") else "written"
    return f"""
SELECT key
FROM (
    SELECT indicator AS key, any(value) AS written, any(type) AS typed, {_rank(sort)} AS rank
    {INDICATORS[of]}
    GROUP BY key
    HAVING rank BETWEEN {{first:UInt64}} AND {{last:UInt64}}
)
ORDER BY rank, {by_value}, typed
LIMIT {{limit:UInt32}} OFFSET {{skip:UInt32}}
"""  # noqa: S608 - the parts are constants


RANKED = {
    (of, sort, depth): _ranked(of, sort, depth)
    for of in LOCATED for sort in SCORE for depth in DEPTHS
}  # fmt: skip
"""A rank and a key are packed into one number: sorting tuples would take half as long again."""

ORDERS: tuple[Order, ...] = ("desc", "asc")

IN_ORDER = {
    (of, sort, order): _in_order(of, sort, order)
    for of in LOCATED for sort in SCORE for order in ORDERS
}  # fmt: skip


class Ranked(NamedTuple):
    """The indicators of a page by key, each with its rank, and the `skip` before the page: they
    are in order once those of one rank are ordered by value and type. `total` and `hits` are of
    all indicators."""

    ranks: dict[int, int]
    skip: int
    total: int
    hits: int


class _Row(NamedTuple):
    total: int
    hits: int
    packed: list[int]


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
    """`scope_values` are the scope's parameters. Ties are resolved by value, then by type."""
    end = offset + limit
    depth = next(depth for depth in DEPTHS if depth >= end + SLACK)
    values = {**scope_values, "descending": order == "desc"}
    (row,) = store.ask(RANKED[of, sort, depth], _Row, values)
    first_ones = [(packed >> 64, packed & (2**64 - 1)) for packed in row.packed]
    page = first_ones[offset:end]
    if not page:
        return Ranked({}, 0, row.total, row.hits)
    first, last = page[0][0], page[-1][0]
    before = sum(rank < first for rank, _ in first_ones)
    tied = [(rank, key) for rank, key in first_ones if first <= rank <= last]
    are_all = first_ones[-1][0] > last or len(first_ones) == row.total
    if are_all and len(tied) <= limit + SLACK:
        return Ranked({key: rank for rank, key in tied}, offset - before, row.total, row.hits)
    values |= {"first": first, "last": last, "limit": limit, "skip": offset - before}
    keys = store.ask(IN_ORDER[of, sort, order], int, values)
    # in their order already: what remains to be compared is the place
    return Ranked({key: place for place, key in enumerate(keys)}, 0, row.total, row.hits)
