"""Who contributed last, and what was it?"""

from datetime import UTC, datetime

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.contribution.points import worth
from misp_dashboard.contribution.rules import Rules
from misp_dashboard.query.credited import CREDITED, IS_CREDITED, crediting
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.store.connect import Store

MOST = 100

# where the latest is found without reading the texts of all others
NEWEST = f"""
SELECT name, sum(n), max(latest)
FROM (
    SELECT {CREDITED} AS name, n, latest
    FROM (
        SELECT org, count() AS n, max((at, id)) AS latest
        FROM activity
        WHERE {IN_SCOPE}
            AND {IS_CREDITED}
        GROUP BY org
    )
)
GROUP BY name
ORDER BY max(latest) DESC
LIMIT {{limit:UInt32}}
"""  # noqa: S608 - the parts are constants

LAST = f"""
SELECT id, at, instance, kind, action, category, type, event_id, toString(event_uuid), event_info
FROM activity
WHERE {IN_SCOPE}
    AND id IN {{ids:Array(UInt64)}}
    AND toDate(at) IN {{days:Array(Date)}}
"""  # noqa: S608 - the parts are constants


class LastContribution(msgspec.Struct, frozen=True):
    """An organisation with its last contribution, the `points` that earned, and how many
    `contributions` it made within the scope."""

    org: str
    contributions: int
    points: int
    at: datetime
    instance: str
    kind: str
    action: str
    category: str
    type: str
    event_id: int
    event_uuid: str
    event_info: str


class LastContributors(msgspec.Struct, frozen=True):
    """The latest first, each organisation once."""

    contributors: list[LastContribution]


def last_contributors(
    store: Store, viewer: Viewer, scope: Scope, rules: Rules, *, top: int = 10
) -> LastContributors:
    now = datetime.now(UTC)
    values = {**parameters(scope, viewer, now), **crediting(rules), "limit": top}
    newest = store.ask(NEWEST, lambda *columns: columns, values)
    chosen = {
        "ids": [id for _, _, (_, id) in newest],
        "days": sorted({at.date() for _, _, (at, _) in newest}),
    }
    rows = store.ask(LAST, lambda *columns: columns, {**values, **chosen}) if newest else []
    last = {id: rest for id, *rest in rows}
    found = []
    for org, contributions, (_, id) in newest:
        at, instance, kind, action, category, *rest = last[id]
        points = worth(rules.points, kind, category)
        found.append(
            LastContribution(
                org, contributions, points, at, instance, kind, action, category, *rest
            )
        )
    return LastContributors(found)
