"""Which countries do the activities point to, and how often?"""

from typing import NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.store.connect import Store

SQL = f"""
SELECT country, count() FROM activity
WHERE {IN_SCOPE}
GROUP BY country
ORDER BY count() DESC, country
"""  # noqa: S608 - the part is the scope's constant condition


class Country(msgspec.Struct, frozen=True):
    """`country` is ISO 3166 alpha-2."""

    country: str
    hits: int


class Countries(msgspec.Struct, frozen=True):
    """`located` of `total` activities have a country."""

    countries: list[Country]
    located: int
    total: int


class _Row(NamedTuple):
    country: str
    hits: int


def countries(store: Store, viewer: Viewer, scope: Scope) -> Countries:
    """Every country that was hit, most hits first."""
    rows = store.ask(SQL, _Row, parameters(scope, viewer))
    return Countries(
        countries=[Country(row.country, row.hits) for row in rows if row.country],
        located=sum(row.hits for row in rows if row.country),
        total=sum(row.hits for row in rows),
    )
