"""The borders tell a point's country, and the countries that an area touches."""

import gzip

import pytest

from misp_dashboard.location.border import (
    countries_touching_box,
    countries_touching_circle,
    country_at,
)
from misp_dashboard.location.gazetteer import CITIES
from misp_dashboard.location.region import COUNTRIES


@pytest.mark.parametrize(
    ("latitude", "longitude", "country"),
    [
        (49.61, 6.13, "LU"),
        (49.5, 5.98, "LU"),  # Esch, two kilometres from France
        (48.85, 2.35, "FR"),
        (4.93, -52.33, "GF"),  # Cayenne: not France, which draws it as its own
        (-21.1, 55.5, "RE"),
        (78.2, 15.6, "SJ"),
        (41.902, 12.453, "VA"),
        (43.738, 7.425, "MC"),
        (36.14, -5.35, "GI"),
        (22.32, 114.17, "HK"),
        (25.03, 121.5, "TW"),
        (42.66, 21.16, "XK"),
        (44.95, 34.1, "UA"),  # Crimea
        (9.56, 44.06, "SO"),  # Somaliland
        (27.15, -13.2, "EH"),  # all of Western Sahara
        (35.34, 33.32, "CY"),  # the north of Cyprus
        (-17.7, 178.0, "FJ"),
        (66.0, -171.0, "RU"),  # beyond the date line
        (51.88, -176.65, "US"),
        (52.9, 172.9, "US"),
        (-8.52, 179.2, "TV"),
        (-90.0, 0.0, "AQ"),
        (-90.0, 180.0, "AQ"),
    ],
)
def test_a_point_is_in_a_country(latitude: float, longitude: float, country: str) -> None:
    assert country_at(latitude, longitude) == country


@pytest.mark.parametrize(
    ("latitude", "longitude", "country", "where"),
    [
        (40.635, 22.9, "GR", "the harbour of Thessaloniki"),
        (51.35, 1.6, "GB", "12 km off the coast of Kent"),
        (-16.2, -179.999, "FJ", "between islands, at the date line"),
        (-16.2, 179.999, "FJ", "between islands, at the date line"),
        (0.0, -30.0, None, "the middle of the Atlantic"),
        (90.0, 0.0, None, "the North Pole"),
        (49.0, -8.0, None, "the Celtic Sea"),
        (35.4, 77.1, None, "a glacier of no agreed country"),
    ],
)
def test_a_point_near_a_shore_counts_for_the_nearest_country(
    latitude: float, longitude: float, country: str | None, where: str
) -> None:
    assert country_at(latitude, longitude) == country, where


@pytest.mark.parametrize(
    ("latitude", "longitude", "km", "countries"),
    [
        (49.61, 6.13, 10, {"LU"}),
        (49.61, 6.13, 30, {"LU", "BE", "DE", "FR"}),
        (52.0, 180.0, 700, {"US"}),  # the Aleutians, on both sides of the date line
        (0.0, 180.0, 1000, {"KI", "TV", "UM"}),
        (90.0, 0.0, 1000, {"CA", "GL", "RU"}),
        (-89.0, 50.0, 300, {"AQ"}),
        (0.0, -30.0, 100, set()),
    ],
)
def test_a_circle_touches_the_countries_within_its_radius(
    latitude: float, longitude: float, km: float, countries: set[str]
) -> None:
    assert countries_touching_circle(latitude, longitude, km) == countries


def test_a_circle_may_reach_over_most_of_the_globe() -> None:
    everywhere = countries_touching_circle(0, 0, 20_016)
    assert len(everywhere) > 240
    assert "-1" not in everywhere
    # around Paris, all but 5,000 km around the other side, which is east of New Zealand
    most = countries_touching_circle(48.85, 2.35, 15_000)
    assert {"FR", "JP", "ZA", "AR", "US"} <= most
    assert "NZ" not in most


@pytest.mark.parametrize(
    ("box", "countries"),
    [
        ((6.0, 49.55, 6.2, 49.7), {"LU"}),
        ((5.7, 49.4, 6.5, 50.2), {"LU", "BE", "DE", "FR"}),
        ((170.0, -20.0, -177.0, -15.0), {"FJ"}),  # over the date line
        ((-180.0, 82.0, 180.0, 90.0), {"CA", "GL"}),
        ((-180.0, -90.0, 180.0, -80.0), {"AQ"}),
        ((0.0, 0.0, 0.0, 0.0), set()),
    ],
)
def test_a_box_touches_the_countries_within_it(
    box: tuple[float, float, float, float], countries: set[str]
) -> None:
    assert countries_touching_box(*box) == countries


def test_a_box_around_the_globe_touches_all() -> None:
    assert len(countries_touching_box(-180, -90, 180, 90)) > 240


def test_every_country_has_borders() -> None:
    assert countries_touching_box(-180, -90, 180, 90) == COUNTRIES


def test_nearly_every_city_is_in_the_country_that_geonames_has_it_in() -> None:
    """GeoNames' 34,000 cities: those beyond their border are towns on it, and Jerusalem."""
    cities = gzip.decompress(CITIES.read_bytes()).decode().splitlines()
    beyond = []
    for line in cities[::10]:
        _, name, country, latitude, longitude, _ = line.split("\t")
        if country_at(float(latitude), float(longitude)) != country:
            beyond.append(name)
    assert len(beyond) <= 0.005 * len(cities[::10]), beyond
