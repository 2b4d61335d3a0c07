"""Which awards were earned in the span? Computed anew from what happened."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.contribution.awards import (
    LONG_AGO,
    Award,
    Counted,
    fulfilled_at,
    levels_gained,
)
from misp_dashboard.contribution.badges import BADGES, RANKS
from misp_dashboard.contribution.requirements import HONOURED, Behaviour, Requirement
from misp_dashboard.contribution.rules import Rules
from misp_dashboard.query.achieved import (
    CONDITION,
    RECENT,
    ROWS,
    achieved,
    milliseconds,
    moment,
    requirements_about,
)
from misp_dashboard.query.contributors_by_category import category_counts
from misp_dashboard.query.countries import EARLIEST
from misp_dashboard.query.credited import CREDITED, IS_CREDITED, WORTH, crediting
from misp_dashboard.query.honours import Honours, held
from misp_dashboard.query.month import within
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.store.connect import Store
from misp_dashboard.store.honour import honour_log

MOST = 1000
LONGEST = timedelta(days=366)
DAY = timedelta(days=1)


def _done(behaviours: tuple[Behaviour, ...]) -> str:
    """Of each organisation, when it did what the behaviours say; for recent events, with when
    the event was new."""
    what = "(done, ms)" if behaviours is RECENT else "ms"
    columns = ", ".join(f"arraySort(groupArrayIf({what}, {CONDITION[one]}))" for one in behaviours)
    return f"""
SELECT {CREDITED} AS name, {columns}
FROM (
    {ROWS[behaviours]}
)
GROUP BY name
"""  # noqa: S608 - the parts are constants


DONE = {behaviours: _done(behaviours) for behaviours in ROWS}

REACHED = f"""
SELECT name, arrayMap(
    threshold -> arrayFirst((ms, sum) -> before + sum >= threshold, moments, sums),
    {{thresholds:Array(Int64)}})
FROM (
    SELECT {CREDITED} AS name,
        transform(name, {{names:Array(String)}}, {{befores:Array(Int64)}}, toInt64(0)) AS before,
        arraySort(groupArray((ms, worth))) AS earned,
        arrayMap(one -> one.1, earned) AS moments,
        arrayCumSum(arrayMap(one -> one.2, earned)) AS sums
    FROM (
        SELECT org, toUnixTimestamp64Milli(at) AS ms, {WORTH} AS worth
        FROM activity
        WHERE {IN_SCOPE}
            AND {IS_CREDITED}
    )
    GROUP BY name
)
"""  # noqa: S608 - the parts are constants

BY_DAY = f"""
SELECT {CREDITED} AS name, category, day, sum(n)
FROM (
    SELECT org, category, toDate(at) AS day, count() AS n
    FROM activity
    WHERE {IN_SCOPE}
        AND category != ''
        AND {IS_CREDITED}
    GROUP BY org, category, day
)
GROUP BY name, category, day
"""  # noqa: S608 - the parts are constants


class Awards(msgspec.Struct, frozen=True):
    """The latest first; `total` is how many there are of which `awards` are the first."""

    since: datetime
    until: datetime
    awards: list[Award]
    total: int


class _Reached(NamedTuple):
    org: str
    moments: list[int]


class _OfDay(NamedTuple):
    org: str
    category: str
    day: date
    contributions: int


def awards(
    store: Store, viewer: Viewer, scope: Scope, rules: Rules, *, name: str = "", limit: int = 100
) -> Awards:
    """The awards of the scope's span, at most of a year; with `name`, of one organisation.

    A requirement is awarded when it becomes fulfilled, also anew after it had lapsed; trophies at
    the end of each day in UTC.
    """
    now = datetime.now(UTC)
    since, until = scope.bounds(now)
    since, until = max(since, until - LONGEST, EARLIEST), max(until, EARLIEST)
    found = [
        *_requirements(store, viewer, scope, rules, since, until, name),
        *_trophies(store, viewer, scope, rules, since, min(until, now), name),
        *_honours(store, rules, since, until, name),
    ]
    # of one moment, the lower level first was earned first
    found.sort(key=lambda one: (one.at, one.level, one.category, one.org, one.badge), reverse=True)
    return Awards(since, until, found[:limit], len(found))


def _requirements(
    store: Store, viewer: Viewer, scope: Scope, rules: Rules, since: datetime, until: datetime,
    name: str,
) -> Iterator[Award]:  # fmt: skip
    before = achieved(store, viewer, scope, rules, Honours({}, {}), since, only=name)
    total = {org: one.points for org, one in before.items()}
    reached = _reached(store, viewer, scope, rules, since, until, total, name)
    for behaviours in ROWS:
        asked = requirements_about(rules, behaviours)
        longest = max(one.window for one in asked)
        values = {
            **parameters(within(scope, since, until), viewer), **crediting(rules, name),
            "known": since - longest,
        }  # fmt: skip
        done = {
            str(org): arrays
            for org, *arrays in store.ask(DONE[behaviours], lambda *columns: columns, values)
        }
        # points alone may fulfil what was done before the span
        for org, points_at in reached.items():
            arrays = done.get(org) or [()] * len(behaviours)
            times = before[org].times if org in before else {}
            for one in asked:
                points, did = points_at.get(one.level), arrays[behaviours.index(one.behaviour)]
                if points is None or (points == LONG_AGO and not did):
                    continue
                counted = [*_earlier(one, times.get(one.level, ())), *_counted(one, did)]
                moments = fulfilled_at(counted, one.count, points, milliseconds(since))
                for ms in moments:
                    yield Award(moment(ms), org, "requirement", one.level, one.title, one.text)


def _earlier(requirement: Requirement, newest: Sequence[datetime]) -> Iterator[Counted]:
    """What counts yet of what was done before the span; of recent events, when is not known."""
    for at in reversed(newest):
        ms = milliseconds(at)
        yield LONG_AGO, ms + _window_ms(requirement)


def _counted(requirement: Requirement, done: Sequence[int | tuple[int, int]]) -> list[Counted]:
    window = _window_ms(requirement)
    return [
        (one[0], one[1] + window) if isinstance(one, tuple) else (one, one + window) for one in done
    ]


def _window_ms(requirement: Requirement) -> int:
    return requirement.days * 86_400_000


def _reached(
    store: Store, viewer: Viewer, scope: Scope, rules: Rules, since: datetime, until: datetime,
    before: dict[str, float], name: str,
) -> dict[str, dict[int, int]]:  # fmt: skip
    """By organisation and level, when it had the points; those that it has not are left out."""
    asked = [one for one in rules.requirements if one.level not in HONOURED]
    thresholds = [one.points for one in asked]
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for org, points in before.items():
        found[org] = {one.level: LONG_AGO for one in asked if one.points <= points}
    short = [org for org, points in before.items() if points < max(thresholds)]
    values = {
        **parameters(within(scope, since, until), viewer), **crediting(rules, name),
        "thresholds": thresholds, "names": short or ["\x00"],
        "befores": [int(before[org]) for org in short] or [0],
    }  # fmt: skip
    for row in store.ask(REACHED, _Reached, values):
        for one, ms in zip(asked, row.moments, strict=True):
            if ms or not one.points:
                found[row.org].setdefault(one.level, ms if one.points else LONG_AGO)
    return found


def _trophies(
    store: Store, viewer: Viewer, scope: Scope, rules: Rules, since: datetime, until: datetime,
    name: str,
) -> Iterator[Award]:  # fmt: skip
    """Those of the days that end within the span."""
    first = _midnight(since - timedelta(microseconds=1))
    last = _midnight(until)
    days = (last - first).days
    if days < 1:
        return
    before = category_counts(store, viewer, scope, rules, EARLIEST, first)
    came: dict[str, list[dict[str, int]]] = {}
    values = {**parameters(within(scope, first, last), viewer), **crediting(rules)}
    for row in store.ask(BY_DAY, _OfDay, values):
        if (of_category := came.get(row.category)) is None:
            of_category = came[row.category] = [{} for _ in range(days)]
        of_category[(row.day - first.date()).days][row.org] = row.contributions
    for category, by_day in came.items():
        gained = levels_gained(before.get(category, {}), by_day, rules.trophies.percentages)
        for number, of_day in enumerate(gained, 1):
            at = first + number * DAY
            for org, level in of_day:
                if since <= at < until and (not name or org == name):
                    title = rules.trophies.title(level)
                    yield Award(at, org, "trophy", level, title, category, category)


def _midnight(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _honours(
    store: Store, rules: Rules, since: datetime, until: datetime, name: str
) -> Iterator[Award]:
    """What was given and was not held just before."""
    log = honour_log(store, until)
    titles = {one.badge: one for one in rules.badges}
    for number, one in enumerate(log):
        if not one.given or one.at < since:
            continue
        after = held(log[: number + 1], rules)
        for org, given in after.levels.items():
            level = RANKS.get(one.honour, 0)
            if given.get(level) == one.at and (not name or org == name):
                requirement = rules.requirements[level - 1]
                yield Award(one.at, org, "requirement", level, requirement.title, requirement.text)
        for org, badges in after.badges.items():
            if (
                one.honour in BADGES
                and badges.get(one.honour) == one.at
                and (not name or org == name)
            ):
                badge = titles[one.honour]
                yield Award(one.at, org, "badge", 0, badge.title, badge.text, badge=badge.badge)
