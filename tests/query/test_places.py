"""Which places activities point to, and what is known less exactly, on stores counted by hand."""

from datetime import timedelta

import pytest
from build import activity, uuid

from misp_dashboard.access.viewer import LOCAL, Viewer
from misp_dashboard.activity.row import Activity
from misp_dashboard.query.area import areas_from
from misp_dashboard.query.places import PlaceHits, Places, TouchedCountry, places
from misp_dashboard.query.scope import Scope, scope_from
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

DAY = Scope(span=timedelta(days=1))

CITIES = {
    "Luxembourg": ("LU", 49.6116, 6.1319),
    "Trier": ("DE", 49.7596, 6.6439),
    "Brussels": ("BE", 50.8503, 4.3517),
    "Suva": ("FJ", -18.1416, 178.4415),
    "Apia": ("WS", -13.8333, -171.7667),
    "Alert": ("CA", 82.5018, -62.3481),
    "Longyearbyen": ("SJ", 78.2232, 15.6267),
}

NO_PLACES = Places(
    places=[], points=0, hits=0, country_only=0, weak=0, unlocated=0, total=0, touched=[]
)


def in_city(name: str, times: int = 1, **fields: str) -> list[Activity]:
    country, latitude, longitude = CITIES[name]
    return [
        activity(f"{name} {n}", country=country, place=name, latitude=latitude,
                 longitude=longitude, precision="city", located_by="ip", **fields)
        for n in range(times)
    ]  # fmt: skip


def in_country(country: str, times: int = 1, precision: str = "country") -> list[Activity]:
    return [
        activity(f"{precision} {country} {n}", country=country, precision=precision)
        for n in range(times)
    ]


def test_nothing_is_an_answer_too(store: Store) -> None:
    assert places(store, LOCAL, DAY) == NO_PLACES


def test_places_are_ranked_and_the_rest_is_told(either_store: Store) -> None:
    insert(
        either_store,
        [
            *in_city("Trier", 2),
            *in_city("Luxembourg", 2),
            *in_city("Suva", 3),
            activity("at sea", latitude=0.0, longitude=-30.0, precision="coordinates"),
            *in_country("FR", 4),
            *in_country("TV", 5, "weak"),
            *[activity(f"nowhere {n}") for n in range(6)],
        ],
    )
    answer = places(either_store, LOCAL, DAY)
    assert answer.places == [
        PlaceHits("FJ", "Suva", -18.1416, 178.4415, "city", 3),
        PlaceHits("DE", "Trier", 49.7596, 6.6439, "city", 2),
        PlaceHits("LU", "Luxembourg", 49.6116, 6.1319, "city", 2),
        PlaceHits("", "", 0.0, -30.0, "coordinates", 1),
    ]
    assert (answer.points, answer.hits, answer.total) == (4, 8, 23)
    assert (answer.country_only, answer.weak, answer.unlocated) == (4, 5, 6)
    assert answer.touched == []


def test_a_limit_shortens_the_places_and_not_the_counts(store: Store) -> None:
    insert(store, [*in_city("Suva", 3), *in_city("Trier", 2), *in_city("Apia")])
    answer = places(store, LOCAL, DAY, limit=1)
    assert [(place.place, place.hits) for place in answer.places] == [("Suva", 3)]
    assert (answer.points, answer.hits) == (3, 6)


def test_one_name_in_two_countries_or_at_two_points_is_two_places(store: Store) -> None:
    point = {"place": "Springfield", "latitude": 1.0, "longitude": 2.0, "precision": "city"}
    insert(
        store,
        [
            activity("a", country="US", **point),
            activity("b", country="CA", **point),
            activity("c", country="US", **{**point, "longitude": 3.0}),
        ],
    )
    assert places(store, LOCAL, DAY).points == 3


WORLD = [
    *in_city("Luxembourg", 3),
    *in_city("Trier", 2),
    *in_city("Brussels", 5),
    *in_city("Suva", 2),
    *in_city("Apia"),
    *in_city("Alert"),
    *in_city("Longyearbyen"),
    *in_country("DE", 4),
    *in_country("LU"),
    *in_country("FR", 4),
    *in_country("NL", 9),
    *in_country("FJ", 2),
    *in_country("WS", 2),
    *in_country("GL", 3),
    *in_country("US", 8),
    *in_country("BE", 7, "weak"),
    activity("nowhere"),
]


@pytest.mark.parametrize(
    ("near", "box", "cities", "touched"),
    [
        # Luxembourg, and the country-precise hits of its neighbours; Belgium has weak hints only
        ("49.6116,6.1319,100", "", {"Luxembourg": 3, "Trier": 2}, {"DE": 4, "FR": 4, "LU": 1}),
        ("", "170,-25,-165,-10", {"Suva": 2, "Apia": 1}, {"FJ": 2, "WS": 2}),
        ("", "177,-19,180,-16", {"Suva": 2}, {"FJ": 2}),
        ("-17,180,300", "", {"Suva": 2}, {"FJ": 2}),
        # over the pole: both sides of the Arctic
        ("90,0,1400", "", {"Alert": 1, "Longyearbyen": 1}, {"GL": 3}),
        ("", "-180,80,180,90", {"Alert": 1}, {"GL": 3}),
        # the middle of the Atlantic touches nobody
        ("0,-30,100", "", {}, {}),
        # areas are alternatives, and a country that both touch counts once
        (
            "49.6116,6.1319,10",
            "6,49.52,6.7,50",
            {"Luxembourg": 3, "Trier": 2},
            {"DE": 4, "LU": 1},
        ),
    ],
)
def test_an_area_has_its_points_and_the_countries_it_touches(
    store: Store, near: str, box: str, cities: dict[str, int], touched: dict[str, int]
) -> None:
    insert(store, WORLD)
    areas = areas_from([near] if near else [], [box] if box else [])
    answer = places(store, LOCAL, scope_from({}, "24h", "", "", areas))
    assert {place.place: place.hits for place in answer.places} == cities
    assert answer.points == len(cities)
    assert answer.hits == answer.total == sum(cities.values())
    assert (answer.country_only, answer.weak, answer.unlocated) == (0, 0, 0)
    assert answer.touched == [
        TouchedCountry(country, hits)
        for country, hits in sorted(touched.items(), key=lambda one: (-one[1], one[0]))
    ]


def test_the_other_filters_hold_for_what_an_area_touches(store: Store) -> None:
    insert(store, [*WORLD, activity("noisy", country="LU", precision="country", type="domain")])
    areas = areas_from(["49.6116,6.1319,100"], [])
    scope = scope_from({"type": ["domain"]}, "24h", "", "", areas)
    answer = places(store, LOCAL, scope)
    assert answer.places == []
    assert answer.touched == [TouchedCountry("LU", 1)]


def test_a_viewer_sees_only_the_places_misp_would_show(store: Store) -> None:
    insert(
        store,
        [
            *in_city("Trier", 1, distribution=0, org_uuid=uuid("theirs")),  # type: ignore[arg-type]
            *in_city("Suva", 1, distribution=3),  # type: ignore[arg-type]
            activity("c", country="LU", precision="country", distribution=0),
        ],
    )
    areas = areas_from(["49.6116,6.1319,100"], [])
    stranger = Viewer(name="stranger")
    assert [place.place for place in places(store, stranger, DAY).places] == ["Suva"]
    assert places(store, stranger, scope_from({}, "24h", "", "", areas)) == NO_PLACES
