"""What is discussed: posts over time, the threads with most of them, and the latest."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.activity.row import NO_UUID
from misp_dashboard.query.bucket import BUCKET, buckets
from misp_dashboard.query.countries import EARLIEST
from misp_dashboard.query.scope import IN_SCOPE, IN_SPAN, VISIBLE, Scope, parameters
from misp_dashboard.query.trend import State, state
from misp_dashboard.store.connect import Store

OPENS_S = 10
"""MISP tells a new thread without its number, and at once its first post, with it: the post that
the same organisation writes first within so many seconds has the number. What a burst tells within
one millisecond has no order: rather no title than that of another thread."""

DISCUSSED = f"""
WITH thread AS (
    SELECT instance, number, title, event_id, event_uuid, event_info
    FROM (
        SELECT instance, number, any(who) AS org, began_at
        FROM (
            SELECT instance, subject_id AS number, toString(org) AS who, at,
                min(at) OVER (PARTITION BY instance, subject_id) AS began_at
            FROM activity
            WHERE kind = 'discussion' AND action = 'add' AND subject_id != 0
        )
        WHERE at = began_at
        GROUP BY instance, number, began_at
        HAVING uniqExact(who) = 1
    ) AS first
    ASOF JOIN (
        SELECT instance, toString(org) AS org, at, if(count() = 1, any(value), '') AS title,
            if(count() = 1, any(activity.event_id), 0) AS event_id,
            if(count() = 1, any(activity.event_uuid), toUUID('{NO_UUID}')) AS event_uuid,
            if(count() = 1, any(activity.event_info), '') AS event_info
        FROM activity
        WHERE kind = 'discussion' AND action = 'open' AND {VISIBLE}
        GROUP BY instance, activity.org, at
    ) AS opening
    ON first.instance = opening.instance AND first.org = opening.org
        AND first.began_at >= opening.at
    WHERE began_at < opening.at + toIntervalSecond({OPENS_S})
    ORDER BY began_at, number
    LIMIT 1 BY opening.instance, opening.org, opening.at
),
discussed AS (
    SELECT
        activity.* EXCEPT (event_id, event_uuid, event_info),
        if(activity.event_id = 0, thread.event_id, activity.event_id) AS event_id,
        if(activity.event_id = 0, thread.event_uuid, activity.event_uuid) AS event_uuid,
        if(activity.event_id = 0, thread.event_info, activity.event_info) AS event_info,
        thread.title AS title
    FROM activity
    LEFT JOIN thread ON activity.instance = thread.instance AND activity.subject_id = thread.number
    WHERE kind = 'discussion' AND {IN_SPAN}
)"""  # noqa: S608 - the parts are constants
"""A post says only the number of its thread: title and event come from when that was opened."""

OVER_TIME = f"""{DISCUSSED}
SELECT action = 'open', {BUCKET} AS bucket, at >= {{middle:DateTime64(3, 'UTC')}}, count()
FROM discussed
WHERE action IN ('open', 'add') AND {IN_SCOPE}
GROUP BY ALL
"""  # noqa: S608 - the parts are constants

THREADS = f"""{DISCUSSED}
SELECT
    toString(instance) AS name, subject_id, any(title), any(event_id), toString(any(event_uuid)),
    any(event_info), count() AS posts, uniqExactIf(org, org != ''), max(at) AS last_at,
    count() OVER ()
FROM discussed
WHERE action = 'add' AND {IN_SCOPE}
GROUP BY instance, subject_id
ORDER BY posts DESC, last_at DESC, name, subject_id
LIMIT {{top:UInt32}}
"""  # noqa: S608 - the parts are constants

LATEST = f"""{DISCUSSED}
SELECT
    toString(instance), subject_id, title, event_id, toString(event_uuid), event_info,
    at, toString(org), value
FROM discussed
WHERE action = 'add' AND {IN_SCOPE}
ORDER BY at DESC, id
LIMIT {{top:UInt32}}
"""  # noqa: S608 - the parts are constants


class Thread(msgspec.Struct, frozen=True):
    """What is known of a thread: its number on its instance, title, and event. `title` is "" when
    its opening was not heard; a thread that belongs to no event has `event_id` 0."""

    instance: str
    thread_id: int
    title: str
    event_id: int
    event_uuid: str
    event_info: str


class DiscussedThread(Thread, frozen=True):
    posts: int
    organisations: int
    last_at: datetime


class LatestPost(Thread, frozen=True):
    """`text` is at most its first 500 characters."""

    at: datetime
    org: str
    text: str


class Discussions(msgspec.Struct, frozen=True):
    """Buckets of `step_s` seconds from `since`. Of `distinct` threads, `threads` are those with
    most posts; `opened` counts new threads."""

    since: datetime
    until: datetime
    step_s: int
    posts: list[int]
    opened: list[int]
    total: int
    previous: int
    state: State
    threads: list[DiscussedThread]
    distinct: int
    latest: list[LatestPost]


class _Count(NamedTuple):
    opens: bool
    bucket: int
    is_now: bool
    told: int


class _Thread(NamedTuple):
    instance: str
    thread_id: int
    title: str
    event_id: int
    event_uuid: str
    event_info: str
    posts: int
    organisations: int
    last_at: datetime
    distinct: int


def discussions(store: Store, viewer: Viewer, scope: Scope, *, top: int = 10) -> Discussions:
    """At most `top` threads and posts. Posts are counted when they were heard: MISP's own time of
    them has no zone."""
    now = datetime.now(UTC)
    cut = buckets(scope, now)
    values = {**parameters(scope, viewer, now), "step_s": cut.step_s, "top": top}
    before = max(scope.before(now).bounds(now)[0], EARLIEST)
    counts = store.ask(OVER_TIME, _Count, {**values, "since": before, "middle": values["since"]})
    threads = store.ask(THREADS, _Thread, values)

    def counted(rows: Iterable[_Count]) -> list[int]:
        return cut.counts((row.bucket, row.told) for row in rows if row.is_now)

    posts = counted(row for row in counts if not row.opens)
    previous = sum(row.told for row in counts if not row.opens and not row.is_now)
    return Discussions(
        since=cut.since,
        until=cut.until,
        step_s=cut.step_s,
        posts=posts,
        opened=counted(row for row in counts if row.opens),
        total=sum(posts),
        previous=previous,
        state=state(sum(posts), previous),
        threads=[
            DiscussedThread(
                *row[:4],
                _uuid(row.event_uuid),
                row.event_info,
                row.posts,
                row.organisations,
                row.last_at,
            )
            for row in threads
        ],  # fmt: skip
        distinct=threads[0].distinct if threads else 0,
        latest=store.ask(LATEST, _latest, values),
    )


def _latest(
    instance: str, thread_id: int, title: str, event_id: int, uuid: str, info: str, at: datetime,
    org: str, text: str,
) -> LatestPost:  # fmt: skip
    return LatestPost(instance, thread_id, title, event_id, _uuid(uuid), info, at, org, text)


def _uuid(text: str) -> str:
    return "" if text == NO_UUID else text
