"""How much does each organisation contribute for each login, and how much without any?"""

from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.query.contribution import CONTRIBUTION, LOGIN
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.query.zone import LOCAL_BUCKET, day_starts, seconds, zone_of
from misp_dashboard.store.connect import Store

SQL = f"""
SELECT
    org,
    sum(logins) AS all_logins,
    sum(contributions) AS all_contributions,
    sumIf(contributions, logins = 0),
    sum(keys),
    countIf(logins > 0),
    countIf(logins > 0 AND contributions > 0),
    countIf(logins = 0 AND contributions > 0)
FROM (
    SELECT
        org,
        {LOCAL_BUCKET} AS day,
        countIf({LOGIN}) AS logins,
        countIf(kind = 'login' AND action = 'api') AS keys,
        countIf(kind != 'login') AS contributions
    FROM activity
    WHERE {IN_SCOPE}
        AND org != ''
        AND ((kind = 'login' AND action IN ('login', 'api')) OR ({CONTRIBUTION}))
    GROUP BY org, day
)
GROUP BY org
ORDER BY all_contributions DESC, all_logins DESC, org
"""  # noqa: S608 - the parts are constants


class OrgContribution(msgspec.Struct, frozen=True):
    """`logins` are those in the browser, `key_sign_ins` those of scripts.

    `api_contributions` were made on days, of the viewer's time zone, on which nobody of the
    organisation logged in. `ratio` is contributions by logins, null without a login.
    """

    org: str
    logins: int
    contributions: int
    api_contributions: int
    key_sign_ins: int
    ratio: float | None
    days_with_login: int
    days_with_login_and_contribution: int
    days_with_contribution_only: int


class ContributionPerLogin(msgspec.Struct, frozen=True):
    """Every organisation that logged in, signed in with a key or contributed; most first."""

    orgs: list[OrgContribution]


class _Row(NamedTuple):
    org: str
    logins: int
    contributions: int
    without_login: int
    keys: int
    days_login: int
    days_both: int
    days_without: int


def contribution_per_login(
    store: Store, viewer: Viewer, scope: Scope, *, tz: str = ""
) -> ContributionPerLogin:
    """Days are those of the time zone; the first and the last may be in the span in part."""
    now = datetime.now(UTC)
    since, until = scope.bounds(now)
    starts = day_starts(since, max(min(until, now), since), zone_of(tz))
    values = {**parameters(scope, viewer, now), "starts": seconds(starts)}
    return ContributionPerLogin(
        orgs=[
            OrgContribution(
                org=row.org,
                logins=row.logins,
                contributions=row.contributions,
                api_contributions=row.without_login,
                key_sign_ins=row.keys,
                ratio=row.contributions / row.logins if row.logins else None,
                days_with_login=row.days_login,
                days_with_login_and_contribution=row.days_both,
                days_with_contribution_only=row.days_without,
            )
            for row in store.ask(SQL, _Row, values)
        ]
    )
