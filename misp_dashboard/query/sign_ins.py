"""Who got in, who did not, and which accounts and organisations are new?"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.query.scope import IN_FILTERS, IN_SCOPE, Scope, parameters
from misp_dashboard.query.zone import LOCAL_BUCKET, seconds, starts_of, zone_of
from misp_dashboard.store.connect import Store

MOST_SOURCES = 50
MOST_CHANGES = 200

OVER_TIME = f"""
SELECT {LOCAL_BUCKET} AS start, countIf(action = 'login'), countIf(action = 'api'),
    countIf(action = 'fail')
FROM activity
WHERE {IN_SCOPE}
    AND kind = 'login' AND action IN ('login', 'api', 'fail')
GROUP BY start
"""  # noqa: S608 - the parts are constants

# A login's value is the address it came from, where MISP's log has it.
SOURCES = f"""
SELECT value, count() AS failed
FROM activity
WHERE {IN_SCOPE} AND kind = 'login' AND action = 'fail'
GROUP BY value
ORDER BY failed DESC, value
"""  # noqa: S608 - the parts are constants

# MISP tells an account's state whenever it changes: it was disabled where that was not so before.
ACCOUNTS = f"""
SELECT at, instance, org, subject_id, user, action
FROM (
    SELECT at, instance, org, subject_id, user, action,
        lagInFrame(action) OVER (
            PARTITION BY instance, subject_id ORDER BY at, id
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS before
    FROM activity
    WHERE kind = 'user' AND at < {{until:DateTime64(3, 'UTC')}}
        AND {IN_FILTERS}
)
WHERE at >= {{since:DateTime64(3, 'UTC')}}
    AND (action = 'add' OR action = 'disable' AND before != 'disable')
ORDER BY at DESC, instance, subject_id
"""  # noqa: S608 - the parts are constants

ORGANISATIONS = f"""
SELECT min(at) AS first_at, argMin(value, (at, id)), instance
FROM activity
WHERE kind = 'organisation' AND action = 'add' AND at < {{until:DateTime64(3, 'UTC')}}
    AND {IN_FILTERS}
GROUP BY instance, if(subject_uuid = toUUID('00000000-0000-0000-0000-000000000000'),
    toString(subject_id), toString(subject_uuid))
HAVING first_at >= {{since:DateTime64(3, 'UTC')}}
ORDER BY first_at DESC, 2, instance
"""  # noqa: S608 - the parts are constants

HEARD = """
SELECT instance, countIf(action = 'login') > 0, countIf(action = 'api') > 0,
    countIf(action = 'fail') > 0
FROM activity
WHERE kind = 'login'
GROUP BY instance
"""


class Source(msgspec.Struct, frozen=True):
    """An address that failed to sign in; "" where the log does not say it."""

    source: str
    failed: int


class Account(msgspec.Struct, frozen=True):
    """`user` is MISP's number; `name` is what the setting `privacy.users` lets be stored, or ""."""

    at: datetime
    instance: str
    org: str
    user: int
    name: str


class NewOrganisation(msgspec.Struct, frozen=True):
    at: datetime
    org: str
    instance: str


class Heard(msgspec.Struct, frozen=True):
    """Whether an instance ever told of a login, of a key, of a failure; whatever the scope."""

    instance: str
    logins: bool
    keys: bool
    failures: bool


class SignIns(msgspec.Struct, frozen=True):
    """Buckets as in `LoginsOverTime`. The lists have the latest 200, sources the worst 50.

    `failed_sources` and the totals say how many there are.
    """

    since: datetime
    until: datetime
    step_s: int
    starts: list[datetime]
    web: list[int]
    key: list[int]
    failed: list[int]
    sources: list[Source]
    failed_sources: int
    created: list[Account]
    created_total: int
    disabled: list[Account]
    disabled_total: int
    organisations: list[NewOrganisation]
    organisations_total: int
    heard: list[Heard]


class _Bucket(NamedTuple):
    start: int
    web: int
    key: int
    failed: int


class _Change(NamedTuple):
    at: datetime
    instance: str
    org: str
    user: int
    name: str
    action: str


def sign_ins(
    store: Store, viewer: Viewer, scope: Scope, *, tz: str = "", instances: Sequence[str] = ()
) -> SignIns:
    """`instances` are those configured: what each of them ever told is in `heard`."""
    now = datetime.now(UTC)
    since, until = scope.bounds(now)
    starts, step_s = starts_of(since, max(min(until, now), since), zone_of(tz))
    values = {**parameters(scope, viewer, now), "starts": seconds(starts)}
    buckets = {row.start: row for row in store.ask(OVER_TIME, _Bucket, values)}
    series = [buckets.get(start, _Bucket(start, 0, 0, 0)) for start in values["starts"]]
    sources = store.ask(SOURCES, Source, values)
    changes = store.ask(ACCOUNTS, _Change, values)
    created = [Account(*change[:5]) for change in changes if change.action == "add"]
    disabled = [Account(*change[:5]) for change in changes if change.action != "add"]
    organisations = store.ask(ORGANISATIONS, _new_organisation, values)
    heard = {one.instance: one for one in store.ask(HEARD, _heard)}
    return SignIns(
        since=since,
        until=until,
        step_s=step_s,
        starts=starts,
        web=[bucket.web for bucket in series],
        key=[bucket.key for bucket in series],
        failed=[bucket.failed for bucket in series],
        sources=sources[:MOST_SOURCES],
        failed_sources=len(sources),
        created=created[:MOST_CHANGES],
        created_total=len(created),
        disabled=disabled[:MOST_CHANGES],
        disabled_total=len(disabled),
        organisations=organisations[:MOST_CHANGES],
        organisations_total=len(organisations),
        heard=[heard.get(name, Heard(name, False, False, False)) for name in instances],
    )


def _new_organisation(at: datetime, org: str, instance: str) -> NewOrganisation:
    return NewOrganisation(at, org, instance)


def _heard(instance: str, logins: int, keys: int, failures: int) -> Heard:
    return Heard(instance, bool(logins), bool(keys), bool(failures))
