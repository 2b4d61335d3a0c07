"""How did the points of the first contributors of a month come about, day by day?"""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.contribution.rules import Rules
from misp_dashboard.query.contributors import ranking
from misp_dashboard.query.credited import CREDITED, IS_CREDITED, WORTH, crediting
from misp_dashboard.query.month import month_of, within
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.store.connect import Store

MOST = 20

SQL = f"""
SELECT {CREDITED} AS name, day, sum(n * {WORTH})
FROM (
    SELECT org, kind, category, toDate(at) AS day, count() AS n
    FROM activity
    WHERE {IN_SCOPE}
        AND {IS_CREDITED}
    GROUP BY org, kind, category, day
)
WHERE name IN {{names:Array(String)}}
GROUP BY name, day
"""  # noqa: S608 - the parts are constants


class ContributorLine(msgspec.Struct, frozen=True):
    """`points` has the points of each day, `points_in_all` those of the month."""

    org: str
    points_in_all: float
    points: list[float]


class ContributorsOverTime(msgspec.Struct, frozen=True):
    """A value for each day of the month, in UTC; days to come have 0."""

    month: str
    since: datetime
    until: datetime
    days: list[date]
    contributors: list[ContributorLine]


class _Row(NamedTuple):
    org: str
    day: date
    points: int


def contributors_over_time(
    store: Store, viewer: Viewer, scope: Scope, rules: Rules, *, month: str = "", top: int = 5
) -> ContributorsOverTime:
    """The first `top` of the month, whatever the scope's span. Raises `BadFilter`."""
    chosen = month_of(month, datetime.now(UTC))
    first = ranking(store, viewer, scope, rules, chosen)[:top]
    values = {
        **parameters(within(scope, chosen.since, chosen.until), viewer), **crediting(rules),
        "names": [one.org for one in first],
    }  # fmt: skip
    rows = store.ask(SQL, _Row, values) if first else []
    points = {(row.org, row.day): row.points for row in rows}
    count = (chosen.until - chosen.since).days
    days = [chosen.since.date() + timedelta(days=day) for day in range(count)]
    return ContributorsOverTime(
        month=str(chosen),
        since=chosen.since,
        until=chosen.until,
        days=days,
        contributors=[
            ContributorLine(one.org, one.points, [points.get((one.org, day), 0) for day in days])
            for one in first
        ],
    )
