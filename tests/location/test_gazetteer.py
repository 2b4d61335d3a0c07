"""Cities and countries are found by what people write."""

import pytest

from misp_dashboard.location.gazetteer import (
    FoundPlace,
    country_of_place,
    find_places,
    locate_place,
)
from misp_dashboard.location.place import Place


def found(text: str, limit: int = 3) -> list[tuple[str, str]]:
    return [(place.name, place.country) for place in find_places(text, limit)]


def test_countries_come_first_then_the_larger_cities_that_begin_so() -> None:
    assert found("lux") == [("Luxembourg", "LU"), ("Luxor", "EG"), ("Luxembourg", "LU")]
    assert found("mos", 2) == [("Moscow", "RU"), ("Mosul", "IQ")]
    assert found("usa", 1) == [("United States", "US")]
    assert found("georgia", 1) == [("Georgia", "GE")]


@pytest.mark.parametrize("text", ["Zürich", "zurich", "ZURICH", " zürich ", "Zurigo", "Züri"])
def test_accents_case_and_language_do_not_count(text: str) -> None:
    assert found(text, 1) == [("Zürich", "CH")]


def test_the_very_name_comes_before_what_begins_with_it() -> None:
    assert found("esch", 2) == [("Esch-sur-Alzette", "LU"), ("Eschweiler", "DE")]
    assert found("munich", 1) == [("Munich", "DE")]


def test_a_word_in_the_middle_is_found_too() -> None:
    assert ("Esch-sur-Alzette", "LU") in found("alzette")


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [
        ("49.61, 6.13", 49.61, 6.13),
        ("-33.87 151.21", -33.87, 151.21),
        (" 0;-180 ", 0.0, -180.0),
        ("49.61°, 6.13°", 49.61, 6.13),
    ],
)
def test_coordinates_are_taken_as_they_are(text: str, latitude: float, longitude: float) -> None:
    (place,) = find_places(text)
    assert place == FoundPlace(place.name, "", latitude, longitude, 0, "coordinates")


@pytest.mark.parametrize(
    "text", ["", " ", "zzzz", "95, 3", "3, 181", "\x00", "x" * 10_000, "|", "\t", "49.61"]
)
def test_what_is_no_place_is_not_found(text: str) -> None:
    assert find_places(text) == []


def test_no_more_than_asked_for() -> None:
    assert len(find_places("a", 4)) == 4
    assert len(find_places("san", 50)) == 50


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Esch-sur-Alzette", Place("LU", "Esch-sur-Alzette", 49.4958, 5.9806)),
        ("Köln", Place("DE", "Köln", 50.9333, 6.95)),
        ("Cologne", Place("DE", "Köln", 50.9333, 6.95)),
        ("PARIS", Place("FR", "Paris", 48.8534, 2.3488)),
        ("Springfield", Place("US")),  # several in the United States
        ("San Jose", None),  # in the United States and in Costa Rica
        ("Victoria", None),
        ("Colonia", None),  # some cities', and Cologne's in Spanish
        ("", None),
        ("No Such Place", None),
    ],
)
def test_a_name_is_the_city_that_is_by_far_the_largest(text: str, place: Place | None) -> None:
    assert locate_place(text) == place


def test_within_a_country_its_own_city_is_meant() -> None:
    texan = locate_place("Paris", "US")
    assert texan is not None
    assert (texan.country, texan.name) == ("US", "Paris")
    assert locate_place("Paris", "LU") is None


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Ukraine", "UA"),
        ("UA", "UA"),
        ("UKR", "UA"),
        ("Kyiv", "UA"),
        ("Kiev", "UA"),
        ("Esch-sur-Alzette, Luxembourg", "LU"),
        ("Berlin (Germany)", "DE"),
        ("Paris, Texas", None),
        ("Europe", None),
        ("lu", None),  # a code is written in capitals
        ("somewhere", None),
    ],
)
def test_a_place_tells_its_country(text: str, country: str | None) -> None:
    assert country_of_place(text) == country
