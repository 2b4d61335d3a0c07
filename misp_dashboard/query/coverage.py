"""How much of what happened has a place on the map, and by which means?"""

from collections import Counter
from typing import NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.query.of import Of
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.store.connect import Store

REGION = "region"
"""How exactly a target is known that names only regions."""

SQL = f"""
SELECT
    type,
    if(country != '' OR latitude IS NOT NULL, located_by, '') AS means,
    country != '' OR latitude IS NOT NULL AS located,
    precision,
    targeted_by,
    multiIf(empty(targets), '', arrayExists(one -> length(one) = 2, targets), 'country', '{REGION}')
        AS target_precision,
    count()
FROM activity
WHERE {IN_SCOPE}
GROUP BY ALL
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
    type: str
    means: str
    located: bool
    precision: str
    targeted_by: str
    target_precision: str
    activities: int


def coverage(store: Store, viewer: Viewer, scope: Scope) -> Coverage:
    """Means by hits, types by activities, most first."""
    means: Counter[tuple[Of, str, str]] = Counter()
    activities: Counter[str] = Counter()
    located: Counter[str] = Counter()
    targeted: Counter[str] = Counter()
    for row in store.ask(SQL, _Row, parameters(scope, viewer)):
        activities[row.type] += row.activities
        if row.located:
            located[row.type] += row.activities
            means["origin", row.means, row.precision] += row.activities
        if row.target_precision:
            targeted[row.type] += row.activities
            means["target", row.targeted_by, row.target_precision] += row.activities
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
