"""How much does each organisation contribute to each category, and which trophies has it?"""

from collections import defaultdict
from datetime import UTC, datetime
from itertools import chain
from typing import Any, NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.contribution.rules import Rules
from misp_dashboard.contribution.trophies import CATEGORIES, levels
from misp_dashboard.query.closed_months import by_closed_months
from misp_dashboard.query.countries import EARLIEST
from misp_dashboard.query.credited import CREDITED, IS_CREDITED, crediting
from misp_dashboard.query.month import month_of, within
from misp_dashboard.query.scope import AHEAD, IN_SCOPE, Scope, parameters
from misp_dashboard.store.connect import Store

# one key, and a number for each category: half the time of grouping by both
KNOWN = f"""
SELECT {CREDITED} AS name, sumForEach(counts)
FROM (
    SELECT org, countResample(0, {len(CATEGORIES) + 1}, 1)(
        transform(category, {{categories:Array(String)}}, {{numbers:Array(UInt8)}},
            {len(CATEGORIES)})) AS counts
    FROM activity
    WHERE {IN_SCOPE}
        AND category != ''
        AND {IS_CREDITED}
    GROUP BY org
)
GROUP BY name
"""  # noqa: S608 - the parts are constants

SQL = f"""
SELECT {CREDITED} AS name, category, sum(n)
FROM (
    SELECT org, category, count() AS n
    FROM activity
    WHERE {IN_SCOPE}
        AND category != ''
        AND {IS_CREDITED}
    GROUP BY org, category
)
GROUP BY name, category
"""  # noqa: S608 - the parts are constants


class CategoryCount(msgspec.Struct, frozen=True):
    """`level` is the trophy's, from 1 to 12."""

    category: str
    contributions: int
    level: int
    title: str


class CategoryContributor(msgspec.Struct, frozen=True):
    """Its categories, in the table's order; those without a contribution are left out."""

    org: str
    contributions: int
    categories: list[CategoryCount]


class ContributorsByCategory(msgspec.Struct, frozen=True):
    """`categories` are MISP's, and after them others that were contributed to. `month` is "" for
    all time; the levels are by the counts that are shown."""

    month: str
    categories: list[str]
    contributors: list[CategoryContributor]
    total: int


class _Known(NamedTuple):
    """A count for each of MISP's categories, and one for all others."""

    org: str
    numbers: list[int]


class _Row(NamedTuple):
    org: str
    category: str
    contributions: int


Counts = dict[str, dict[str, int]]
"""Of each category, the contributions of each organisation."""


def contributors_by_category(
    store: Store,
    viewer: Viewer,
    scope: Scope,
    rules: Rules,
    *,
    month: str = "",
    top: int = 100,
    match: str = "",
) -> ContributorsByCategory:
    """The first `top` by contributions, of a month or, with "", of all time; whatever the
    scope's span. Raises `BadFilter`."""
    now = datetime.now(UTC)
    chosen = month_of(month, now) if month else None
    since, until = (chosen.since, chosen.until) if chosen else (EARLIEST, now + AHEAD)
    counts = category_counts(store, viewer, scope, rules, since, until)
    trophies = {name: levels(each, rules.trophies.percentages) for name, each in counts.items()}
    of_org: dict[str, list[CategoryCount]] = defaultdict(list)
    for category, each in counts.items():
        for org, contributions in each.items():
            level = trophies[category][org]
            of_org[org].append(
                CategoryCount(category, contributions, level, rules.trophies.title(level))
            )
    found = [
        CategoryContributor(org, sum(one.contributions for one in found), found)
        for org, found in of_org.items()
        if match.casefold() in org.casefold()
    ]
    found.sort(key=lambda one: (-one.contributions, one.org))
    return ContributorsByCategory(month, list(counts), found[:top], len(found))


def category_counts(
    store: Store, viewer: Viewer, scope: Scope, rules: Rules, since: datetime, until: datetime
) -> Counts:
    """MISP's categories first, also without contributions."""

    def values(since: datetime, until: datetime) -> dict[str, Any]:
        return {
            **parameters(within(scope, since, until), viewer), **crediting(rules),
            "categories": list(CATEGORIES), "numbers": list(range(len(CATEGORIES))),
        }  # fmt: skip

    counts: Counts = {category: {} for category in CATEGORIES}
    if since == EARLIEST:
        rows = list(chain(*by_closed_months(store, KNOWN, _Known, values, until)))
    else:
        rows = store.ask(KNOWN, _Known, values(since, until))
    if any(row.numbers[-1] for row in rows):
        # MISP may have categories that it did not have
        rows_by_name = sorted(store.ask(SQL, _Row, values(since, until)))
        for row in rows_by_name:
            counts.setdefault(row.category, {})[row.org] = row.contributions
        return counts
    for org, numbers in sorted(rows):
        for category, contributions in zip(CATEGORIES, numbers, strict=False):
            if contributions:
                of_org = counts[category]
                of_org[org] = of_org.get(org, 0) + contributions
    return counts
