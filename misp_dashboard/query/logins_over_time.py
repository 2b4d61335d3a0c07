"""How often did people log in, and how much did they contribute, hour by hour or day by day?"""

from collections import defaultdict
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.query.contribution import CONTRIBUTION, LOGIN
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.query.zone import LOCAL_BUCKET, seconds, starts_of, zone_of
from misp_dashboard.store.connect import Store

SQL = f"""
SELECT org, {LOCAL_BUCKET} AS start, countIf({LOGIN}) AS logins, countIf(kind != 'login')
FROM activity
WHERE {IN_SCOPE}
    AND (({LOGIN}) OR ({CONTRIBUTION}))
GROUP BY org, start
"""  # noqa: S608 - the parts are constants


class OrgOverTime(msgspec.Struct, frozen=True):
    """One count a bucket; `org` is "" for logins of which no message says whose they were."""

    org: str
    logins: list[int]
    contributions: list[int]


class LoginsOverTime(msgspec.Struct, frozen=True):
    """`starts` are where buckets begin: the zone's hours in spans up to 7 days, else its days.

    `step_s` is how long a bucket usually is: a day on which clocks change has 23 or 25 hours.
    `by_org` has at most as many as asked for, those that did most first, of `orgs` there are.
    """

    since: datetime
    until: datetime
    step_s: int
    starts: list[datetime]
    logins: list[int]
    contributions: list[int]
    by_org: list[OrgOverTime]
    orgs: int


class _Row(NamedTuple):
    org: str
    start: int
    logins: int
    contributions: int


def logins_over_time(
    store: Store, viewer: Viewer, scope: Scope, *, tz: str = "", top: int = 20
) -> LoginsOverTime:
    """Every bucket up to now, also those in which nothing happened."""
    now = datetime.now(UTC)
    since, until = scope.bounds(now)
    starts, step_s = starts_of(since, max(min(until, now), since), zone_of(tz))
    values = {**parameters(scope, viewer, now), "starts": seconds(starts)}
    rows = store.ask(SQL, _Row, values)
    place = {start: number for number, start in enumerate(values["starts"])}
    logins, contributions = [0] * len(starts), [0] * len(starts)
    by_org: dict[str, tuple[list[int], list[int]]] = defaultdict(
        lambda: ([0] * len(starts), [0] * len(starts))
    )
    amounts: dict[str, int] = defaultdict(int)
    for row in rows:
        amounts[row.org] += row.logins + row.contributions
    shown = sorted(amounts, key=lambda org: (-amounts[org], org))[:top]
    wanted = set(shown)
    for row in rows:
        bucket = place[row.start]
        logins[bucket] += row.logins
        contributions[bucket] += row.contributions
        if row.org in wanted:
            by_org[row.org][0][bucket] += row.logins
            by_org[row.org][1][bucket] += row.contributions
    return LoginsOverTime(
        since=since,
        until=until,
        step_s=step_s,
        starts=starts,
        logins=logins,
        contributions=contributions,
        by_org=[OrgOverTime(org, *by_org[org]) for org in shown],
        orgs=len(amounts),
    )
