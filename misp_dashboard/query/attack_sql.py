"""How many activities, events and organisations have each technique and tactic of ATT&CK?"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from misp_dashboard.attack.matrix import Domain, Matrix
from misp_dashboard.query.attack_tag import counting
from misp_dashboard.query.scope import IN_SCOPE
from misp_dashboard.store.connect import Store
from misp_dashboard.store.meaning import WITH_TAGS, ask_by_meaning

LOOKS_LIKE_ID = "match(tag, '(?i)t[0-9]{4}')"

MAY_HAVE_ID = f"""tags_key IN (
            SELECT key FROM tag_set WHERE arrayExists(tag -> {LOOKS_LIKE_ID}, tags))"""  # noqa: S608 - a constant

TAGS = f"""
SELECT toString(tag)
FROM (
    SELECT arrayJoin(tags) AS tag
    FROM (
        SELECT tags_key AS key
        FROM activity
        PREWHERE {MAY_HAVE_ID}
        WHERE {IN_SCOPE}
        GROUP BY key
    ) AS counted
    {WITH_TAGS}
)
WHERE {LOOKS_LIKE_ID}
GROUP BY tag
"""  # noqa: S608 - the parts are constants
"""The tags that may carry an id: hundreds. Python says which do, and what they count for."""

HAS_ID = "tags_key IN (SELECT key FROM tag_set WHERE hasAny(tags, {tags:Array(String)}))"

IS_NOW = "at >= {middle:DateTime64(3, 'UTC')}"

SQL = f"""
SELECT
    what, sum(n), sum(p),
    uniqExactIf(event, n > 0 AND event != 0),
    uniqExactIf(who, n > 0 AND who != '')
FROM (
    SELECT
        event, who, n, p,
        arrayJoin(arrayDistinct(arrayFlatten(arrayMap(
            one -> {{counts_for:Array(Array(UInt16))}}[one],
            arrayFilter(one -> one > 0, arrayMap(tag -> transform(tag,
                {{tags:Array(String)}}, {{techniques:Array(UInt16)}}, 0), tags)))))) AS what
    FROM (
        SELECT
            tags_key AS key, event_key AS event, org AS who,
            countIf({IS_NOW}) AS n,
            count() - n AS p
        FROM activity
        PREWHERE {HAS_ID}
        WHERE {IN_SCOPE}
        GROUP BY key, event, who
    ) AS counted
    {WITH_TAGS}
)
GROUP BY what
"""  # noqa: S608 - the parts are constants
"""An activity counts once for each key, whichever of its tags mean it. Activities have few
different sets of tags: those are taken apart rather than each activity."""


class AttackRow(NamedTuple):
    """`tags` are the tags of a technique by itself, or of an unknown id."""

    activities: int = 0
    previous: int = 0
    events: int = 0
    organisations: int = 0
    tags: tuple[str, ...] = ()


class _Row(NamedTuple):
    key: int
    activities: int
    previous: int
    events: int
    organisations: int


def attack_rows(
    store: Store, values: dict[str, Any], matrix: Matrix, others: Mapping[Domain, Matrix]
) -> dict[str, AttackRow]:
    """By the keys of `attack_tag`. `values` are the scope's from the span before on; `middle` is
    where the span begins."""
    found = counting(ask_by_meaning(store, TAGS, str, values), matrix, others)
    if not found.tags:
        return {}
    bound = {
        **values, "tags": found.tags, "techniques": found.techniques,
        "counts_for": found.counts_for,
    }  # fmt: skip
    rows = {}
    for row in ask_by_meaning(store, SQL, _Row, bound):
        name = found.keys[row.key - 1]
        tags = tuple(found.tags_of.get(name, ()))
        rows[name] = AttackRow(row.activities, row.previous, row.events, row.organisations, tags)
    return rows
