"""What did each organisation achieve up to a moment, as the requirements of its rank ask?"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.contribution.requirements import Achieved, Behaviour, Requirement
from misp_dashboard.contribution.rules import Rules
from misp_dashboard.query.active_event import KEYS, NONE
from misp_dashboard.query.countries import EARLIEST
from misp_dashboard.query.credited import CREDITED, IS_CREDITED, WORTH, crediting
from misp_dashboard.query.honours import Honours
from misp_dashboard.query.month import within
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.store.connect import Store

KEY = KEYS[True]

CONDITION: dict[Behaviour, str] = {
    "sighting": "kind = 'sighting'",
    "content": "kind IN ('attribute', 'object')",
    "talk": "kind IN ('proposal', 'discussion')",
    "proposal": "kind = 'proposal'",
    "event": "1",
    "classified_event": "is_classified",
    "recent_sighting": "kind = 'sighting'",
    "recent_proposal": "kind = 'proposal'",
}
"""Which of the rows of a behaviour's query are it."""

PLAIN: tuple[Behaviour, ...] = ("sighting", "content", "talk", "proposal")
OF_EVENTS: tuple[Behaviour, ...] = ("event", "classified_event")
OF_RECENT: tuple[Behaviour, ...] = ("recent_sighting", "recent_proposal")

MS = "toUnixTimestamp64Milli(at)"

CLASSIFIED = f"""SELECT {KEY} FROM activity
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

ROWS_PLAIN = f"""SELECT org, kind, {MS} AS ms FROM activity
    WHERE {IN_SCOPE}
        AND {IS_CREDITED}"""  # noqa: S608 - the parts are constants

ROWS_OF_EVENTS = f"""SELECT org, {MS} AS ms,
        notEmpty(tags) OR {KEY} IN ({CLASSIFIED}) AS is_classified
    FROM activity
    WHERE {IN_SCOPE}
        AND kind = 'event' AND action = 'add'
        AND {IS_CREDITED}"""  # noqa: S608 - the parts are constants

ROWS_OF_RECENT = f"""SELECT org, kind, {MS} AS done, born AS ms
    FROM activity INNER JOIN ({NEW_EVENTS}) AS fresh ON {KEY} = fresh.key
    WHERE {IN_SCOPE}
        AND kind IN ('sighting', 'proposal') AND {KEY} != {NONE}
        AND {IS_CREDITED}"""  # noqa: S608 - the parts are constants

ROWS = {PLAIN: ROWS_PLAIN, OF_EVENTS: ROWS_OF_EVENTS, OF_RECENT: ROWS_OF_RECENT}
"""The rows of each group of behaviours; `ms` is from when their window counts."""

TOTALS = f"""
SELECT {CREDITED} AS name, sum(n * {WORTH})
FROM (
    SELECT org, kind, category, count() AS n
    FROM activity
    WHERE {IN_SCOPE}
        AND {IS_CREDITED}
    GROUP BY org, kind, category
)
GROUP BY name
"""  # noqa: S608 - the parts are constants


class _Total(NamedTuple):
    org: str
    points: int


def requirements_about(rules: Rules, behaviours: Sequence[Behaviour]) -> list[Requirement]:
    return [one for one in rules.requirements if one.behaviour in behaviours]


def totals(
    store: Store, viewer: Viewer, scope: Scope, rules: Rules, until: datetime, only: str = ""
) -> dict[str, float]:
    """The points of each organisation in all, up to the moment."""
    values = {**parameters(within(scope, EARLIEST, until), viewer), **crediting(rules, only)}
    return {row.org: row.points for row in store.ask(TOTALS, _Total, values)}


def achieved(
    store: Store,
    viewer: Viewer,
    scope: Scope,
    rules: Rules,
    honours: Honours,
    now: datetime,
    *,
    only: str = "",
) -> dict[str, Achieved]:
    """Of each organisation with a contribution before `now`, or of `only` one."""
    points = totals(store, viewer, scope, rules, now, only)
    times: dict[str, dict[int, list[datetime]]] = {}
    for behaviours in ROWS:
        for org, found in _newest(store, viewer, scope, rules, now, behaviours, only).items():
            times.setdefault(org, {}).update(found)
    named = {*points, *(org for org in honours.levels if not only or org == only)}
    return {
        org: Achieved(points.get(org, 0), times.get(org, {}), honours.levels.get(org, ()))
        for org in named
    }


def _newest(
    store: Store, viewer: Viewer, scope: Scope, rules: Rules, now: datetime,
    behaviours: tuple[Behaviour, ...], only: str,
) -> dict[str, dict[int, list[datetime]]]:  # fmt: skip
    """By organisation and level, as many of the newest moments as the requirement counts."""
    asked = requirements_about(rules, behaviours)
    longest = max(one.window for one in asked)
    values: dict[str, Any] = {
        **parameters(within(scope, now - longest, now), viewer), **crediting(rules, only),
        "known": now - longest,
    }  # fmt: skip
    columns = []
    for one in asked:
        # a number and not a value that is bound: it is a part of the function's name
        columns.append(
            f"groupArraySortedIf({one.count})(-ms, {CONDITION[one.behaviour]} "
            f"AND ms >= {{from_{one.level}:Int64}})"
        )
        values[f"from_{one.level}"] = milliseconds(now - one.window)
    sql = f"""
SELECT {CREDITED} AS name, {", ".join(columns)}
FROM (
    {ROWS[behaviours]}
)
GROUP BY name
"""  # noqa: S608 - constants and whole numbers of the configuration
    found = {}
    for name, *arrays in store.ask(sql, lambda *columns: columns, values):
        found[str(name)] = {
            one.level: [moment(-ms) for ms in newest]
            for one, newest in zip(asked, arrays, strict=True)
        }
    return found


def milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def moment(ms: int) -> datetime:
    return datetime.fromtimestamp(ms // 1000, UTC) + timedelta(milliseconds=ms % 1000)
