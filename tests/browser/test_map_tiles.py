"""The administrator's vector tiles lie beneath the map, from one host; without them it is whole."""

import base64
import re
from collections.abc import Iterator
from typing import Literal

import pytest
from browser.geo_page import GeoPage
from browser.geo_told import AMERICAN, tell
from browser.guarded import Guarded, OpenGuarded
from browser.live_page import LivePage
from browser.tile_server import FAR, TileServer, tile_server
from dashboard import Dashboard
from playwright.sync_api import Browser, expect

from misp_dashboard.source.publisher import Publisher

COMMENT = "map-tiles"
DARK = (40, 90, 60)
AT_SEA, IN_KANSAS = (0.42, 0.6), (0.285, 0.44)
"""Parts of the map's width and height, where the whole world is shown."""
CREDIT = "© Somebody"
NO_HITS = "none"
"""What the legend says of hatched countries, which tiles take the place of."""

COLOUR_AT = """async ([png, x, y]) => {
  const image = new Image()
  image.src = `data:image/png;base64,${png}`
  await image.decode()
  const context = new OffscreenCanvas(image.width, image.height).getContext('2d')
  context.drawImage(image, 0, 0)
  return [...context.getImageData(x, y, 1, 1).data].slice(0, 3)
}"""


@pytest.fixture(scope="module")
def tiles() -> Iterator[TileServer]:
    """There is a style by night only."""
    with tile_server({"dark": f"rgb{DARK}"}) as one:
        yield one


@pytest.fixture(scope="module")
def tiled(tiles: TileServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """One hit in the USA."""
    settings = {"MISP_DASHBOARD_PAGE__TILES_URL": f"{tiles.origin}/{{scheme}}.json?key=hunter2"}
    with Publisher() as publisher:
        one = Dashboard(tmp_path_factory.mktemp("tiled"), {"Here": publisher}, settings).start()
        publisher.wait_for_subscriber()
        tell(publisher, "tiled", AMERICAN, COMMENT)
        one.wait_until(lambda: one.total(comment=COMMENT) == 1)
        yield one
        one.stop()


@pytest.fixture
def reader(
    open_guarded: OpenGuarded, webgl_browser: Browser, tiled: Dashboard, tiles: TileServer
) -> Guarded:
    """With WebGL. The tile server is the one other origin that may be asked."""
    guarded = open_guarded(tiled.url, webgl_browser)
    guarded.expect(f"asked another origin: {tiles.origin}/")
    return guarded


def put_on(geo: GeoPage, theme: Literal["dark", "light"]) -> None:
    geo.page.emulate_media(color_scheme=theme)


def colour_at(geo: GeoPage, place: tuple[float, float]) -> tuple[int, ...]:
    box = geo.map.bounding_box()
    assert box
    png = base64.b64encode(geo.page.screenshot()).decode()
    at = [box["x"] + box["width"] * place[0], box["y"] + box["height"] * place[1]]
    return tuple(geo.page.evaluate(COLOUR_AT, [png, *map(round, at)]))


def test_a_style_lies_beneath_the_map_by_night_and_is_missed_calmly_by_day(
    reader: Guarded, tiled: Dashboard, tiles: TileServer
) -> None:
    geo = GeoPage(reader.context.new_page(), tiled.url)
    put_on(geo, "dark")
    geo.open(f"?comment={COMMENT}")
    expect(geo.map).to_contain_text(CREDIT)
    expect(geo.map).to_contain_text(
        f"Left out of the map: what its style has on {FAR}; only {tiles.host} is allowed"
    )
    expect(geo.map).to_contain_text("Left out of the map: 1 layer that is not right")
    expect(geo.map.get_by_text(NO_HITS, exact=True)).to_have_count(0)
    tiled.wait_until(lambda: colour_at(geo, AT_SEA) == DARK)
    # what is counted lies above it
    tiled.wait_until(lambda: colour_at(geo, IN_KANSAS) != DARK)
    assert any(re.fullmatch(r"/tiles/\d/\d/\d\.pbf", path) for path in tiles.tiles())

    reader.expect("status of 404")
    put_on(geo, "light")
    expect(geo.map).to_contain_text(f"No map tiles: {tiles.host} answers 404")
    expect(geo.map).not_to_contain_text(CREDIT)
    expect(geo.map.get_by_text(NO_HITS, exact=True)).to_have_count(1)
    assert colour_at(geo, AT_SEA) != DARK

    put_on(geo, "dark")
    tiled.wait_until(lambda: colour_at(geo, AT_SEA) == DARK)
    assert not geo.page.evaluate("'hacked' in window")

    reader.expect("status of 500")
    missing = geo.map.get_by_text(f"Map tiles are missing: {tiles.host} does not answer them")
    tiles.broken = True
    geo.button("Zoom in").click()
    expect(missing).to_be_visible()
    tiles.broken = False
    geo.button("Zoom in").click()
    expect(missing).to_have_count(0)


def test_the_live_map_says_once_what_is_wrong_with_its_style(
    reader: Guarded, tiled: Dashboard, tiles: TileServer
) -> None:
    reader.expect("status of 404")
    live = LivePage(reader.context.new_page(), tiled.url)
    live.page.emulate_media(color_scheme="light")
    live.open()
    expect(live.page.get_by_text(f"No map tiles: {tiles.host} answers 404")).to_have_count(1)


def test_the_2d_map_draws_none_and_says_nothing_of_them(
    open_guarded: OpenGuarded, tiled: Dashboard, tiles: TileServer
) -> None:
    # any request to the tile server would be a problem of this tab
    geo = GeoPage(open_guarded(tiled.url).context.new_page(), tiled.url).open()
    expect(geo.map).to_contain_text("2-D map (no WebGL)")
    expect(geo.map).not_to_contain_text(re.compile(f"{CREDIT}|No map tiles|Left out"))
    expect(geo.map.get_by_text(NO_HITS, exact=True)).to_have_count(1)


def test_the_key_in_the_address_is_in_no_log(tiled: Dashboard) -> None:
    assert "hunter2" not in tiled.log.read_text()
