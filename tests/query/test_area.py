"""An area means the same to the store, to the live stream and to whoever computes it by hand."""

import random
from math import acos, cos, radians, sin

import pytest
from build import activity

from misp_dashboard.access.viewer import LOCAL
from misp_dashboard.activity.row import Activity
from misp_dashboard.query.activities import activities
from misp_dashboard.query.area import areas_from, distance_km
from misp_dashboard.query.filter import BadFilter
from misp_dashboard.query.scope import predicate, scope_from
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

RADIUS_KM = 6371.0088
LUXEMBOURG = (49.6116, 6.1319)

CITIES = {
    "Luxembourg": LUXEMBOURG,
    "Arlon": (49.6833, 5.8167),
    "Trier": (49.7596, 6.6439),
    "Saarbrücken": (49.2354, 6.9816),
    "Liège": (50.6337, 5.5675),
    "Nancy": (48.6844, 6.1850),
    "Brussels": (50.8503, 4.3517),
    "Frankfurt": (50.1155, 8.6842),
    "Suva": (-18.1416, 178.4415),
    "Apia": (-13.8333, -171.7667),
    "Anadyr": (64.7337, 177.5089),
    "Honolulu": (21.3069, -157.8583),
    "Tromsø": (69.6489, 18.9551),
    "Longyearbyen": (78.2232, 15.6267),
    "Alert": (82.5018, -62.3481),
    "North Pole": (90.0, 0.0),
    "McMurdo": (-77.8419, 166.6863),
}


def scattered() -> list[Activity]:
    """Points over the whole Earth, denser around Luxembourg, the date line and the poles."""
    chance = random.Random(20)
    points = [
        *((chance.uniform(-90, 90), chance.uniform(-180, 180)) for _ in range(1500)),
        *((chance.uniform(47.5, 51.5), chance.uniform(3, 9)) for _ in range(600)),
        *((chance.uniform(-30, 70), chance.choice((-1, 1)) * 180 - 0.0) for _ in range(20)),
        *((chance.uniform(84, 90), chance.uniform(-180, 180)) for _ in range(300)),
        *((chance.uniform(-25, 0), chance.choice((-1, 1)) * chance.uniform(170, 180))
          for _ in range(300)),
    ]  # fmt: skip
    rows = [
        activity(f"point {n}", country="LU", precision="city", latitude=lat, longitude=lon)
        for n, (lat, lon) in enumerate(points)
    ]
    rows += [
        activity(name, country="LU", precision="city", latitude=lat, longitude=lon)
        for name, (lat, lon) in CITIES.items()
    ]
    return [*rows, activity("somewhere in Luxembourg", country="LU", precision="country")]


def angle_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The angle between two unit vectors: another formula than the one that is tested."""
    vectors = [
        (cos(radians(lat)) * cos(radians(lon)), cos(radians(lat)) * sin(radians(lon)),
         sin(radians(lat)))
        for lat, lon in (one, other)
    ]  # fmt: skip
    product = sum(a * b for a, b in zip(*vectors, strict=True))
    return RADIUS_KM * acos(max(-1.0, min(1.0, product)))


AROUND_LUXEMBOURG = "49.6116,6.1319,100"
CLOSE_BY = {"Luxembourg", "Arlon", "Trier", "Saarbrücken"}


def within(store: Store, rows: list[Activity], near: list[str], box: list[str]) -> set[str]:
    """What the store answers, after the live predicate was found to say the same."""
    scope = scope_from({}, "24h", "", "", areas_from(near, box))
    found = {one.value for one in activities(store, LOCAL, scope, limit=5000)}
    wanted = predicate(scope, LOCAL)
    assert {one.value for one in rows if wanted(one)} == found
    return found


def test_100_km_around_luxembourg_reach_trier_and_not_brussels(either_store: Store) -> None:
    rows = scattered()
    insert(either_store, rows)
    found = within(either_store, rows, [AROUND_LUXEMBOURG], [])
    assert found & set(CITIES) == CLOSE_BY
    assert found == {
        one.value
        for one in rows
        if one.latitude is not None and angle_km(LUXEMBOURG, (one.latitude, one.longitude)) <= 100  # type: ignore[arg-type]
    }
    assert len(found) > 40


@pytest.mark.parametrize("kilometres", [1, 500, 5000, 12_000, 20_020])
@pytest.mark.parametrize("centre", [(0.0, 180.0), (89.0, 10.0), (-90.0, 0.0), (-18.0, 179.0)])
def test_a_circle_over_the_date_line_or_a_pole_is_a_circle(
    store: Store, centre: tuple[float, float], kilometres: int
) -> None:
    rows = scattered()
    insert(store, rows)
    found = within(store, rows, [f"{centre[0]},{centre[1]},{kilometres}"], [])
    assert found == {
        one.value
        for one in rows
        if one.latitude is not None
        and angle_km(centre, (one.latitude, one.longitude)) <= kilometres  # type: ignore[arg-type]
    }


@pytest.mark.parametrize(
    ("box", "cities"),
    [
        ("170,-25,-165,-10", {"Suva", "Apia"}),
        ("170,-25,180,-10", {"Suva"}),
        ("170,-25,-150,70", {"Suva", "Apia", "Anadyr", "Honolulu"}),
        ("-180,80,180,90", {"Alert", "North Pole"}),
        ("-100,60,20,90", {"Alert", "North Pole", "Tromsø", "Longyearbyen"}),
        ("0,-90,180,-60", {"McMurdo"}),
        ("5.7,49.4,6.6,50.2", {"Luxembourg", "Arlon"}),
    ],
)
def test_a_box_over_the_date_line_or_a_pole_is_a_box(
    store: Store, box: str, cities: set[str]
) -> None:
    rows = scattered()
    insert(store, rows)
    found = within(store, rows, [], [box])
    assert found & set(CITIES) == cities
    west, south, east, north = map(float, box.split(","))
    width = (east - west) % 360 or 360.0 * (east != west)
    assert found == {
        one.value
        for one in rows
        if one.latitude is not None
        and one.longitude is not None
        and south <= one.latitude <= north
        and (one.longitude - west) % 360 <= width
    }


def test_areas_are_alternatives_and_the_other_filters_still_hold(store: Store) -> None:
    rows = scattered()
    insert(store, rows)
    both = within(store, rows, [AROUND_LUXEMBOURG], ["170,-25,-165,-10"])
    assert both & set(CITIES) == CLOSE_BY | {"Suva", "Apia"}
    scope = scope_from({"value": ["t*"]}, "24h", "", "", areas_from([AROUND_LUXEMBOURG], []))
    assert {one.value for one in activities(store, LOCAL, scope)} == {"Trier"}


def test_what_is_known_to_a_country_alone_lies_in_no_area(store: Store) -> None:
    rows = scattered()
    insert(store, rows)
    everywhere = within(store, rows, ["49.6,6.1,20020"], ["-180,-90,180,90"])
    assert "somewhere in Luxembourg" not in everywhere
    assert len(everywhere) == len(rows) - 1


def test_a_degree_of_latitude_is_111_km() -> None:
    assert distance_km(0, 0, 1, 0) == pytest.approx(111.195, abs=0.001)
    assert distance_km(10, 179.5, 10, -179.5) == pytest.approx(distance_km(10, 0, 10, 1))
    assert distance_km(0, 0, 0, 180) == pytest.approx(20_015.1, abs=0.1)


@pytest.mark.parametrize(
    ("near", "box"),
    [
        (["49.6,6.1"], []),
        (["49.6,6.1,0"], []),
        (["91,6.1,10"], []),
        (["49.6,181,10"], []),
        (["49.6,6.1,30000"], []),
        (["nan,6.1,10"], []),
        (["49.6;6.1;10"], []),
        ([""], []),
        ([], ["1,2,3"]),
        ([], ["0,50,10,40"]),
        ([], ["-190,40,10,50"]),
        ([], ["0,-91,10,50"]),
        ([], ["inf,40,10,50"]),
        (["1,1,1"] * 6, ["1,1,2,2"] * 5),
    ],
)
def test_what_makes_no_area_is_named_with_its_remedy(near: list[str], box: list[str]) -> None:
    with pytest.raises(BadFilter) as caught:
        areas_from(near, box)
    assert caught.value.field == ("near" if near else "box")
    assert caught.value.remedy


def test_the_span_before_is_as_long_and_ends_where_this_one_begins() -> None:
    (row,) = [activity("now")]
    scope = scope_from({}, "6h", "", "")
    since, _ = scope.bounds(row.at)
    before = scope.before(row.at)
    assert before.bounds(row.at) == (since - scope.span, since)  # type: ignore[operator]
    fixed = scope_from({}, "", "2026-03-01T00:00:00Z", "2026-03-08T00:00:00Z")
    assert [one.isoformat() for one in fixed.before(row.at).bounds(row.at)] == [
        "2026-02-22T00:00:00+00:00",
        "2026-03-01T00:00:00+00:00",
    ]
