"""The map page shows its scope in every panel, and follows it."""

import re

import pytest
from browser.geo_page import GeoPage
from browser.geo_told import DUTCH, LUXEMBOURGISH, tell
from browser.guarded import AWAY, Guarded, OpenGuarded
from dashboard import Dashboard
from playwright.sync_api import Browser, expect

from misp_dashboard.source.publisher import Publisher


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


def test_the_ranked_list_is_walked_by_keyboard_and_selects_on_the_map(
    geo: GeoPage, geo_told: str
) -> None:
    geo.open(f"?comment={geo_told}")
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


def test_shares_and_change_and_the_view_are_in_the_address(geo: GeoPage, geo_told: str) -> None:
    geo.open(f"?comment={geo_told}")
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


def test_the_help_says_what_is_located_and_how_much_of_the_scope(
    geo: GeoPage, geo_told: str
) -> None:
    geo.open(f"?comment={geo_told}")
    geo.button("What is located, and how").click()
    help = geo.page.get_by_role("dialog", name="What is located, and how")
    expect(help).to_contain_text("100 % of all activities point to a place")
    expect(help).to_contain_text("80 % if only IP addresses were located")
    expect(help.get_by_role("row", name=re.compile("iban"))).to_contain_text("bank account")
    geo.page.keyboard.press("Escape")
    expect(help).to_be_hidden()


def test_a_panel_that_fails_says_so_while_the_others_go_on(
    geo: GeoPage, guarded: Guarded, geo_told: str
) -> None:
    guarded.expect(*AWAY)
    geo.page.route("**/api/indicators?*", lambda route: route.fulfill(status=503))
    geo.page.goto(f"{geo.origin}/geo?comment={geo_told}")
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
    geo_told: str,
    width: int,
) -> None:
    guarded = open_guarded(
        dashboard.url,
        webgl_browser,
        viewport={"width": width, "height": 844},
        reduced_motion="no-preference",
    )
    geo = GeoPage(guarded.context.new_page(), dashboard.url).open(f"?comment={geo_told}&globe=1")
    too_wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert geo.page.evaluate(too_wide) == 0
    for name in ("Share", "Linear", "Draw a circle on the map", "Play back", "Add region"):
        geo.button(name).scroll_into_view_if_needed()
        expect(geo.button(name)).to_be_in_viewport()
    expect(geo.page.get_by_role("main").get_by_text("IP geolocation by DB-IP")).to_be_attached()
