"""The map page answers what lies in a region, and follows its scope in every panel."""

import csv
import io
import json
import re
import time
from base64 import b64encode
from datetime import timedelta

import pytest
from browser.geo_page import GeoPage
from browser.guarded import AWAY, Guarded, OpenGuarded
from browser.live_page import LivePage
from build import NOW, attribute_message
from dashboard import Dashboard, send
from playwright.sync_api import Browser, Request, expect

from misp_dashboard.source.publisher import Publisher

AMERICAN, DUTCH, LUXEMBOURGISH = "8.8.8.8", "193.0.6.139", "158.64.1.1"
LUXEMBOURGISH_PHONE = "+352 621 123 456"

BOX_OF_LUXEMBOURG = "box=5.7,49.4,6.6,50.2"


def tell(publisher: Publisher, name: str, value: str, comment: str, **fields: str) -> None:
    """The name makes the activity's identity, the value is where it points."""
    kind = "phone-number" if value.startswith("+") else "ip-dst"
    # now, and not when the tests were begun: it must lie in the newest bucket
    plain = {"type": kind, "value": value, "comment": comment, "timestamp": str(int(time.time()))}
    message = attribute_message(name, **{**plain, **fields})
    send(publisher, "misp_json_attribute", message)


def days_ago(days: float) -> str:
    return str(int((NOW - timedelta(days=days)).timestamp()))


@pytest.fixture
def geo(guarded: Guarded, dashboard: Dashboard) -> GeoPage:
    """A tab on the shared dashboard, not opened yet; the map is drawn in 2-D."""
    return GeoPage(guarded.context.new_page(), dashboard.url)


@pytest.fixture
def still_geo(open_guarded: OpenGuarded, dashboard: Dashboard) -> GeoPage:
    """For a reader who asks for less motion: the map is there at once where it flies to."""
    guarded = open_guarded(dashboard.url, reduced_motion="reduce")
    return GeoPage(guarded.context.new_page(), dashboard.url)


@pytest.fixture
def webgl_geo(open_guarded: OpenGuarded, webgl_browser: Browser, dashboard: Dashboard) -> GeoPage:
    """The same where the map is drawn in WebGL, as for most readers."""
    guarded = open_guarded(dashboard.url, webgl_browser, reduced_motion="reduce")
    return GeoPage(guarded.context.new_page(), dashboard.url)


@pytest.fixture(scope="module")
def told(dashboard: Dashboard, publisher: Publisher) -> str:
    """Two in Luxembourg, one known only to be there, one each in the Netherlands and the USA."""
    comment = "geo-told"
    tell(publisher, "geo one", LUXEMBOURGISH, comment)
    tell(publisher, "geo two", LUXEMBOURGISH, comment)
    tell(publisher, "geo three", LUXEMBOURGISH_PHONE, comment)
    tell(publisher, "geo four", DUTCH, comment)
    tell(publisher, "geo five", AMERICAN, comment)
    dashboard.wait_until(lambda: dashboard.total(comment=comment) == 5)
    return comment


@pytest.mark.parametrize("drawing", ["still_geo", "webgl_geo"])
def test_a_circle_drawn_on_the_map_is_the_region_and_its_indicators_are_listed(
    drawing: str, request: pytest.FixtureRequest, told: str
) -> None:
    geo: GeoPage = request.getfixturevalue(drawing)
    geo.open(f"?comment={told}")
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
    drawing: str, request: pytest.FixtureRequest, told: str
) -> None:
    geo: GeoPage = request.getfixturevalue(drawing)
    geo.open(f"?comment={told}")
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


def test_hits_known_only_to_their_country_are_told_apart_from_points(
    geo: GeoPage, told: str
) -> None:
    geo.open(f"?comment={told}")
    expect(geo.total("known only to their country")).to_have_text("1")
    expect(geo.total("with coordinates")).to_have_text("4")
    expect(geo.row(LUXEMBOURGISH_PHONE)).to_contain_text("Luxembourg")
    expect(geo.row(LUXEMBOURGISH_PHONE)).to_contain_text("country only")
    geo.open(f"?comment={told}&{BOX_OF_LUXEMBOURG}")
    expect(geo.rows).to_have_count(1)
    panel = geo.panel("Indicators")
    expect(panel).to_contain_text("1 hit is known only to its country:")
    expect(panel.get_by_role("button", name="LU 1", exact=True)).to_be_visible()


def test_the_indicators_of_a_region_are_downloaded_as_csv_and_geojson(
    geo: GeoPage, told: str
) -> None:
    geo.open(f"?comment={told}")
    lines = list(csv.DictReader(io.StringIO(geo.downloaded("Download the indicators as CSV"))))
    assert {line["value"]: line["precision"] for line in lines} == {
        LUXEMBOURGISH: "city",
        f"'{LUXEMBOURGISH_PHONE}": "country",  # no spreadsheet runs it
        DUTCH: "city",
        AMERICAN: "city",
    }
    collection = json.loads(geo.downloaded("Download the indicators as GeoJSON"))
    assert collection["type"] == "FeatureCollection"
    features = {one["properties"]["value"]: one for one in collection["features"]}
    assert features[LUXEMBOURGISH]["geometry"]["type"] == "Point"
    assert features[LUXEMBOURGISH]["geometry"]["coordinates"] == pytest.approx(
        [5.95, 49.5], abs=0.2
    )
    assert features[LUXEMBOURGISH]["properties"]["hits"] == 2
    assert features[LUXEMBOURGISH_PHONE]["geometry"] is None
    assert features[LUXEMBOURGISH_PHONE]["properties"]["precision"] == "country"

    geo.open(f"?comment={told}&{BOX_OF_LUXEMBOURG}")
    within = list(csv.DictReader(io.StringIO(geo.downloaded("Download the indicators as CSV"))))
    assert [line["value"] for line in within] == [LUXEMBOURGISH]


def test_a_typed_place_and_a_radius_are_the_region(geo: GeoPage, told: str) -> None:
    geo.open(f"?comment={told}")
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


def test_coordinates_and_a_country_are_typed_in_the_same_place(geo: GeoPage, told: str) -> None:
    geo.open(f"?comment={told}")
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


def test_a_region_is_chosen_by_name_and_a_box_by_its_edges(geo: GeoPage, told: str) -> None:
    geo.open(f"?comment={told}")
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


def test_every_panel_the_address_and_the_stream_follow_the_scope(
    geo: GeoPage, publisher: Publisher
) -> None:
    comment = "geo-follow"
    tell(publisher, "follow one", LUXEMBOURGISH, comment)
    tell(publisher, "follow two", DUTCH, comment)
    geo.open(f"?comment={comment}&globe=0")
    expect(geo.top).to_have_count(2)
    expect(geo.countries).to_have_count(2)
    expect(geo.panel("Hits over time")).to_contain_text("2 hits")
    expect(geo.rows).to_have_count(2)
    with geo.page.expect_request(lambda request: "/api/live?" in request.url) as stream:
        geo.button("Show only Luxembourg").click()
    expect(geo.chip("Country Luxembourg")).to_be_visible()
    assert geo.scope["country"] == ["LU"]
    assert "country=LU" in stream.value.url
    expect(geo.top).to_have_count(1)
    expect(geo.countries).to_have_count(1)
    expect(geo.panel("Where it points")).to_contain_text("1 of 1 activities located")
    expect(geo.panel("Hits over time")).to_contain_text("1 hit")
    expect(geo.rows).to_have_count(1)
    expect(geo.total("with coordinates")).to_have_text("1")
    # What is live within the scope is told, what is not is left out.
    tell(publisher, "follow three", DUTCH, comment)
    tell(publisher, "follow four", LUXEMBOURGISH, comment)
    expect(geo.panel("Hits over time")).to_contain_text("2 hits")
    expect(geo.total("with coordinates")).to_have_text("2")
    expect(geo.top).to_have_count(1)
    geo.page.go_back()
    expect(geo.top).to_have_count(2)
    expect(geo.panel("Hits over time")).to_contain_text("4 hits")


def test_a_week_is_played_back_without_asking_anew(
    open_guarded: OpenGuarded, dashboard: Dashboard, publisher: Publisher
) -> None:
    guarded = open_guarded(dashboard.url, reduced_motion="no-preference")
    geo = GeoPage(guarded.context.new_page(), dashboard.url)
    comment = "geo-week"
    tell(publisher, "week one", AMERICAN, comment, timestamp=days_ago(6))
    tell(publisher, "week two", DUTCH, comment, timestamp=days_ago(3))
    tell(publisher, "week three", LUXEMBOURGISH, comment)
    geo.open(f"?span=7d&comment={comment}")
    expect(geo.countries).to_have_count(3)
    geo.page.get_by_role("combobox", name="Speed").select_option(label="8× · 16 steps/s")
    geo.button("Up to it").click()
    asked: list[str] = []

    def remember(request: Request) -> None:
        if "/api/" in request.url:
            asked.append(request.url)

    geo.page.on("request", remember)
    geo.button("Play back").click()
    expect(geo.button("Pause")).to_be_visible()
    expect(geo.page.get_by_text("Live updates wait during playback")).to_be_visible()
    # Each of the three at its time: one country after the other.
    expect(geo.countries).to_have_text([re.compile("United States")])
    expect(geo.countries).to_have_count(2)
    expect(geo.countries.filter(has_text="Netherlands")).to_have_count(1)
    tell(publisher, "week four", LUXEMBOURGISH, comment)
    expect(geo.button("Play back")).to_be_visible()
    expect(geo.countries).to_have_count(3)
    geo.button("Each step").click()
    expect(geo.countries).to_have_text([re.compile("Luxembourg.*1 hit ")])
    geo.page.get_by_role("slider", name="Moment shown on the map").press("Home")
    expect(geo.countries).to_have_count(0)
    assert asked == []
    geo.button("Back to the whole span (Esc)").click()
    expect(geo.panel("Hits over time")).to_contain_text("4 hits")


def test_who_wants_less_motion_steps_through_by_hand(
    still_geo: GeoPage, publisher: Publisher
) -> None:
    comment = "geo-still"
    tell(publisher, "still one", AMERICAN, comment)
    tell(publisher, "still two", DUTCH, comment)
    geo = still_geo.open(f"?comment={comment}")
    expect(geo.countries).to_have_count(2)
    expect(geo.page.get_by_text("step by hand")).to_be_visible()
    expect(geo.button("Play back")).to_have_count(0)
    geo.button("Up to it").click()
    geo.button("One step back").click()
    expect(geo.countries).to_have_count(2)
    # A bucket may have ended since they were told: two steps are surely before.
    geo.button("One step back").click()
    geo.button("One step back").click()
    expect(geo.countries).to_have_count(0)
    geo.page.keyboard.press("Escape")
    expect(geo.countries).to_have_count(2)


def test_a_span_selected_over_the_hits_is_the_scope(geo: GeoPage, publisher: Publisher) -> None:
    comment = "geo-span"
    tell(publisher, "span one", AMERICAN, comment, timestamp=days_ago(5))
    tell(publisher, "span two", DUTCH, comment)
    geo.open(f"?span=7d&comment={comment}")
    expect(geo.rows).to_have_count(2)
    chart = geo.panel("Hits over time").get_by_role("img")
    box = chart.bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    mouse = geo.page.mouse

    def drag() -> None:
        mouse.move(box["x"] + 60, y)
        mouse.down()
        mouse.move(box["x"] + box["width"] * 0.6, y, steps=5)
        mouse.up()

    drag()
    expect(geo.button("Use this span")).to_be_visible()
    geo.page.keyboard.press("Escape")
    expect(geo.button("Use this span")).to_have_count(0)
    drag()
    geo.button("Use this span").click()
    expect(geo.rows).to_have_count(1)
    expect(geo.row(AMERICAN)).to_be_visible()
    assert {"since", "until"} <= geo.scope.keys()


def test_the_ranked_list_is_walked_by_keyboard_and_selects_on_the_map(
    geo: GeoPage, told: str
) -> None:
    geo.open(f"?comment={told}")
    first, second, third = (geo.top.nth(i).get_by_role("button").first for i in range(3))
    expect(first).to_contain_text("Luxembourg")
    expect(first).to_contain_text("60 %")
    first.focus()
    geo.page.keyboard.press("ArrowDown")
    expect(second).to_be_focused()
    geo.page.keyboard.press("Enter")
    expect(second).to_have_attribute("aria-pressed", "true")
    name = (second.text_content() or "").strip()
    pressed = geo.map.locator("button[aria-pressed=true]")
    expect(pressed).to_contain_text("Netherlands" if "Netherlands" in name else "United States")
    geo.page.keyboard.press("End")
    expect(third).to_be_focused()
    geo.panel("Top places").get_by_role("button", name="Places", exact=True).click()
    expect(geo.top).to_have_count(3)
    expect(geo.top.first).to_contain_text("Esch-sur-Alzette")


def test_shares_and_change_and_the_view_are_in_the_address(geo: GeoPage, told: str) -> None:
    geo.open(f"?comment={told}")
    geo.button("Share").click()
    geo.button("Linear").click()
    geo.button("Places").first.click()
    expect(geo.page).to_have_url(re.compile("measure=share.*scale=linear|scale=linear.*measure=sh"))
    assert geo.scope["markers"] == ["0"]
    geo.page.reload()
    geo.settled()
    expect(geo.button("Share")).to_have_attribute("aria-pressed", "true")
    geo.button("Change").click()
    expect(geo.countries.first).to_contain_text("new against the span before")


def test_who_is_targeted_is_shown_by_the_same_map(geo: GeoPage, publisher: Publisher) -> None:
    comment = "geo-target"
    for name, value in (("target one", "Luxembourg"), ("target two", "Belgium")):
        fields = {"type": "target-location", "category": "Targeting data"}
        tell(publisher, name, value, comment, **fields)
    geo.open(f"?comment={comment}")
    expect(geo.panel("Where it points")).to_contain_text("Nothing that points to a place")
    geo.button("Who is targeted").click()
    assert geo.scope["of"] == ["target"]
    expect(geo.panel("Who is targeted")).to_contain_text("2 of 2 activities name a target")
    expect(geo.countries).to_have_count(2)
    expect(geo.rows).to_have_count(2)
    geo.button("Show only Belgium").click()
    expect(geo.rows).to_have_count(1)
    assert geo.scope["target"] == ["BE"]


def test_an_indicator_filters_by_what_it_says_and_opens_its_event(geo: GeoPage, told: str) -> None:
    geo.open(f"?comment={told}")
    row = geo.row(DUTCH)
    link = row.get_by_role("link", name=re.compile("^Open the event in MISP"))
    expect(link).to_have_attribute("href", re.compile(r"^https://misp\.example/events/view/"))
    row.get_by_role("button", name=DUTCH, exact=True).click()
    geo.page.get_by_text(f"Value is {DUTCH}", exact=True).click()
    expect(geo.rows).to_have_count(1)
    assert geo.scope["value"] == [DUTCH]


def test_the_indicators_are_sorted_by_their_heads(geo: GeoPage, told: str) -> None:
    geo.open(f"?comment={told}")
    expect(geo.rows.first).to_contain_text(LUXEMBOURGISH)
    panel = geo.panel("Indicators")
    panel.get_by_role("button", name="Value", exact=True).click()
    head = panel.get_by_role("columnheader", name="Value")
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(geo.rows.first).to_contain_text(LUXEMBOURGISH_PHONE)
    panel.get_by_role("button", name="Value", exact=True).click()
    expect(geo.rows.first).to_contain_text(AMERICAN)


def test_the_help_says_what_is_located_and_how_much_of_the_scope(geo: GeoPage, told: str) -> None:
    geo.open(f"?comment={told}")
    geo.button("What is located, and how").click()
    help = geo.page.get_by_role("dialog", name="What is located, and how")
    expect(help).to_contain_text("100 % of all activities point to a place")
    expect(help).to_contain_text("80 % if only IP addresses were located")
    expect(help.get_by_role("row", name=re.compile("iban"))).to_contain_text("bank account")
    geo.page.keyboard.press("Escape")
    expect(help).to_be_hidden()


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
    drawing: str, request: pytest.FixtureRequest, told: str
) -> None:
    geo: GeoPage = request.getfixturevalue(drawing)
    geo.open(f"?comment={told}")
    expect(geo.countries).to_have_count(3)
    for panel, least in (("Where it points", 40), ("Hits over time", 3)):
        picture = geo.picture(panel)
        assert picture.startswith(b"\x89PNG")
        seen = geo.page.evaluate(COLOURS, b64encode(picture).decode())
        assert seen["colours"] >= least, panel
        assert seen["width"] > 1000


def test_the_panels_of_the_live_page_are_kept_as_pictures_too(
    webgl_geo: GeoPage, told: str
) -> None:
    geo = webgl_geo
    LivePage(geo.page, geo.origin).open(f"/?comment={told}")
    for panel, least in (("Where it points", 40), ("Activity over time", 3)):
        seen = geo.page.evaluate(COLOURS, b64encode(geo.picture(panel)).decode())
        assert seen["colours"] >= least, panel


def test_a_panel_that_fails_says_so_while_the_others_go_on(
    geo: GeoPage, guarded: Guarded, told: str
) -> None:
    guarded.expect(*AWAY)
    geo.page.route("**/api/indicators?*", lambda route: route.fulfill(status=503))
    geo.page.goto(f"{geo.origin}/geo?comment={told}")
    alert = geo.panel("Indicators").get_by_role("alert")
    expect(alert).to_contain_text("The server answered with status 503.")
    expect(geo.top).to_have_count(3)
    geo.page.unroute_all()
    alert.get_by_role("button", name="Try again").click()
    expect(geo.rows).to_have_count(4)


@pytest.mark.parametrize("width", [1440, 390])
def test_it_needs_no_sideways_scrolling_and_no_other_host(
    open_guarded: OpenGuarded,
    webgl_browser: Browser,
    dashboard: Dashboard,
    told: str,
    width: int,
) -> None:
    guarded = open_guarded(
        dashboard.url,
        webgl_browser,
        viewport={"width": width, "height": 844},
        reduced_motion="no-preference",
    )
    geo = GeoPage(guarded.context.new_page(), dashboard.url).open(f"?comment={told}&globe=1")
    too_wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert geo.page.evaluate(too_wide) == 0
    for name in ("Share", "Linear", "Draw a circle on the map", "Play back", "Add region"):
        geo.button(name).scroll_into_view_if_needed()
        expect(geo.button(name)).to_be_in_viewport()
    expect(geo.page.get_by_role("main").get_by_text("IP geolocation by DB-IP")).to_be_attached()
