"""Who is credited with a contribution, and what it earns, in SQL."""

from collections.abc import Sequence
from typing import Any

from misp_dashboard.contribution.rules import Rules
from misp_dashboard.query.contribution import CONTRIBUTION

CREDITED = "transform(toString(org), {counts_from:Array(String)}, {counts_to:Array(String)})"
"""The organisation that acted, or the one it counts as: for groups, not for every activity."""

IS_CREDITED = f"""{CONTRIBUTION}
    AND org NOT IN {{excluded:Array(String)}}
    AND (empty({{only:Array(String)}}) OR org IN {{only:Array(String)}})"""
"""A contribution of an organisation that takes part, and of those in `only` where it has any."""

WORTH = """(
        transform(kind, {valued_kinds:Array(String)}, {value_factors:Array(Int64)}, toInt64(0))
        * transform(category, {point_categories:Array(String)}, {category_points:Array(Int64)},
            {default_points:Int64})
        + transform(kind, {point_kinds:Array(String)}, {kind_points:Array(Int64)}, toInt64(0)))"""
"""The points of one contribution; `worth` in contribution/points.py says the same. Each part asks
one column, so that it is worked out once for each of its few values and not for each row."""

# where nothing is configured: an array that is empty has no type to compare by
NONE = "\x00"


def crediting(rules: Rules, only: str = "") -> dict[str, Any]:
    """The values bound into `IS_CREDITED` and `WORTH`; with `only`, of one organisation."""
    of_category = rules.points.of_category or ((NONE, 0),)
    counts_as = rules.counts_as or ((NONE, NONE),)
    return {
        "counts_from": [org for org, _ in counts_as],
        "counts_to": [org for _, org in counts_as],
        "excluded": [*_all_of(rules, rules.excluded), *rules.excluded],
        "only": _all_of(rules, (only,)) if only else [],
        "point_categories": [name for name, _ in of_category],
        "category_points": [points for _, points in of_category],
        "default_points": rules.points.default,
        "valued_kinds": ["attribute", "sighting"],
        "value_factors": [1, rules.points.sighting_factor],
        "point_kinds": [kind for kind, _ in rules.points.of_kind],
        "kind_points": [points for _, points in rules.points.of_kind],
    }


def _all_of(rules: Rules, orgs: Sequence[str]) -> list[str]:
    """The names in MISP of those that count as one of these."""
    elsewhere = {org for org, _ in rules.counts_as}
    own = [org for org in orgs if org not in elsewhere]
    return [*own, *(org for org, counts_as in rules.counts_as if counts_as in orgs)] or [NONE]
