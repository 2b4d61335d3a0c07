"""Which values can a field be narrowed to within the scope, and how many activities have each?"""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Literal, NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.location.country_name import country_names
from misp_dashboard.location.region import M49
from misp_dashboard.location.written import plain
from misp_dashboard.query import filter
from misp_dashboard.query.countries import TARGETS
from misp_dashboard.query.filter import PATTERN_LENGTH, BadFilter
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.store.connect import Store
from misp_dashboard.store.meaning import WITH_TAGS, ask_by_meaning

MOST = 100
LONGEST_MATCH = 200

SHORTEST_VALUE = 2
"""Characters of a value that must be known: every activity has another one."""

MATCHES = """(positionCaseInsensitiveUTF8({text}, {{match:String}}) > 0
        OR {text} IN {{named:Array(String)}})"""


def _of_column(column: str, text: str = "") -> str:
    """Letter case does not count in a pattern, nor here; the most frequent writing is shown.

    `text` is the SQL of what the column says, where that is not its value.
    """
    return f"""
SELECT argMax(text, (n, text)) AS label, sum(n) AS activities, 'value'
FROM (
    SELECT {text or f"toString({column})"} AS text, count() AS n
    FROM activity
    WHERE {IN_SCOPE}
    GROUP BY {column}
)
WHERE text != '' AND {MATCHES.format(text="text")}
GROUP BY lowerUTF8(text)
ORDER BY activities DESC, label
LIMIT {{limit:UInt32}}
"""  # noqa: S608 - the parts are constants


COLUMNS = {
    name: filter.FIELDS[name][0]
    for name in (
        "instance", "kind", "action", "org", "category", "type", "object", "relation", "country",
        "means", "precision",
    )
}  # fmt: skip

SQL = {field: _of_column(column) for field, column in COLUMNS.items()}

LEVELS = ("threat_level", "analysis")
"""Fields that are numbers in columns of their name."""

SQL |= {field: _of_column(field, filter.WORD_FIELDS[field].sql("%s")) for field in LEVELS}

SQL["event"] = f"""
SELECT argMax(text, (n, text)) AS label, sum(n) AS activities, 'value'
FROM (
    SELECT any(event_info) AS text, count() AS n
    FROM activity
    WHERE {IN_SCOPE}
    GROUP BY cityHash64(event_info)
)
WHERE text != '' AND {MATCHES.format(text="text")}
GROUP BY lowerUTF8(text)
ORDER BY activities DESC, label
LIMIT {{limit:UInt32}}
"""  # noqa: S608 - the parts are constants
"""Titles are long and few: comparing their hashes takes half the time, and what was typed is then
looked for in each title once instead of in each activity."""

SQL["target"] = f"""
SELECT arrayJoin(arrayDistinct({TARGETS})) AS label, sum(n) AS activities, 'value'
FROM (SELECT target_set, count() AS n FROM activity WHERE {IN_SCOPE} GROUP BY target_set)
WHERE {MATCHES.format(text="label")}
GROUP BY label
ORDER BY activities DESC, label
LIMIT {{limit:UInt32}}
"""  # noqa: S608 - the parts are constants

TAGS = f"""
WITH
    arrayMap(tag -> toString(tag), tags) AS texts,
    arrayFilter(text -> text != '', arrayMap(text -> extract(text, '^([\\\\w.-]+:).'), texts))
        AS namespaces,
    arrayFilter(text -> text != '', arrayMap(text -> extract(text, '^([\\\\w.-]+:[^="]+=)'), texts))
        AS predicates,
    arrayConcat(
        arrayMap(text -> ('value', text), texts),
        arrayMap(text -> (if(text = 'misp-galaxy:', 'galaxy', 'taxonomy'), text), namespaces),
        arrayMap(text ->
            (if(startsWith(text, 'misp-galaxy:'), 'galaxy', 'predicate'), text), predicates)
    ) AS all,
    arrayEnumerateUniq(arrayMap(one -> one.1, all), arrayMap(one -> lowerUTF8(one.2), all)) AS nth
SELECT argMax(one.2, (n, one.2)) AS label, sum(n) AS activities, one.1 AS kind
FROM (
    SELECT arrayJoin(arrayFilter((one, which) -> which = 1, all, nth)) AS one, n
    FROM (SELECT tags_key AS key, count() AS n FROM activity WHERE {IN_SCOPE} GROUP BY key)
        AS counted
    {WITH_TAGS}
)
WHERE positionCaseInsensitiveUTF8(one.2, {{match:String}}) > 0
GROUP BY kind, lowerUTF8(one.2)
ORDER BY activities DESC, kind, label
LIMIT {{limit:UInt32}} BY kind = 'value'
"""  # noqa: S608 - the parts are constants
"""Activities have few different sets of tags: those are taken apart rather than each activity,
which are counted by the number of their set."""

VALUES_RANKED = f"""
SELECT cityHash64(lowerUTF8(value)) AS key, count() AS activities
FROM activity
WHERE {IN_SCOPE}
    AND value != '' AND positionCaseInsensitiveUTF8(value, {{match:String}}) > 0
GROUP BY key
ORDER BY activities DESC, key
LIMIT {{limit:UInt32}}
"""  # noqa: S608 - the part is the scope's constant condition
"""By number: there may be millions of different values, and as text they would take the memory."""

VALUES_WRITTEN = f"""
SELECT argMax(text, (n, text)) AS label, sum(n) AS activities, 'value'
FROM (
    SELECT value AS text, count() AS n
    FROM activity
    WHERE {IN_SCOPE}
        AND value != '' AND positionCaseInsensitiveUTF8(value, {{match:String}}) > 0
        AND cityHash64(lowerUTF8(value)) IN {{keys:Array(UInt64)}}
    GROUP BY value
)
GROUP BY lowerUTF8(text)
ORDER BY activities DESC, label
"""  # noqa: S608 - the part is the scope's constant condition

FIELDS = (
    "instance", "kind", "action", "org", "event", "threat_level", "analysis", "category", "type",
    "object", "relation", "country", "means", "precision", "target", "tag", "value",
)  # fmt: skip

Kind = Literal["value", "taxonomy", "predicate", "galaxy"]


class Suggestion(msgspec.Struct, frozen=True):
    """`pattern` is ready for the field's parameter, `label` is what it stands for: a value, or
    with a `*` at its end a whole taxonomy, one of its predicates, or a galaxy."""

    pattern: str
    label: str
    activities: int
    kind: Kind


class Suggestions(msgspec.Struct, frozen=True):
    """Most active first; whole taxonomies and galaxies stand before single tags."""

    suggestions: list[Suggestion]


class _Row(NamedTuple):
    label: str
    activities: int
    kind: Kind


class _Ranked(NamedTuple):
    key: int
    activities: int


def suggestions(
    store: Store, viewer: Viewer, scope: Scope, *, field: str, match: str = "", limit: int = 20
) -> Suggestions:
    """Values of the field that contain `match`, without regard to the scope's filters on it.

    Countries also match by their names. Raises `BadFilter` for a field that has none.
    """
    if field not in FIELDS:
        near = get_close_matches(field, FIELDS, n=1)
        remedy = f"the nearest is `{near[0]}`" if near else f"there are {', '.join(FIELDS)}"
        raise BadFilter("field", f"There are no suggestions for `{field[:40]}`", remedy)
    others = msgspec.structs.replace(
        scope, filters=tuple(one for one in scope.filters if one.field != field)
    )
    values = {**parameters(others, viewer), "match": match, "limit": limit}
    if field == "tag":
        rows = ask_by_meaning(store, TAGS, _Row, values)
        return Suggestions(list(map(_suggestion, _groups_first(rows, limit))))
    if field == "value":
        if len(match) < SHORTEST_VALUE:
            return Suggestions([])
        keys = [one.key for one in store.ask(VALUES_RANKED, _Ranked, values)]
        rows = store.ask(VALUES_WRITTEN, _Row, {**values, "keys": keys}) if keys else []
    else:
        named = _codes_named(match) if field in ("country", "target") else []
        rows = store.ask(SQL[field], _Row, {**values, "named": named})
    return Suggestions(list(map(_suggestion, rows)))


def exactly(text: str) -> str:
    """The pattern that matches this text; one that would be too long matches its beginning."""
    pattern = _escaped(text)
    if len(pattern) <= PATTERN_LENGTH:
        return pattern
    beginning = text[: PATTERN_LENGTH - 1]
    while len(_escaped(beginning)) >= PATTERN_LENGTH:
        beginning = beginning[:-1]
    return _escaped(beginning) + "*"


def _escaped(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("*", "\\*")
    return f"\\{escaped}" if escaped.startswith("!") else escaped


def _suggestion(row: _Row) -> Suggestion:
    if row.kind == "value":
        return Suggestion(exactly(row.label), row.label, row.activities, row.kind)
    return Suggestion(f"{_escaped(row.label)}*", f"{row.label}*", row.activities, row.kind)


def _groups_first(rows: Iterable[_Row], limit: int) -> list[_Row]:
    """Half of them may be groups, and more when there are not as many single tags."""
    groups: list[_Row] = []
    tags: list[_Row] = []
    for row in rows:
        (tags if row.kind == "value" else groups).append(row)
    room = max(limit // 2, limit - len(tags), 1)
    return [*groups[:room], *tags][:limit]


def _codes_named(match: str) -> list[str]:
    """Countries with the text in their English name, or at the start of a word of another name;
    regions by their name in M49."""
    text = plain(match)
    if not text:
        return []
    names = country_names()
    codes = {code for code, name in names.shown.items() if text in plain(name)}
    codes |= {code for name, code in names.by_name.items() if f" {text}" in f" {name}"}
    codes |= {number for number, region in M49.items() if text in plain(region.name)}
    return sorted(codes)
