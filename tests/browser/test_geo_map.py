"""The map of places: marks part as one zooms in, drawing is let go, borders may be one's own."""

import json
import re
from math import atan, degrees, log, log2, pi, radians, sin, sinh
from pathlib import Path

import pytest
from browser.geo_page import GeoPage
from browser.geo_told import DUTCH, LUXEMBOURGISH, LUXEMBOURGISH_PHONE, tell
from browser.guarded import OpenGuarded
from dashboard import Dashboard
from playwright.sync_api import expect

from misp_dashboard.source.publisher import Publisher

COMMENT = "geo-map"

TILE = 512
NORTH, SOUTH = 79, -57
"""The parallels between which the whole world is shown (web/src/map/frame.ts)."""

Camera = tuple[float, float, float]
"""Longitude, latitude, zoom."""


def mercator(latitude: float) -> float:
    sine = sin(radians(latitude))
    return 0.5 - log((1 + sine) / (1 - sine)) / (4 * pi)


def home(geo: GeoPage) -> Camera:
    box = geo.map.bounding_box()
    assert box
    top, bottom = mercator(NORTH), mercator(SOUTH)
    zoom = log2(min(box["width"] / TILE, box["height"] / (TILE * (bottom - top))))
    return 0, degrees(atan(sinh(pi * (1 - top - bottom)))), zoom


def around(geo: GeoPage, one: tuple[float, float], other: tuple[float, float]) -> Camera:
    """Both places with some room around them."""
    box = geo.map.bounding_box()
    assert box
    wide = abs(one[0] - other[0]) / 360
    tall = abs(mercator(one[1]) - mercator(other[1]))
    zoom = log2(min(box["width"] / wide, box["height"] / tall) / TILE * 0.72)
    middle = (mercator(one[1]) + mercator(other[1])) / 2
    return (one[0] + other[0]) / 2, degrees(atan(sinh(pi * (1 - 2 * middle)))), min(zoom, 7)


def seen(geo: GeoPage, longitude: float, latitude: float, camera: Camera) -> tuple[float, float]:
    """Where a place is on the screen."""
    box = geo.map.bounding_box()
    assert box
    world = TILE * 2 ** camera[2]
    x = box["x"] + box["width"] / 2 + (longitude - camera[0]) / 360 * world
    y = box["y"] + box["height"] / 2 + (mercator(latitude) - mercator(camera[1])) * world
    return x, y


def point_at(geo: GeoPage, at: tuple[float, float]) -> None:
    geo.page.mouse.move(at[0] - 4, at[1] - 4)
    geo.page.mouse.move(*at, steps=3)


@pytest.fixture(scope="module")
def told(dashboard: Dashboard, publisher: Publisher) -> None:
    """Two at a place in Luxembourg, one at a place in the Netherlands, one only in Luxembourg."""
    tell(publisher, "geo map one", LUXEMBOURGISH, COMMENT)
    tell(publisher, "geo map two", LUXEMBOURGISH, COMMENT)
    tell(publisher, "geo map three", DUTCH, COMMENT)
    tell(publisher, "geo map four", LUXEMBOURGISH_PHONE, COMMENT)
    dashboard.wait_until(lambda: dashboard.total(comment=COMMENT) == 4)


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("drawing", ["still_geo", "webgl_geo"])
def test_places_close_together_are_one_mark_that_parts_when_clicked(
    drawing: str, request: pytest.FixtureRequest, dashboard: Dashboard
) -> None:
    geo: GeoPage = request.getfixturevalue(drawing)
    geo.open(f"?comment={COMMENT}")
    places = dashboard.ask("places", comment=COMMENT)["places"]
    esch, dutch = ((one["longitude"], one["latitude"]) for one in places)
    expect(geo.countries).to_have_count(2)
    at = seen(geo, *esch, home(geo))
    point_at(geo, at)
    expect(geo.map).to_contain_text("2 places")
    # the one known to its country alone is no point
    expect(geo.map).to_contain_text("3 hits")
    geo.page.mouse.click(*at)
    point_at(geo, seen(geo, *dutch, around(geo, esch, dutch)))
    expect(geo.map).to_contain_text(re.compile("^Amsterdam.*, Netherlands"))
    expect(geo.map).to_contain_text("1 hit")
    expect(geo.map).to_contain_text("known to the city")


@pytest.mark.usefixtures("told")
def test_a_country_clicked_on_the_map_is_selected(still_geo: GeoPage) -> None:
    geo = still_geo.open(f"?comment={COMMENT}")
    expect(geo.countries).to_have_count(2)
    at = seen(geo, 103, 62, home(geo))
    point_at(geo, at)
    expect(geo.map).to_contain_text("Russia")
    expect(geo.map).to_contain_text("no hits")
    geo.page.mouse.click(*at)
    expect(geo.map).to_contain_text("click to deselect")
    geo.page.mouse.click(*at)
    expect(geo.map).to_contain_text("click to select")


@pytest.mark.usefixtures("told")
def test_escape_or_a_mere_click_draws_nothing_and_the_map_is_itself_again(
    still_geo: GeoPage,
) -> None:
    geo = still_geo.open(f"?comment={COMMENT}")
    hint = geo.map.get_by_text("Esc cancels.")
    x, y = seen(geo, 6, 50, home(geo))
    geo.button("Draw a circle on the map").click()
    geo.page.mouse.move(x, y)
    geo.page.mouse.down()
    geo.page.mouse.move(x + 90, y, steps=4)
    expect(geo.map.get_by_text(" km", exact=False)).to_be_visible()
    geo.page.keyboard.press("Escape")
    geo.page.mouse.up()
    expect(hint).to_have_count(0)
    geo.button("Draw a box on the map").click()
    geo.page.mouse.click(x, y)
    expect(hint).to_be_visible()
    geo.map.get_by_role("button", name="Cancel").click()
    expect(hint).to_have_count(0)
    assert not {"near", "box"} & geo.scope.keys()


def test_borders_of_ones_own_are_drawn_by_their_own_names(
    open_guarded: OpenGuarded, tmp_path: Path, publisher: Publisher
) -> None:
    square = [[[-30, -40], [30, -40], [30, 55], [-30, 55], [-30, -40]]]
    feature = {
        "type": "Feature",
        "properties": {"code": "LU", "name": "Greater Duchy"},
        "geometry": {"type": "Polygon", "coordinates": square},
    }
    file = tmp_path / "borders.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    own = Dashboard(
        tmp_path / "data", {"Here": publisher}, {"MISP_DASHBOARD_PAGE__BORDERS": str(file)}
    )
    own.start()
    try:
        publisher.wait_for_subscriber()
        guarded = open_guarded(own.url, reduced_motion="reduce")
        geo = GeoPage(guarded.context.new_page(), own.url).open(f"?comment={COMMENT}")
        point_at(geo, seen(geo, -15, 10, home(geo)))
        expect(geo.map).to_contain_text("Greater Duchy")
        point_at(geo, seen(geo, 103, 62, home(geo)))
        expect(geo.map).not_to_contain_text("click to select")
        geo.page.goto(f"{own.url}/?comment={COMMENT}")
        world = geo.page.locator(".world-map")
        expect(world.locator(".stage.ready")).to_be_visible()
        middle = world.locator(".stage").bounding_box()
        assert middle
        geo.page.mouse.move(middle["x"] + middle["width"] / 2, middle["y"] + middle["height"] / 2)
        expect(world).to_contain_text("Greater Duchy")
        guarded.context.pages[0].close()
    finally:
        own.stop()
