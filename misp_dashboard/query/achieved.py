"""What did each organisation achieve up to a moment, as the requirements of its rank ask?"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.contribution.requirements import Achieved, Behaviour, Requirement
from misp_dashboard.contribution.rules import Rules
from misp_dashboard.query.closed_months import by_closed_months
from misp_dashboard.query.credited import CREDITED, IS_CREDITED, WORTH, crediting
from misp_dashboard.query.honours import Honours
from misp_dashboard.query.month import within
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.store.connect import Store

Row = TypeVar("Row")

KEY, NONE = "event_key", "0"
"""What tells events apart, as one number: by the uuid, or instance and number without one."""

CONDITION: dict[Behaviour, str] = {
    "sighting": "kind = 'sighting'",
    "content": "kind IN ('attribute', 'object')",
    "talk": "kind IN ('proposal', 'discussion')",
    "proposal": "kind = 'proposal'",
    "event": "1",
    "classified_event": "1",
    "recent_sighting": "kind = 'sighting'",
    "recent_proposal": "kind = 'proposal'",
}
"""Which of the rows of a behaviour's query are it."""

PLAIN: tuple[Behaviour, ...] = ("sighting", "content", "talk", "proposal")
EVENTS: tuple[Behaviour, ...] = ("event",)
CLASSIFIED: tuple[Behaviour, ...] = ("classified_event",)
RECENT: tuple[Behaviour, ...] = ("recent_sighting", "recent_proposal")

MS = "toUnixTimestamp64Milli(at)"

WITH_TAGS = f"""SELECT {KEY} FROM activity
        WHERE (kind = 'tag' AND type = 'event' AND action = 'attach'
                OR kind = 'event' AND notEmpty(tags))
            AND at >= {{known:DateTime64(3, 'UTC')}}"""  # noqa: S608 - the parts are constants
"""The events that have a tag, whenever it was attached."""

NEW_EVENTS = f"""SELECT {KEY} AS key, toUnixTimestamp64Milli(min(at)) AS born
        FROM activity
        WHERE kind = 'event' AND action = 'add' AND key != {NONE}
            AND at >= {{known:DateTime64(3, 'UTC')}} AND at < {{until:DateTime64(3, 'UTC')}}
        GROUP BY key"""  # noqa: S608 - the parts are constants
"""Events and when they were new; those before `known` are left out."""

NEW = """kind = 'event' AND action = 'add'"""

ROWS_PLAIN = f"""SELECT org, kind, {MS} AS ms FROM activity
        WHERE {IN_SCOPE}
            AND {IS_CREDITED}"""  # noqa: S608 - the parts are constants

ROWS_EVENTS = f"""SELECT org, {MS} AS ms FROM activity
        WHERE {IN_SCOPE}
            AND {NEW}
            AND {IS_CREDITED}"""  # noqa: S608 - the parts are constants

ROWS_CLASSIFIED = f"""SELECT org, {MS} AS ms FROM activity
        WHERE {IN_SCOPE}
            AND {NEW} AND (notEmpty(tags) OR {KEY} IN ({WITH_TAGS}))
            AND {IS_CREDITED}"""  # noqa: S608 - the parts are constants

ROWS_RECENT = f"""SELECT org, kind, {MS} AS done, born AS ms
        FROM activity INNER JOIN ({NEW_EVENTS}) AS fresh ON {KEY} = fresh.key
        WHERE {IN_SCOPE}
            AND kind IN ('sighting', 'proposal') AND {KEY} != {NONE}
            AND {IS_CREDITED}"""  # noqa: S608 - the parts are constants

ROWS = {
    PLAIN: ROWS_PLAIN, EVENTS: ROWS_EVENTS, CLASSIFIED: ROWS_CLASSIFIED, RECENT: ROWS_RECENT,
}  # fmt: skip
"""The rows of each group of behaviours; `ms` is from when their window counts."""

TOTALS = f"""
SELECT {CREDITED} AS name, sum(points)
FROM (
    SELECT org, sum({WORTH}) AS points
    FROM activity
    WHERE {IN_SCOPE}
        AND {IS_CREDITED}
    GROUP BY org
)
GROUP BY name
"""  # noqa: S608 - the parts are constants


# what is asked of the whole table is asked at once: the newest moment is that for every window
STATE = f"""
SELECT {CREDITED} AS name, sum(points), max(sighting), max(content), max(talk), max(proposal),
    max(event)
FROM (
    SELECT org, sum({WORTH}) AS points,
        maxIf({MS}, {CONDITION["sighting"]}) AS sighting,
        maxIf({MS}, {CONDITION["content"]}) AS content,
        maxIf({MS}, {CONDITION["talk"]}) AS talk,
        maxIf({MS}, {CONDITION["proposal"]}) AS proposal,
        maxIf({MS}, {NEW}) AS event
    FROM activity
    WHERE {IN_SCOPE}
        AND {IS_CREDITED}
    GROUP BY org
)
GROUP BY name
"""  # noqa: S608 - the parts are constants

IN_STATE: tuple[Behaviour, ...] = ("sighting", "content", "talk", "proposal", "event")
"""The columns of `STATE` after the points."""


class State(NamedTuple):
    """The points in all, and the newest moment of each behaviour in milliseconds, 0 for never."""

    org: str
    points: int
    sighting: int
    content: int
    talk: int
    proposal: int
    event: int

    def and_then(self, later: "State") -> "State":
        org, points, *newest = self
        moments = (max(pair) for pair in zip(newest, later[2:], strict=True))
        return State(org, points + later.points, *moments)


class _Total(NamedTuple):
    org: str
    points: int


def requirements_about(rules: Rules, behaviours: Sequence[Behaviour]) -> list[Requirement]:
    return [one for one in rules.requirements if one.behaviour in behaviours]


def totals(
    store: Store, viewer: Viewer, scope: Scope, rules: Rules, until: datetime, only: str = ""
) -> dict[str, float]:
    """The points of each organisation in all, up to the moment."""
    points: Counter[str] = Counter()
    for row in chain(*_of_all_time(store, TOTALS, _Total, viewer, scope, rules, until, only)):
        points[row.org] += row.points
    return dict(points)


def _of_all_time(
    store: Store, sql: str, row: Callable[..., Row], viewer: Viewer, scope: Scope, rules: Rules,
    until: datetime, only: str,
) -> tuple[list[Row], list[Row]]:  # fmt: skip
    def values(since: datetime, until: datetime) -> dict[str, Any]:
        return {**parameters(within(scope, since, until), viewer), **crediting(rules, only)}

    return by_closed_months(store, sql, row, values, until)


def _states(
    store: Store, viewer: Viewer, scope: Scope, rules: Rules, until: datetime, only: str
) -> dict[str, State]:
    found: dict[str, State] = {}
    for row in chain(*_of_all_time(store, STATE, State, viewer, scope, rules, until, only)):
        before = found.get(row.org)
        found[row.org] = before.and_then(row) if before else row
    return found


def achieved(
    store: Store,
    viewer: Viewer,
    scope: Scope,
    rules: Rules,
    honours: Honours,
    now: datetime,
    *,
    only: str = "",
    state: State | None = None,
) -> dict[str, Achieved]:
    """Of each organisation with a contribution before `now`, or of `only` one; what `STATE`
    answers of that one may be known already."""
    states = {state.org: state} if state else _states(store, viewer, scope, rules, now, only)
    points = {org: row.points for org, row in states.items()}
    simple = [one for one in rules.requirements if one.count == 1 and one.behaviour in IN_STATE]
    times = {org: _of_state(row, simple) for org, row in states.items()}
    for behaviours in ROWS:
        about = [one for one in requirements_about(rules, behaviours) if one not in simple]
        # a short window reads little, so each is asked by itself
        for days in sorted({one.days for one in about}):
            asked = [one for one in about if one.days == days]
            for org, newest in _newest(
                store, viewer, scope, rules, now, behaviours, asked, only
            ).items():
                times.setdefault(org, {}).update(newest)
    named = {*points, *(org for org in honours.levels if not only or org == only)}
    return {
        org: Achieved(points.get(org, 0), times.get(org, {}), honours.levels.get(org, ()))
        for org in named
    }


def _of_state(row: State, simple: Sequence[Requirement]) -> dict[int, list[datetime]]:
    found = {one.level: int(getattr(row, one.behaviour)) for one in simple}
    return {level: [moment(ms)] for level, ms in found.items() if ms}


def _newest(
    store: Store, viewer: Viewer, scope: Scope, rules: Rules, now: datetime,
    behaviours: tuple[Behaviour, ...], asked: Sequence[Requirement], only: str,
) -> dict[str, dict[int, list[datetime]]]:  # fmt: skip
    """By organisation and level, as many of the newest moments as the requirement counts, for
    requirements of one window."""
    since = now - asked[0].window
    values: dict[str, Any] = {
        **parameters(within(scope, since, now), viewer), **crediting(rules, only), "known": since,
    }  # fmt: skip
    rows = store.ask(_newest_sql(behaviours, asked), lambda *columns: columns, values)
    return {
        str(name): {
            one.level: [moment(ms) for ms in newest if ms]
            for one, newest in zip(asked, arrays, strict=True)
        }
        for name, *arrays in rows
    }


def _newest_sql(behaviours: tuple[Behaviour, ...], asked: Sequence[Requirement]) -> str:
    inner, outer = [], []
    for one in asked:
        condition, column = CONDITION[one.behaviour], f"newest_{one.level}"
        if one.count == 1:
            inner.append(f"maxIf(ms, {condition}) AS {column}")
            outer.append(f"[max({column})]")
        else:
            # a number and not a value that is bound: it is a part of the function's name
            inner.append(f"groupArraySortedIf({one.count})(-ms, {condition}) AS {column}")
            merged = f"arraySlice(arraySort(groupArrayArray({column})), 1, {one.count})"
            outer.append(f"arrayMap(one -> -one, {merged})")
    return f"""
SELECT {CREDITED} AS name, {", ".join(outer)}
FROM (
    SELECT org, {", ".join(inner)}
    FROM (
        {ROWS[behaviours]}
    )
    GROUP BY org
)
GROUP BY name
"""  # noqa: S608 - constants and whole numbers of the configuration


def milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def moment(ms: int) -> datetime:
    # rounded to microseconds, of which a float of this size is off by a quarter at most
    return datetime.fromtimestamp(ms / 1000, UTC)
