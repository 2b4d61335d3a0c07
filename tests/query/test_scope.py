"""A scope selects the same activities in the store and on the live stream."""

from datetime import UTC, datetime, timedelta

import pytest
from build import NOW, activity, uuid

from misp_dashboard.access.viewer import LOCAL, Viewer
from misp_dashboard.activity.row import Activity
from misp_dashboard.location.region import with_own
from misp_dashboard.query.activities import activities
from misp_dashboard.query.filter import NAMES, OF_REGIONS, BadFilter
from misp_dashboard.query.scope import predicate, scope_from
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

REGIONS = with_own({"Benelux": ["BE", "NL", "LU"]})

ROWS = [
    activity("1.2.3.4", type="ip-src", org="CIRCL", tags=("tlp:red", "osint"), to_ids=True),
    activity(
        "a*b.example",
        type="domain",
        org="Acme (LU)",
        comment="seen\ntwice",
        threat_level=4,
        analysis=2,
    ),
    activity("login", kind="login", value="", org="acme (lu)", instance="There", event_id=7),
    activity(
        "x",
        event_uuid=uuid("event"),
        type="ip-dst",
        category="Network activity",
        country="LU",
        precision="city",
        located_by="ip",
        object_name="file",
        targets=("DE", "150"),
        warninglist="A list",
        threat_level=1,
        analysis=0,
    ),
    activity("old", at=NOW - timedelta(days=3), event_info="[Öffentlich] 100%"),
]

CASES: list[tuple[dict[str, list[str]], set[str]]] = [
    ({}, {"1.2.3.4", "a*b.example", "", "x"}),
    ({"type": ["ip-*"]}, {"1.2.3.4", "x"}),
    ({"type": ["ip-src", "domain"]}, {"1.2.3.4", "a*b.example"}),
    ({"type": ["!ip-*"]}, {"a*b.example", ""}),
    ({"type": ["ip-*", "!ip-dst"]}, {"1.2.3.4"}),
    ({"org": ["ACME (LU)"]}, {"a*b.example", ""}),
    ({"org": ["acme"]}, set()),
    ({"org": ["!acme*"], "kind": ["attribute"]}, {"1.2.3.4", "x"}),
    ({"value": [r"a\*b.example"]}, {"a*b.example"}),
    ({"value": ["a.b"]}, set()),
    ({"value": [r"\!x"]}, set()),
    ({"comment": ["seen*twice"]}, {"a*b.example"}),
    ({"tag": ["tlp:*"]}, {"1.2.3.4"}),
    ({"tag": ["!tlp:*"]}, {"a*b.example", "", "x"}),
    ({"tag": ["tlp"]}, set()),
    ({"ids": ["true"]}, {"1.2.3.4"}),
    ({"instance": ["There"]}, {""}),
    ({"event_id": ["7"]}, {""}),
    ({"event_uuid": ["there:7"]}, {""}),
    ({"event_uuid": [uuid("event").upper()]}, {"x"}),
    ({"event_uuid": [f"!{uuid('event')}", "!there:*"]}, {"1.2.3.4", "a*b.example"}),
    ({"country": ["lu"]}, {"x"}),
    ({"object": ["file"]}, {"x"}),
    ({"target": ["de"]}, {"x"}),
    ({"target": ["!de"]}, {"1.2.3.4", "a*b.example", ""}),
    ({"region": ["eu"]}, {"x"}),
    ({"region": ["Western-Europe", "africa"]}, {"x"}),
    ({"region": ["!eu"]}, {"1.2.3.4", "a*b.example", ""}),
    ({"region": ["nato", "!benelux"]}, set()),
    ({"target_region": ["northern-europe"]}, set()),
    ({"target_region": ["western-europe"]}, {"x"}),
    ({"target_region": ["europe"]}, {"x"}),
    ({"precision": ["city"]}, {"x"}),
    ({"means": ["ip"]}, {"x"}),
    ({"noise": ["false"]}, {"1.2.3.4", "a*b.example", ""}),
    ({"noise": ["true"]}, {"x"}),
    ({"threat_level": ["High"]}, {"x"}),
    ({"threat_level": ["high", "undefined"]}, {"x", "a*b.example"}),
    ({"threat_level": ["!undefined"]}, {"x", "1.2.3.4", ""}),
    ({"threat_level": ["low"]}, set()),
    ({"threat_level": ["1"]}, set()),
    ({"threat_level": [""]}, {"1.2.3.4", ""}),
    ({"threat_level": ["!"]}, {"x", "a*b.example"}),
    ({"analysis": ["initial"]}, {"x"}),
    ({"analysis": ["*ed"], "threat_level": ["*d*"]}, {"a*b.example"}),
    ({"analysis": ["!initial", "!completed"]}, {"1.2.3.4", ""}),
    ({"analysis": ["ongoing"]}, set()),
    ({"category": ["network*"]}, {"x"}),
    ({"text": ["*osint*"]}, {"1.2.3.4"}),
    ({"text": ["*circl*"]}, {"1.2.3.4"}),
    ({"text": ["!*circl*"]}, {"a*b.example", "", "x"}),
    ({"text": ["*'; DROP TABLE activity --*"]}, set()),
]


@pytest.mark.parametrize(("texts", "expected"), CASES, ids=[str(case[0]) for case in CASES])
def test_the_store_and_the_stream_agree(
    store: Store, texts: dict[str, list[str]], expected: set[str]
) -> None:
    insert(store, ROWS)
    scope = scope_from(texts, "24h", "", "", regions=REGIONS)
    assert {one.value for one in activities(store, LOCAL, scope)} == expected
    wanted = predicate(scope, LOCAL)
    assert {one.value for one in ROWS if wanted(one)} == expected


def test_a_served_store_answers_filters_alike(served_store: Store) -> None:
    served_store.command("TRUNCATE TABLE activity")
    insert(served_store, ROWS)
    for texts, expected in CASES:
        scope = scope_from(texts, "24h", "", "", regions=REGIONS)
        assert {one.value for one in activities(served_store, LOCAL, scope)} == expected, texts


def test_a_fixed_span_includes_its_start_and_not_its_end(store: Store) -> None:
    start = datetime(2026, 3, 29, 1, tzinfo=UTC)
    end = datetime(2026, 3, 29, 2, tzinfo=UTC)
    before_end = end - timedelta(milliseconds=1)
    moments = {"start": start, "last": before_end, "end": end, "early": start - timedelta(days=1)}
    rows = [activity(name, at=at) for name, at in moments.items()]
    insert(store, rows)
    scope = scope_from({}, "", "2026-03-29T02:00:00+01:00", "2026-03-29T02:00:00Z")
    assert {one.value for one in activities(store, LOCAL, scope)} == {"start", "last"}
    wanted = predicate(scope, LOCAL)
    assert {one.value for one in rows if wanted(one)} == {"start", "last"}


def test_whoever_does_not_see_all_sees_what_is_shared_and_their_own(store: Store) -> None:
    rows = [
        activity("unknown"),
        activity("own organisation only", distribution=0),
        activity("community", distribution=1),
        activity("everyone", distribution=3),
        activity("group", distribution=4, sharing_group_id=2),
        activity("ours", distribution=0, org_uuid=uuid("us")),
    ]
    insert(store, rows)
    scope = scope_from({}, "24h", "", "")
    us, nobody = Viewer("us", org_uuid=uuid("us")), Viewer("nobody")
    for viewer, expected in (
        (us, {"community", "everyone", "ours"}),
        (nobody, {"community", "everyone"}),
        (LOCAL, {one.value for one in rows}),
    ):
        assert {one.value for one in activities(store, viewer, scope)} == expected
        wanted = predicate(scope, viewer)
        assert {one.value for one in rows if wanted(one)} == expected


@pytest.mark.parametrize(
    ("texts", "span", "since", "until", "field"),
    [
        ({}, "3x", "", "", "span"),
        ({}, "0m", "", "", "span"),
        ({}, "999999d", "", "", "span"),
        ({}, "", "yesterday", "", "since"),
        ({}, "", "", "9999-12-31T23:59:59Z", "until"),
        ({}, "", "2026-01-02", "2026-01-01", "since"),
        ({}, "1h", "2026-01-02", "", "span"),
        ({"value": ["x" * 501]}, "", "", "", "value"),
        ({"type": ["x"] * 51}, "", "", "", "type"),
        ({"region": ["westeros"]}, "", "", "", "region"),
        ({"target_region": ["*"]}, "", "", "", "target_region"),
    ],
)
def test_what_makes_no_scope_is_named_with_its_remedy(
    texts: dict[str, list[str]], span: str, since: str, until: str, field: str
) -> None:
    with pytest.raises(BadFilter) as caught:
        scope_from(texts, span, since, until)
    assert caught.value.field == field
    assert caught.value.remedy


def test_every_field_can_be_asked_of_a_live_activity() -> None:
    plain = activity("plain", tags=("t",), country="LU", targets=("DE",))
    assert isinstance(plain, Activity)
    for name in NAMES:
        all_there_is = "europe" if name in OF_REGIONS else "*"
        matching = scope_from({name: [all_there_is]}, "", "", "")
        excluding = scope_from({name: [f"!{all_there_is}"]}, "", "", "")
        assert predicate(matching, LOCAL)(plain), name
        assert not predicate(excluding, LOCAL)(plain), name
