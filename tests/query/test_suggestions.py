"""What a field can be narrowed to, on stores whose answers were worked out by hand."""

from datetime import timedelta

import pytest
from build import NOW, activity, uuid

from misp_dashboard.access.viewer import LOCAL, Viewer
from misp_dashboard.query.activities import activities
from misp_dashboard.query.filter import BadFilter
from misp_dashboard.query.scope import Scope, scope_from
from misp_dashboard.query.suggestions import FIELDS, exactly, suggestions
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

DAY = Scope(span=timedelta(days=1))

APT = 'misp-galaxy:threat-actor="APT 28"'
SOFACY = 'misp-galaxy:threat-actor="Sofacy"'
TOOL = 'misp-galaxy:tool="X-Agent"'
SOURCE = "admiralty-scale:source-reliability"


def labels(
    store: Store, field: str, match: str = "", limit: int = 20, scope: Scope = DAY
) -> list[tuple[str, int]]:
    found = suggestions(store, LOCAL, scope, field=field, match=match, limit=limit).suggestions
    return [(one.label, one.activities) for one in found]


def test_nothing_is_an_answer_too(store: Store) -> None:
    for field in FIELDS:
        assert labels(store, field, "ab") == []


def test_the_most_active_come_first_and_ties_are_in_order(either_store: Store) -> None:
    orgs = ["Globex", "Acme", "Globex", "CIRCL", ""]
    insert(either_store, [activity(f"{n}", org=org) for n, org in enumerate(orgs)])
    assert labels(either_store, "org") == [("Globex", 2), ("Acme", 1), ("CIRCL", 1)]
    assert labels(either_store, "org", limit=2) == [("Globex", 2), ("Acme", 1)]
    assert labels(either_store, "org", "cIr") == [("CIRCL", 1)]


def test_every_field_has_suggestions(store: Store) -> None:
    insert(
        store,
        [
            activity(
                "198.51.100.7",
                org="Acme",
                event_info="Invented campaign",
                category="Network activity",
                type="ip-src",
                tags=("osint",),
                object_name="file",
                object_relation="hash",
                country="LU",
                targets=("BE",),
                located_by="ip",
                precision="city",
                threat_level=2,
                analysis=1,
            )
        ],
    )
    expected = {
        "instance": "Here",
        "kind": "attribute",
        "action": "add",
        "org": "Acme",
        "event": "Invented campaign",
        "threat_level": "medium",
        "analysis": "ongoing",
        "category": "Network activity",
        "type": "ip-src",
        "tag": "osint",
        "object": "file",
        "relation": "hash",
        "country": "LU",
        "target": "BE",
        "means": "ip",
        "precision": "city",
        "value": "198.51.100.7",
    }
    assert set(FIELDS) == set(expected)
    for field, label in expected.items():
        assert labels(store, field, label[:2].swapcase()) == [(label, 1)], field


def test_letter_case_does_not_count_as_it_does_not_in_a_pattern(store: Store) -> None:
    orgs = ["ÉCOLE", "École", "École", "Ecole"]
    insert(store, [activity(f"{n}", org=org) for n, org in enumerate(orgs)])
    assert labels(store, "org") == [("École", 3), ("Ecole", 1)]
    values = ["Bad.Example", "bad.example", "bad.example", "worse.example"]
    insert(store, [activity(f"v{n}", value=value) for n, value in enumerate(values)])
    assert labels(store, "value", "EXAMPLE") == [("bad.example", 3), ("worse.example", 1)]


HOSTILE = [
    "100%",
    "a_b",
    r"back\slash",
    "a*b",
    "!not",
    "(x|y)[z]^$.+?",
    "two\nlines",
    "<b>'\"",
    "}{",
]


def test_what_was_typed_is_text_and_the_pattern_matches_just_what_is_suggested(
    either_store: Store,
) -> None:
    insert(either_store, [activity(f"{n}", org=org) for n, org in enumerate([*HOSTILE, "plain"])])
    for org in HOSTILE:
        (one,) = suggestions(either_store, LOCAL, DAY, field="org", match=org).suggestions
        assert (one.label, one.activities, one.kind) == (org, 1, "value")
        scope = scope_from({"org": [one.pattern]}, "24h", "", "")
        assert [found.org for found in activities(either_store, LOCAL, scope)] == [org]
    assert labels(either_store, "org", "%x") == []
    assert labels(either_store, "org", ".*") == []


def test_a_text_too_long_for_a_pattern_is_matched_by_its_beginning() -> None:
    assert exactly("x" * 500) == "x" * 500
    assert exactly("x" * 501) == "x" * 499 + "*"
    assert exactly("\\" * 400) == "\\" * 498 + "*"
    assert len(exactly("!" + "*x" * 400)) <= 500


def tagged(store: Store) -> None:
    rows = [
        ("tlp:red", "tlp:amber", APT),
        ("tlp:red", APT, SOFACY),
        ("TLP:red", TOOL),
        (f'{SOURCE}="a"', f'{SOURCE}="b"'),
        ("osint",),
        (),
    ]
    insert(store, [activity(f"{n}", tags=tags) for n, tags in enumerate(rows)])


def test_whole_taxonomies_and_galaxies_count_each_activity_once(either_store: Store) -> None:
    tagged(either_store)
    found = suggestions(either_store, LOCAL, DAY, field="tag", limit=100).suggestions
    assert [(one.pattern, one.activities, one.kind) for one in found] == [
        ("misp-galaxy:*", 3, "galaxy"),
        ("tlp:*", 3, "taxonomy"),
        ("misp-galaxy:threat-actor=*", 2, "galaxy"),
        ("misp-galaxy:tool=*", 1, "galaxy"),
        (f"{SOURCE}=*", 1, "predicate"),
        ("admiralty-scale:*", 1, "taxonomy"),
        ("tlp:red", 3, "value"),
        (APT, 2, "value"),
        (f'{SOURCE}="a"', 1, "value"),
        (f'{SOURCE}="b"', 1, "value"),
        (SOFACY, 1, "value"),
        (TOOL, 1, "value"),
        ("osint", 1, "value"),
        ("tlp:amber", 1, "value"),
    ]
    for one in found:
        scope = scope_from({"tag": [one.pattern]}, "24h", "", "")
        assert len(activities(either_store, LOCAL, scope)) == one.activities, one


def test_groups_of_tags_match_what_was_typed_and_leave_room_for_tags(store: Store) -> None:
    tagged(store)
    assert labels(store, "tag", "tlp:") == [("tlp:*", 3), ("tlp:red", 3), ("tlp:amber", 1)]
    assert labels(store, "tag", "tlp:r") == [("tlp:red", 3)]
    assert labels(store, "tag", "Threat-Actor=") == [
        ("misp-galaxy:threat-actor=*", 2),
        (APT, 2),
        (SOFACY, 1),
    ]
    assert labels(store, "tag", "apt 28") == [(APT, 2)]
    assert [label for label, _ in labels(store, "tag", limit=4)] == [
        "misp-galaxy:*",
        "tlp:*",
        "tlp:red",
        APT,
    ]
    assert labels(store, "tag", limit=1) == [("misp-galaxy:*", 3)]


def test_countries_match_by_code_and_by_name(store: Store) -> None:
    rows = [("LU", ("150",)), ("LU", ("BE", "BE")), ("DE", ()), ("BY", ("NL", "BE"))]
    insert(
        store,
        [activity(f"{n}", country=one, targets=targets) for n, (one, targets) in enumerate(rows)],
    )
    assert labels(store, "country") == [("LU", 2), ("BY", 1), ("DE", 1)]
    assert labels(store, "country", "germ") == [("DE", 1)]
    assert labels(store, "country", "allem") == [("DE", 1)]
    assert labels(store, "country", "lu") == [("LU", 2)]
    assert labels(store, "country", "rus") == [("BY", 1)]
    assert labels(store, "country", "%") == []
    assert labels(store, "target") == [("BE", 2), ("150", 1), ("NL", 1)]
    assert labels(store, "target", "europe") == [("150", 1)]
    assert labels(store, "target", "belg") == [("BE", 2)]


def test_levels_are_words_and_not_suggested_where_no_event_has_one(either_store: Store) -> None:
    told = [(1, 0), (1, 2), (4, 255), (255, 0), (255, 0), (255, 255)]
    insert(
        either_store,
        [
            activity(f"{n}", threat_level=level, analysis=state)
            for n, (level, state) in enumerate(told)
        ],
    )
    assert labels(either_store, "threat_level") == [("high", 2), ("undefined", 1)]
    assert labels(either_store, "threat_level", "HI") == [("high", 2)]
    assert labels(either_store, "analysis") == [("initial", 3), ("completed", 1)]
    only = scope_from({"analysis": ["initial"]}, "24h", "", "")
    assert labels(either_store, "threat_level", scope=only) == [("high", 1)]


def test_values_need_two_characters(store: Store) -> None:
    insert(store, [activity("ab"), activity("b")])
    assert labels(store, "value", "a") == []
    assert labels(store, "value", "ab") == [("ab", 1)]


def test_filters_of_the_field_itself_are_left_out_and_others_hold(store: Store) -> None:
    insert(
        store,
        [
            activity("a", org="Acme", type="domain"),
            activity("b", org="Globex", type="domain"),
            activity("c", org="Globex", type="ip-src"),
            activity("old", org="Initech", type="domain", at=NOW - timedelta(days=2)),
        ],
    )
    scope = scope_from({"org": ["Acme"], "type": ["domain"]}, "24h", "", "")
    assert labels(store, "org", scope=scope) == [("Acme", 1), ("Globex", 1)]
    assert labels(store, "type", scope=scope) == [("domain", 1)]


def test_only_what_the_viewer_may_see_is_suggested(store: Store) -> None:
    insert(
        store,
        [
            activity("hidden.example", org="Them", tags=("secret",), distribution=0),
            activity("ours.example", org="Us", org_uuid=uuid("us"), distribution=0),
            activity("shared.example", org="Acme", distribution=3),
        ],
    )
    us = Viewer("us", org_uuid=uuid("us"))
    for field, match, expected in (
        ("org", "", ["Acme", "Us"]),
        ("value", "example", ["ours.example", "shared.example"]),
        ("tag", "", []),
    ):
        found = suggestions(store, us, DAY, field=field, match=match).suggestions
        assert [one.label for one in found] == expected


def test_a_field_without_suggestions_is_refused_and_the_nearest_named(store: Store) -> None:
    with pytest.raises(BadFilter, match="no suggestions for `orgs`") as refused:
        suggestions(store, LOCAL, DAY, field="orgs")
    assert (refused.value.field, refused.value.remedy) == ("field", "the nearest is `org`")
    with pytest.raises(BadFilter) as refused:
        suggestions(store, LOCAL, DAY, field="0")
    assert "instance" in refused.value.remedy
