"""A region is drawn on the map, typed or chosen by name, and its indicators are listed."""

import re

import pytest
from browser.geo_page import GeoPage
from browser.geo_told import DUTCH, LUXEMBOURGISH
from playwright.sync_api import expect


@pytest.mark.parametrize("drawing", ["still_geo", "webgl_geo"])
def test_a_circle_drawn_on_the_map_is_the_region_and_its_indicators_are_listed(
    drawing: str, request: pytest.FixtureRequest, geo_told: str
) -> None:
    geo: GeoPage = request.getfixturevalue(drawing)
    geo.open(f"?comment={geo_told}")
    expect(geo.rows).to_have_count(4)
    geo.top_row("Luxembourg").click()
    geo.draw("circle", (0.1, 0.1))
    expect(geo.button(re.compile("^Remove the filter .* km around 49"))).to_be_visible()
    (near,) = geo.scope["near"]
    latitude, longitude, km = map(float, near.split(","))
    assert [latitude, longitude] == pytest.approx([49.7, 6.1], abs=0.6)
    assert 5 < km < 150
    expect(geo.rows).to_have_count(1)
    expect(geo.row(LUXEMBOURGISH)).to_contain_text("Esch-sur-Alzette, LU")
    expect(geo.row(LUXEMBOURGISH)).to_contain_text("city")
    expect(geo.row(LUXEMBOURGISH).get_by_role("cell").last).to_have_text("2")
    expect(geo.total("with coordinates")).to_have_text("2")


@pytest.mark.parametrize("drawing", ["still_geo", "webgl_geo"])
def test_a_box_drawn_on_the_map_is_the_region_also_over_its_edge(
    drawing: str, request: pytest.FixtureRequest, geo_told: str
) -> None:
    geo: GeoPage = request.getfixturevalue(drawing)
    geo.open(f"?comment={geo_told}")
    remove = geo.panel("Region").get_by_role("button", name=re.compile("^Remove"))
    geo.draw("box", (0.6, 0.2))
    expect(remove).to_be_visible()
    (box,) = geo.scope["box"]
    west, _, east, _ = map(float, box.split(","))
    assert west == pytest.approx(0, abs=0.5)
    assert -180 < east < -30
    remove.click()
    geo.top_row("Netherlands").click()
    geo.draw("box", (0.12, 0.12))
    expect(remove).to_be_visible()
    (box,) = geo.scope["box"]
    west, south, east, north = map(float, box.split(","))
    assert west < east
    assert south < north
    assert west == pytest.approx(5.3, abs=1.5)


def test_a_typed_place_and_a_radius_are_the_region(geo: GeoPage, geo_told: str) -> None:
    geo.open(f"?comment={geo_told}")
    place = geo.page.get_by_role("combobox", name="City, country or coordinates")
    place.fill("Luxembourg")
    geo.page.get_by_role("option", name=re.compile("Luxembourg, Luxembourg")).click()
    geo.page.get_by_role("spinbutton", name="Radius in km").fill("30")
    geo.button("Add region").click()
    expect(geo.rows).to_have_count(1)
    (near,) = geo.scope["near"]
    assert [float(one) for one in near.split(",")] == pytest.approx([49.61, 6.13, 30], abs=0.05)
    expect(geo.row(LUXEMBOURGISH)).to_be_visible()
    geo.button(re.compile("^Remove the region 30 km")).click()
    expect(geo.rows).to_have_count(4)
    assert "near" not in geo.scope


def test_coordinates_and_a_country_are_typed_in_the_same_place(geo: GeoPage, geo_told: str) -> None:
    geo.open(f"?comment={geo_told}")
    place = geo.page.get_by_role("combobox", name="City, country or coordinates")
    place.fill("52.37, 4.89")
    place.press("Enter")
    expect(geo.row(DUTCH)).to_be_visible()
    expect(geo.rows).to_have_count(1)
    geo.button(re.compile("^Remove the region 50 km")).click()
    place.fill("Luxembourg")
    geo.page.get_by_role("option", name=re.compile("Luxembourg country")).click()
    geo.button("Add region").click()
    expect(geo.rows).to_have_count(2)
    assert geo.scope["country"] == ["LU"]


def test_a_region_is_chosen_by_name_and_a_box_by_its_edges(geo: GeoPage, geo_told: str) -> None:
    geo.open(f"?comment={geo_told}")
    region = geo.panel("Region")
    region.get_by_role("button", name="By name").click()
    region.get_by_role("textbox", name="Find a region or country").fill("western eu")
    region.get_by_role("checkbox", name=re.compile("Western Europe")).click()
    expect(geo.rows).to_have_count(3)
    assert geo.scope["region"] == ["western-europe"]
    region.get_by_role("button", name="Box", exact=True).click()
    for edge, degrees in {"West": "5.7", "South": "49.4", "East": "6.6", "North": "50.2"}.items():
        region.get_by_role("spinbutton", name=edge).fill(degrees)
    region.get_by_role("button", name="Add region").click()
    expect(geo.rows).to_have_count(1)
    assert geo.scope["box"] == ["5.7,49.4,6.6,50.2"]
