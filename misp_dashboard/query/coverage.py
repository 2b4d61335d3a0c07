"""How much of what happened has a place on the map, and by which means?"""

from collections import Counter
from typing import NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.query.of import Of
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.store.connect import Store

SQL = f"""
SELECT toString(coverage), count()
FROM activity
WHERE {IN_SCOPE}
GROUP BY coverage
"""  # noqa: S608 - the part is the scope's constant condition


class MeansCoverage(msgspec.Struct, frozen=True):
    """Activities located (`of` origin) or targeted (`of` target) by one means, so exactly."""

    means: str
    of: Of
    precision: str
    hits: int


class TypeCoverage(msgspec.Struct, frozen=True):
    """`type` is MISP's attribute type, "" for activities that have none."""

    type: str
    activities: int
    located: int
    targeted: int


class Coverage(msgspec.Struct, frozen=True):
    """Of `total` activities `located` point somewhere, and `targeted` say whom they target.

    `ip_only` would be located if addresses were the only means.
    """

    total: int
    located: int
    targeted: int
    ip_only: int
    by_means: list[MeansCoverage]
    by_type: list[TypeCoverage]


class _Row(NamedTuple):
    """`exactness` is "country" or "region" of what has targets, else ""."""

    located: bool
    exactness: str
    means: str
    precision: str
    targeted_by: str
    type: str
    activities: int


def _row(coverage: str, activities: int) -> _Row:
    located, exactness, means, precision, targeted_by, type = coverage.split("\n", 5)
    return _Row(located == "1", exactness, means, precision, targeted_by, type, activities)


def coverage(store: Store, viewer: Viewer, scope: Scope) -> Coverage:
    """Means by hits, types by activities, most first."""
    means: Counter[tuple[Of, str, str]] = Counter()
    activities: Counter[str] = Counter()
    located: Counter[str] = Counter()
    targeted: Counter[str] = Counter()
    for row in store.ask(SQL, _row, parameters(scope, viewer)):
        activities[row.type] += row.activities
        if row.located:
            located[row.type] += row.activities
            means["origin", row.means, row.precision] += row.activities
        if row.exactness:
            targeted[row.type] += row.activities
            means["target", row.targeted_by, row.exactness] += row.activities
    return Coverage(
        total=activities.total(),
        located=located.total(),
        targeted=targeted.total(),
        ip_only=sum(
            hits for (of, name, _), hits in means.items() if (of, name) == ("origin", "ip")
        ),
        by_means=[
            MeansCoverage(name, of, precision, hits)
            for (of, name, precision), hits in sorted(means.items(), key=lambda one: (-one[1], one))
        ],
        by_type=[
            TypeCoverage(type, count, located[type], targeted[type])
            for type, count in sorted(activities.items(), key=lambda one: (-one[1], one))
        ],
    )
