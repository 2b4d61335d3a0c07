"""Maps and charts are kept as pictures that show something."""

from base64 import b64encode

import pytest
from browser.geo_page import GeoPage
from browser.live_page import LivePage
from playwright.sync_api import expect

COLOURS = """async (base64) => {
  const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  const context = canvas.getContext('2d')
  context.drawImage(bitmap, 0, 0)
  const { data } = context.getImageData(0, 120, bitmap.width, bitmap.height - 140)
  const seen = new Set()
  for (let at = 0; at < data.length; at += 4)
    seen.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2])
  return { colours: seen.size, width: bitmap.width, height: bitmap.height }
}"""


@pytest.mark.parametrize("drawing", ["still_geo", "webgl_geo"])
def test_the_map_and_the_hits_are_kept_as_pictures(
    drawing: str, request: pytest.FixtureRequest, geo_told: str
) -> None:
    geo: GeoPage = request.getfixturevalue(drawing)
    geo.open(f"?comment={geo_told}")
    expect(geo.countries).to_have_count(3)
    for panel, least in (("Where it points", 40), ("Hits over time", 3)):
        picture = geo.picture(panel)
        assert picture.startswith(b"\x89PNG")
        seen = geo.page.evaluate(COLOURS, b64encode(picture).decode())
        assert seen["colours"] >= least, panel
        assert seen["width"] > 1000


def test_the_panels_of_the_live_page_are_kept_as_pictures_too(
    webgl_geo: GeoPage, geo_told: str
) -> None:
    geo = webgl_geo
    LivePage(geo.page, geo.origin).open(f"/?comment={geo_told}")
    for panel, least in (("Where it points", 40), ("Activity over time", 3)):
        seen = geo.page.evaluate(COLOURS, b64encode(geo.picture(panel)).decode())
        assert seen["colours"] >= least, panel
