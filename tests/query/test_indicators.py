"""Located indicators, each once, on stores whose answers were worked out by hand."""

from datetime import timedelta
from typing import Any

import pytest
from build import NOW, activity, uuid

from misp_dashboard.access.viewer import LOCAL, Viewer
from misp_dashboard.activity.row import NO_UUID, Activity
from misp_dashboard.query.area import Circle
from misp_dashboard.query.indicators import FARTHEST, MOST, MOST_EXPORTED, Indicators, indicators
from misp_dashboard.query.scope import Scope
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

DAY = Scope(span=timedelta(days=1))
LUXEMBOURG: dict[str, Any] = {
    "country": "LU",
    "place": "Luxembourg",
    "latitude": 49.61,
    "longitude": 6.13,
    "precision": "city",
    "located_by": "ip",
}
FRANCE: dict[str, Any] = {"country": "FR", "precision": "country", "located_by": "phone"}


def seen(value: str, name: str, minutes_ago: int = 0, **fields: Any) -> Activity:
    """An activity with this value, in Luxembourg unless said otherwise."""
    at = NOW - timedelta(minutes=minutes_ago)
    plain = LUXEMBOURG if "country" not in fields else {}
    return activity(
        f"{value} {name}", **{"value": value, "type": "ip-src", "at": at, **plain, **fields}
    )


def order_of(found: Indicators) -> list[str]:
    return [one.value for one in found.indicators]


def test_nothing_is_an_answer_too(store: Store) -> None:
    assert indicators(store, LOCAL, DAY) == Indicators([], 0, 0)


def test_one_indicator_is_told_whole(either_store: Store) -> None:
    insert(
        either_store,
        [
            seen(
                "198.51.100.7",
                "a",
                category="Network activity",
                event_info="Invented campaign",
                event_uuid=uuid("e"),
                event_id=7,
                org="Acme",
                tags=("tlp:red",),
                to_ids=True,
                targets=("BE", "150"),
            )
        ],
    )
    found = indicators(either_store, LOCAL, DAY)
    (one,) = found.indicators
    assert (found.total, found.hits) == (1, 1)
    assert (one.value, one.type, one.category) == ("198.51.100.7", "ip-src", "Network activity")
    assert (one.event_info, one.event_uuid, one.event_id) == ("Invented campaign", uuid("e"), 7)
    assert (one.instance, one.events, one.org, one.orgs) == ("Here", 1, "Acme", 1)
    assert (one.tags, one.targets, one.to_ids) == (["tlp:red"], ["BE", "150"], True)
    assert (one.first_seen, one.last_seen, one.hits) == (NOW, NOW, 1)
    assert (one.country, one.place, one.precision, one.located_by) == (
        "LU",
        "Luxembourg",
        "city",
        "ip",
    )
    assert (one.latitude, one.longitude) == (49.61, 6.13)


def test_an_unknown_event_has_no_uuid_and_is_no_event(store: Store) -> None:
    insert(store, [seen("x", "a")])
    (one,) = indicators(store, LOCAL, DAY).indicators
    assert (one.event_uuid, one.events, one.org, one.orgs) == ("", 0, "", 0)


def test_event_and_place_are_of_the_latest_and_the_rest_is_of_all(either_store: Store) -> None:
    insert(
        either_store,
        [
            seen("x", "old", 50, event_info="Old", event_uuid=uuid("e1"), org="Acme", tags=("a",)),
            seen("x", "new", 10, event_info="New", event_uuid=uuid("e2"), org="Globex",
                 tags=("b", "a"), **FRANCE),
            seen("x", "mid", 30, event_info="Mid", event_uuid=uuid("e2"), org="Acme",
                 tags=("a", "c")),
        ],
    )  # fmt: skip
    (one,) = indicators(either_store, LOCAL, DAY).indicators
    assert (one.event_info, one.org, one.country, one.latitude) == ("New", "Globex", "FR", None)
    assert (one.events, one.orgs, one.hits) == (2, 2, 3)
    assert one.first_seen == NOW - timedelta(minutes=50)
    assert one.last_seen == NOW - timedelta(minutes=10)
    assert one.tags == ["a", "b", "c"]


def test_only_the_twenty_most_frequent_tags_are_told(store: Store) -> None:
    many = tuple(f"tag {number:02}" for number in range(30))
    insert(store, [seen("x", "a", tags=many), seen("x", "b", tags=("tag 29",))])
    (one,) = indicators(store, LOCAL, DAY).indicators
    assert one.tags == ["tag 29", *many[:19]]


@pytest.mark.parametrize(("event", "events"), [(uuid("e"), 1), (NO_UUID, 2)])
def test_an_event_on_two_instances_is_one_but_a_number_alone_is_two(
    store: Store, event: str, events: int
) -> None:
    same: dict[str, Any] = {"event_id": 7, "event_uuid": event}
    insert(store, [seen("x", "a", **same), seen("x", "b", instance="There", **same)])
    (one,) = indicators(store, LOCAL, DAY).indicators
    assert (one.events, one.hits) == (events, 2)


def test_a_value_of_two_types_is_two_indicators(store: Store) -> None:
    insert(store, [seen("x", "a"), seen("x", "b", type="ip-dst"), seen("x", "c", type="ip-dst")])
    found = indicators(store, LOCAL, DAY)
    assert [(one.type, one.hits) for one in found.indicators] == [("ip-dst", 2), ("ip-src", 1)]
    assert (found.total, found.hits) == (2, 3)


def test_attributes_sightings_and_proposals_count_and_deletions_and_others_do_not(
    store: Store,
) -> None:
    insert(
        store,
        [
            seen("x", "attribute"),
            seen("x", "sighting", kind="sighting"),
            seen("x", "proposal", kind="proposal"),
            seen("x", "edited", action="edit"),
            seen("x", "deleted", action="delete"),
            seen("x", "object", kind="object"),
            seen("x", "login", kind="login"),
            seen("gone", "deleted", action="delete"),
        ],
    )
    found = indicators(store, LOCAL, DAY)
    assert [(one.value, one.hits) for one in found.indicators] == [("x", 4)]
    assert (found.total, found.hits) == (1, 4)


def test_an_activity_stored_twice_is_told_once(store: Store) -> None:
    insert(store, [seen("x", "a", received_at=NOW)])
    insert(store, [seen("x", "a", received_at=NOW)])
    store.command("OPTIMIZE TABLE activity FINAL")
    (one,) = indicators(store, LOCAL, DAY).indicators
    assert one.hits == 1


def test_origin_is_what_has_a_country_or_coordinates_and_target_what_has_targets(
    store: Store,
) -> None:
    insert(
        store,
        [
            seen("located", "a"),
            seen("at sea", "a", country="", latitude=0.5, longitude=-30.0, precision="coordinates"),
            seen("neither", "a", country=""),
            seen("targeted", "a", country="", targets=("LU",)),
            seen("both", "a", targets=("150",)),
        ],
    )
    assert order_of(indicators(store, LOCAL, DAY)) == ["at sea", "both", "located"]
    assert order_of(indicators(store, LOCAL, DAY, of="target")) == ["both", "targeted"]


ROWS = [
    *(seen("b", str(number), 60 + number) for number in range(3)),
    *(seen("a", str(number), 10 + number) for number in range(2)),
    *(seen("c", str(number), 20 + number) for number in range(2)),
    seen("c", "other type", 5, type="domain"),
    seen("d", "one", 90),
]
"""Hits: b 3, a 2, c (ip-src) 2, c (domain) 1, d 1."""

ORDERS: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({}, [("b", "ip-src"), ("a", "ip-src"), ("c", "ip-src"), ("c", "domain"), ("d", "ip-src")]),
    (
        {"order": "asc"},
        [("c", "domain"), ("d", "ip-src"), ("a", "ip-src"), ("c", "ip-src"), ("b", "ip-src")],
    ),
    (
        {"sort": "last_seen"},
        [("c", "domain"), ("a", "ip-src"), ("c", "ip-src"), ("b", "ip-src"), ("d", "ip-src")],
    ),
    (
        {"sort": "first_seen", "order": "asc"},
        [("d", "ip-src"), ("b", "ip-src"), ("c", "ip-src"), ("a", "ip-src"), ("c", "domain")],
    ),
    (
        {"sort": "value", "order": "asc"},
        [("a", "ip-src"), ("b", "ip-src"), ("c", "domain"), ("c", "ip-src"), ("d", "ip-src")],
    ),
    (
        {"sort": "value", "order": "desc"},
        [("d", "ip-src"), ("c", "domain"), ("c", "ip-src"), ("b", "ip-src"), ("a", "ip-src")],
    ),
]


@pytest.mark.parametrize(("asked", "expected"), ORDERS, ids=[str(one[0]) for one in ORDERS])
def test_they_are_ordered_and_the_latest_of_as_many_hits_is_first(
    store: Store, asked: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    insert(store, ROWS)
    found = indicators(store, LOCAL, DAY, **asked)
    assert [(one.value, one.type) for one in found.indicators] == expected
    assert (found.total, found.hits) == (5, 9)
    for size in (1, 2, 3):
        pages = [
            indicators(store, LOCAL, DAY, limit=size, offset=start, **asked)
            for start in range(0, 6, size)
        ]
        read = [(one.value, one.type) for page in pages for one in page.indicators]
        assert read == expected
        assert {page.total for page in pages} == {5}


@pytest.mark.parametrize("sort", ["hits", "value", "last_seen"])
def test_many_that_tie_are_paged_without_holes_or_repetitions(store: Store, sort: Any) -> None:
    names = [f"{number:04}.example" for number in range(1500)]
    insert(store, [seen(name, "a") for name in reversed(names)])
    read: list[str] = []
    for offset in range(0, 1600, 400):
        found = indicators(store, LOCAL, DAY, sort=sort, order="asc", limit=400, offset=offset)
        assert found.total == 1500
        assert order_of(found) == sorted(order_of(found))
        read += order_of(found)
    assert sorted(read) == names
    assert sort != "value" or read == names


def test_hostile_values_come_back_as_they_are(either_store: Store) -> None:
    hostile = [
        "=cmd|' /C calc'!A0",
        '"quoted"',
        "two\nlines",
        "\u202ereversed",
        "<script>",
        "\\'",
        "",
    ]
    insert(either_store, [seen(value, "a") for value in hostile])
    found = indicators(either_store, LOCAL, DAY, sort="value", order="asc")
    assert order_of(found) == sorted(hostile)


def test_only_what_the_viewer_may_see_is_counted(store: Store) -> None:
    insert(
        store,
        [
            seen("x", "hidden", 1, distribution=0, org="Them", event_info="secret"),
            seen("x", "ours", 5, distribution=0, org_uuid=uuid("us"), org="Us"),
            seen("x", "shared", 9, distribution=3, org="Acme"),
            seen("y", "hidden", distribution=4),
        ],
    )
    us = Viewer("us", org_uuid=uuid("us"))
    found = indicators(store, us, DAY)
    assert (found.total, found.hits) == (1, 2)
    assert (found.indicators[0].org, found.indicators[0].hits) == ("Us", 2)
    (one,) = indicators(store, Viewer("nobody"), DAY).indicators
    assert (one.org, one.hits, one.event_info) == ("Acme", 1, "")
    assert indicators(store, LOCAL, DAY).total == 2


def test_an_area_excludes_what_is_known_to_its_country_alone(store: Store) -> None:
    insert(
        store,
        [
            seen("city", "a"),
            seen("country", "a", country="LU", precision="country"),
            seen("far", "a", country="FR", latitude=48.85, longitude=2.35, precision="city"),
        ],
    )
    assert order_of(indicators(store, LOCAL, DAY)) == ["city", "country", "far"]
    circle = Scope(span=DAY.span, areas=(Circle(49.61, 6.13, 20),))
    assert order_of(indicators(store, LOCAL, circle)) == ["city"]


def test_a_row_that_was_completed_in_place_keeps_its_indicator(either_store: Store) -> None:
    insert(either_store, [seen("x", "a", country=""), seen("x", "b")])
    either_store.command("UPDATE activity SET country = 'BE', tags = ['late'] WHERE country = ''")
    (one,) = indicators(either_store, LOCAL, DAY).indicators
    assert (one.hits, one.tags) == (2, ["late"])


def test_ten_thousand_are_answered_at_once_by_either_store(either_store: Store) -> None:
    names = [f"{number:05}.example" for number in range(10_050)]
    insert(either_store, [seen(name, "a") for name in names])
    found = indicators(either_store, LOCAL, DAY, limit=MOST_EXPORTED)
    assert (found.total, found.hits) == (10_050, 10_050)
    last = indicators(either_store, LOCAL, DAY, limit=MOST, offset=FARTHEST)
    assert (len(found.indicators), len(last.indicators)) == (MOST_EXPORTED, 50)
    assert sorted(order_of(found) + order_of(last)) == names
