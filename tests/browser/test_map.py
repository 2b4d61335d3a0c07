"""The map shows where it points, and a country filters; without WebGL it is drawn in 2-D."""

import re

import pytest
from browser.live_page import LivePage
from build import attribute_message
from dashboard import send
from playwright.sync_api import expect

from misp_dashboard.source.publisher import Publisher

AMERICAN, DUTCH = "8.8.8.8", "193.0.6.139"


def tell(publisher: Publisher, name: str, value: str, comment: str) -> None:
    """The name makes the activity's identity, the value is where it points."""
    send(
        publisher,
        "misp_json_attribute",
        attribute_message(name, type="ip-dst", value=value, comment=comment),
    )


def test_a_located_address_puts_its_country_on_the_map(
    webgl_live: LivePage, publisher: Publisher
) -> None:
    webgl_live.open("/?comment=map-hit")
    expect(webgl_live.map.get_by_role("button", name="Globe")).to_be_visible()
    tell(publisher, "hit one", AMERICAN, "map-hit")
    tell(publisher, "hit two", DUTCH, "map-hit")
    tell(publisher, "hit three", DUTCH, "map-hit")
    expect(webgl_live.countries).to_have_text(
        [re.compile("Netherlands.*2 hits"), re.compile("United States.*1 hit")]
    )
    expect(webgl_live.panel("Where it points")).to_contain_text("3 of 3 activities located")


def test_a_country_chosen_by_keyboard_filters_and_lets_go(
    live: LivePage, publisher: Publisher
) -> None:
    live.open("/?comment=map-key")
    tell(publisher, "key one", AMERICAN, "map-key")
    tell(publisher, "key two", DUTCH, "map-key")
    live.countries.filter(has_text="Netherlands").press("Enter")
    expect(live.chip("Country Netherlands")).to_be_visible()
    expect(live.lines).to_have_count(1)
    expect(live.line(DUTCH)).to_be_visible()
    expect(live.page).to_have_url(re.compile("country=NL"))
    live.countries.filter(has_text="Clear the filter").press("Enter")
    expect(live.lines).to_have_count(2)
    expect(live.page).not_to_have_url(re.compile("country="))


@pytest.mark.parametrize("drawing", ["live", "webgl_live"])
def test_pointing_at_a_country_tells_its_hits_and_a_click_filters(
    drawing: str, request: pytest.FixtureRequest, publisher: Publisher
) -> None:
    page: LivePage = request.getfixturevalue(drawing)
    comment = f"map-{drawing}"
    page.open(f"/?comment={comment}")
    tell(publisher, comment, AMERICAN, comment)
    expect(page.countries).to_have_count(1)
    box = page.map.bounding_box()
    assert box
    # The middle of the United States on the map of the whole world.
    x, y = box["x"] + box["width"] * 0.225, box["y"] + box["height"] * 0.39
    page.page.mouse.move(x - 6, y - 6)
    page.page.mouse.move(x, y, steps=3)
    expect(page.map).to_contain_text("1 hit · 100.0 % of located")
    expect(page.map).to_contain_text("click to filter")
    page.page.mouse.click(x, y)
    expect(page.chip("Country United States")).to_be_visible()


def test_the_table_behind_the_map_lists_the_countries(live: LivePage, publisher: Publisher) -> None:
    live.open("/?comment=map-table")
    tell(publisher, "table one", AMERICAN, "map-table")
    expect(live.countries).to_have_count(1)
    live.choose("Where it points", "Show as table")
    row = live.panel("Where it points").get_by_role("row").filter(has_text="United States")
    expect(row.get_by_role("cell")).to_have_text(["United States", "1"])
    live.choose("Where it points", "Show as picture")
    expect(live.countries).to_have_count(1)


def test_the_list_of_a_panel_is_downloaded_as_csv(live: LivePage, publisher: Publisher) -> None:
    live.open("/?comment=map-csv")
    tell(publisher, "csv one", DUTCH, "map-csv")
    expect(live.countries).to_have_count(1)
    with live.page.expect_download() as download:
        live.choose("Where it points", "Download as CSV")
    assert download.value.suggested_filename.startswith("where-it-points-")
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert text.splitlines() == ["Country,Activities", "Netherlands,1"]


def test_the_globe_is_kept_in_the_address(webgl_live: LivePage) -> None:
    webgl_live.open()
    globe = webgl_live.map.get_by_role("button", name="Globe")
    globe.click()
    expect(globe).to_have_attribute("aria-pressed", "true")
    expect(webgl_live.page).to_have_url(re.compile("globe=1"))
    webgl_live.page.reload()
    webgl_live.settled()
    expect(globe).to_have_attribute("aria-pressed", "true")


def test_without_webgl_the_map_is_drawn_in_2d_and_says_so(
    live: LivePage, publisher: Publisher
) -> None:
    live.open("/?comment=map-flat")
    expect(live.map).to_contain_text("2-D map (no WebGL)")
    expect(live.map.get_by_role("button", name="Globe")).to_have_count(0)
    tell(publisher, "flat one", AMERICAN, "map-flat")
    expect(live.countries).to_have_text([re.compile("United States.*1 hit")])


def test_the_spotlight_goes_through_the_latest_located_ones(
    live: LivePage, publisher: Publisher
) -> None:
    live.open("/?comment=map-light")
    tell(publisher, "light one", AMERICAN, "map-light")
    spotlight = live.panel("Spotlight")
    expect(spotlight).to_contain_text("Mountain View, United States")
    spotlight.get_by_role("button", name="Pause").click()
    tell(publisher, "light two", DUTCH, "map-light")
    expect(spotlight).to_contain_text("2 of 2")
    spotlight.get_by_role("button", name="Newer").click()
    expect(spotlight).to_contain_text("Netherlands")
    expect(spotlight).to_contain_text("1 of 2")
    spotlight.get_by_role("button", name=DUTCH).click()
    expect(live.detail).to_contain_text(DUTCH)
    live.page.reload()
    live.settled()
    expect(spotlight.get_by_role("button", name="Rotate")).to_be_visible()
