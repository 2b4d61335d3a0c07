"""A filter is one field of an activity and a pattern it must, or must not, match."""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import NamedTuple

import msgspec

from misp_dashboard.activity.row import NO_UUID, Activity
from misp_dashboard.location.region import REGIONS, Region
from misp_dashboard.query.bad_filter import BadFilter
from misp_dashboard.store.given import given

__all__ = ["BadFilter", "Filter", "filter_from"]

FIELDS: dict[str, tuple[str, Callable[[Activity], str]]] = {
    "instance": ("instance", lambda a: a.instance),
    "kind": ("kind", lambda a: a.kind),
    "action": ("action", lambda a: a.action),
    "org": ("org", lambda a: a.org),
    "event": ("event_info", lambda a: a.event_info),
    "event_id": ("toString(event_id)", lambda a: str(a.event_id)),
    "event_uuid": (
        f"if(event_uuid != toUUID('{NO_UUID}'), toString(event_uuid), "
        "if(event_id = 0, '', concat(instance, ':', toString(event_id))))",
        lambda a: _event_uuid(a),
    ),
    "category": ("category", lambda a: a.category),
    "type": ("type", lambda a: a.type),
    "value": ("value", lambda a: a.value),
    "comment": ("comment", lambda a: a.comment),
    "object": ("object_name", lambda a: a.object_name),
    "relation": ("object_relation", lambda a: a.object_relation),
    "country": ("country", lambda a: a.country),
    "region": ("country", lambda a: a.country),
    "precision": ("precision", lambda a: a.precision),
    "means": ("located_by", lambda a: a.located_by),
}
"""Field in a URL → its SQL, and the same of a live activity."""

THREAT_LEVELS = {1: "high", 2: "medium", 3: "low", 4: "undefined"}
ANALYSES = {0: "initial", 1: "ongoing", 2: "completed"}
"""By MISP's numbers, as MISP names them."""


class Worded(NamedTuple):
    """`words` has SQL conditions with the word that each means, `other` the word of the rest."""

    words: dict[str, str]
    other: str
    word: Callable[[Activity], str]

    def sql(self, meaning: str) -> str:
        """What is made of the word; `meaning` has %s where the word stands."""
        cases = (f"{condition}, {meaning % repr(word)}" for condition, word in self.words.items())
        return f"multiIf({', '.join(cases)}, {meaning % repr(self.other)})"


def _named(column: str, names: Mapping[int, str]) -> dict[str, str]:
    return {f"{column} = {number}": name for number, name in names.items()}


WORD_FIELDS: dict[str, Worded] = {
    "ids": Worded({"to_ids": "true"}, "false", lambda a: "true" if a.to_ids else "false"),
    "noise": Worded(
        {"warninglist != ''": "true"}, "false", lambda a: "true" if a.warninglist else "false"
    ),
    "threat_level": Worded(
        _named("threat_level", THREAT_LEVELS), "", lambda a: THREAT_LEVELS.get(a.threat_level, "")
    ),
    "analysis": Worded(_named("analysis", ANALYSES), "", lambda a: ANALYSES.get(a.analysis, "")),
}
"""Fields whose value is one of a few words: the pattern is matched with these, once. An activity
whose event is not known has neither threat level nor analysis: ""."""


def _event_uuid(activity: Activity) -> str:
    if activity.event_uuid != NO_UUID:
        return activity.event_uuid
    return f"{activity.instance}:{activity.event_id}" if activity.event_id else ""


def _some_tag(pattern: str) -> str:
    """Activities have few different sets of tags: these are matched, and not each activity's."""
    some = f"arrayExists(tag -> match(tag, {pattern}), tags)"
    return f"tags_key IN (SELECT key FROM tag_set WHERE {some})"  # noqa: S608 - a placeholder


def _some_target(pattern: str) -> str:
    return f"arrayExists(target -> match(target, {pattern}), targets)"


def _some_text(pattern: str) -> str:
    texts = ("value", "comment", "event_info", "org", "object_name")
    some = " OR ".join(f"match({text}, {pattern})" for text in texts)
    return f"({some} OR {_some_tag(pattern)})"


MANY_FIELDS: dict[str, tuple[Callable[[str], str], Callable[[Activity], tuple[str, ...]]]] = {
    "tag": (_some_tag, lambda a: a.tags),
    "target": (_some_target, lambda a: a.targets),
    "target_region": (_some_target, lambda a: a.targets),
    "text": (
        _some_text,
        lambda a: (*a.tags, a.value, a.comment, a.event_info, a.org, a.object_name),
    ),
}
"""Fields with several values, of which one that matches is enough: SQL of a placeholder for the
pattern, and the values of a live activity."""

NAMES = (*FIELDS, *WORD_FIELDS, *MANY_FIELDS)

OF_REGIONS = ("region", "target_region")
"""Fields whose value is the code of a region, and which match what lies within it."""

PATTERN_LENGTH = 500
PATTERNS = 50


class Filter(msgspec.Struct, frozen=True, gc=False):
    """`matching` and `excluding` are regular expressions for a whole value, "" for none.

    They are made from patterns: `*` is any text, a leading `!` excludes, `\\` takes the next
    character as it is, letter case does not count. Patterns that match are alternatives;
    every pattern that excludes must hold.
    """

    field: str
    matching: str = ""
    excluding: str = ""


def filter_from(field: str, patterns: list[str], regions: Mapping[str, Region] = REGIONS) -> Filter:
    """The filter of one field from the patterns a URL gives for it. Raises `BadFilter`."""
    if len(patterns) > PATTERNS:
        raise BadFilter(
            field, f"{len(patterns)} values for `{field}`", f"give at most {PATTERNS}, or use `*`"
        )
    matching: list[str] = []
    excluding: list[str] = []
    for pattern in patterns:
        if len(pattern) > PATTERN_LENGTH:
            raise BadFilter(
                field,
                f"a value of {len(pattern)} characters for `{field}`",
                f"shorten it to {PATTERN_LENGTH} and end it with `*`",
            )
        wanted = pattern.removeprefix("!")
        if field in OF_REGIONS:
            expression = "|".join(_region(field, wanted, regions).members)
        else:
            expression = _expression(wanted)
        (excluding if pattern.startswith("!") else matching).append(expression)
    return Filter(field, _any_of(matching), _any_of(excluding))


def _region(field: str, code: str, regions: Mapping[str, Region]) -> Region:
    region = regions.get(code.lower())
    if region is None:
        near = get_close_matches(code.lower(), sorted(regions), n=1)
        remedy = f"the nearest is `{near[0]}`" if near else "/api/regions has those there are"
        raise BadFilter(field, f"There is no region `{code[:40]}`", remedy)
    return region


def _any_of(expressions: list[str]) -> str:
    return f"(?is)^(?:{'|'.join(expressions)})$" if expressions else ""


def _expression(pattern: str) -> str:
    """RE2 and Python read it alike: only characters that mean something are escaped."""
    expression = ""
    characters = iter(pattern)
    for character in characters:
        if character == "*":
            expression += ".*"
        else:
            if character == "\\":
                character = next(characters, "\\")
            expression += re.sub(r"([\\.+*?()|\[\]{}^$])", r"\\\1", character)
    return expression


def condition() -> str:
    """The SQL for every field; what has no filter is not even asked."""
    parts = []
    for field, (sql, _) in FIELDS.items():
        parts.append(given(f"{field}_is", f"AND match({sql}, {{{field}_is:String}})"))
        parts.append(given(f"{field}_not", f"AND NOT match({sql}, {{{field}_not:String}})"))
    for field, one in WORD_FIELDS.items():
        for side, wanted in (("is", "AND"), ("not", "AND NOT")):
            matches = one.sql(f"match(%s, {{{field}_{side}:String}})")
            parts.append(given(f"{field}_{side}", f"{wanted} {matches}"))
    for field, (some, _) in MANY_FIELDS.items():
        parts.append(given(f"{field}_is", f"AND {some(f'{{{field}_is:String}}')}"))
        parts.append(given(f"{field}_not", f"AND NOT {some(f'{{{field}_not:String}}')}"))
    return f"(true {' '.join(parts)})"


def parameters(filters: tuple[Filter, ...]) -> dict[str, str]:
    """The values bound into `condition`."""
    bound = {f"{name}_{side}": "" for name in NAMES for side in ("is", "not")}
    for one in filters:
        bound[f"{one.field}_is"] = one.matching
        bound[f"{one.field}_not"] = one.excluding
    return bound


def predicate(one: Filter) -> Callable[[Activity], bool]:
    """The same question asked of a live activity."""
    holds, values = _texts_predicate(one), _values(one.field)
    return lambda activity: holds(values(activity))


def name_predicate(one: Filter) -> Callable[[str], bool]:
    """The same question asked of a name alone, of an instance for example."""
    holds = _texts_predicate(one)
    return lambda name: holds((name,))


def _texts_predicate(one: Filter) -> Callable[[tuple[str, ...]], bool]:
    matching = re.compile(one.matching) if one.matching else None
    excluding = re.compile(one.excluding) if one.excluding else None

    def holds(texts: tuple[str, ...]) -> bool:
        if matching is not None and not any(matching.search(text) for text in texts):
            return False
        return excluding is None or not any(excluding.search(text) for text in texts)

    return holds


def _values(field: str) -> Callable[[Activity], tuple[str, ...]]:
    if field in MANY_FIELDS:
        return MANY_FIELDS[field][1]
    value = WORD_FIELDS[field].word if field in WORD_FIELDS else FIELDS[field][1]
    return lambda activity: (value(activity),)
