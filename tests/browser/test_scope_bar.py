"""The scope bar narrows what every page asks: found by typing, seen as chips, kept in the URL."""

import re
from typing import Any

import pytest
from browser.address import scope_of
from browser.guarded import OpenGuarded
from browser.live_page import LivePage
from browser.test_screen import PHONE, TOO_WIDE
from build import attribute_message
from dashboard import Dashboard, send
from playwright.sync_api import Locator, Page, expect

from misp_dashboard.source.publisher import Publisher


def tell(publisher: Publisher, name: str, **fields: Any) -> None:
    send(publisher, "misp_json_attribute", attribute_message(name, **fields))


class Filters:
    """The panel that the button "Filter" opens."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, field: str) -> "Filters":
        self.page.get_by_role("button", name="Add a filter (f)").click()
        self.page.get_by_role("tab", name=re.compile(rf"^{field}( \d+)?$")).click()
        return self

    def find(self, text: str) -> "Filters":
        self.page.get_by_role("combobox", name=re.compile("^Find: ")).fill(text)
        return self

    def option(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("option", name=name)

    def close(self) -> None:
        self.page.get_by_role("button", name="Done").click()
        expect(self.page.get_by_role("dialog", name="Filter")).to_have_count(0)


@pytest.fixture
def filters(live: LivePage) -> Filters:
    return Filters(live.page)


def test_values_are_found_while_typing_with_their_counts(
    live: LivePage, filters: Filters, publisher: Publisher
) -> None:
    live.open("/?comment=typeahead")
    for number, kind in enumerate(("ip-src", "ip-src", "ip-dst", "domain")):
        tell(publisher, f"ahead {number}", value=f"10.9.8.{number}", type=kind, comment="typeahead")
    expect(live.lines).to_have_count(4)
    filters.open("Type").find("IP")
    expect(filters.option("ip-src 2")).to_be_visible()
    expect(filters.option("domain")).to_have_count(0)
    filters.option("ip-src 2").click()
    filters.option("ip-dst 1").click()
    expect(live.lines).to_have_count(3)
    # What is ticked stays where it was, and is counted without the filter on its own field.
    expect(filters.option("ip-src 2")).to_have_attribute("aria-selected", "true")
    filters.close()
    assert scope_of(live.page.url)["type"] == ["ip-src", "ip-dst"]
    live.chip("Type ip-src").click()
    expect(live.lines).to_have_count(1)
    live.chip("Type ip-dst").click()
    expect(live.lines).to_have_count(4)
    assert "type" not in scope_of(live.page.url)


def test_many_filters_on_one_field_are_one_chip(live: LivePage) -> None:
    live.open("/?type=ip-src&type=ip-dst&type=md5&type=sha1&tag=!tlp:white&comment=chips")
    chip = live.page.get_by_role("group", name="Type", exact=True)
    expect(chip).to_contain_text("ip-src")
    expect(chip).to_contain_text("+2")
    expect(chip).not_to_contain_text("sha1")
    # What is left out says so in a word.
    expect(live.page.get_by_role("group", name="Tag", exact=True)).to_contain_text("is not")
    chip.get_by_role("button", name="2 more on type").click()
    expect(live.page.get_by_role("tab", name="Type 4")).to_have_attribute("aria-selected", "true")
    live.page.keyboard.press("Escape")
    live.page.get_by_role("button", name="Remove all filters on type").click()
    expect(chip).to_have_count(0)
    assert scope_of(live.page.url) == {"tag": ["!tlp:white"], "comment": ["chips"]}


def test_a_whole_taxonomy_is_chosen_or_left_out(
    live: LivePage, filters: Filters, publisher: Publisher
) -> None:
    live.open("/?comment=taxonomy")
    for name, tag in (("red", "tlp:red"), ("amber", "tlp:amber"), ("other", "workflow:draft")):
        tags = [{"name": tag, "colour": "#336699"}]
        tell(publisher, f"{name}.taxonomy.example", comment="taxonomy", Tag=tags)
    expect(live.lines).to_have_count(3)
    filters.open("Tag").find("tlp")
    filters.option(re.compile("^tlp whole taxonomy 2$")).click()
    expect(live.lines).to_have_count(2)
    assert scope_of(live.page.url)["tag"] == ["tlp:*"]
    live.page.get_by_role("button", name="is not", exact=True).click()
    filters.option(re.compile("whole taxonomy")).click()
    filters.close()
    expect(live.chip("Tag is not tlp:*")).to_be_visible()
    expect(live.line("other.taxonomy.example")).to_be_visible()
    expect(live.lines).to_have_count(1)


def test_a_region_and_a_country_are_found_by_name(
    live: LivePage, filters: Filters, publisher: Publisher
) -> None:
    live.open("/?comment=regions")
    tell(publisher, "french", value="+33123456789", type="phone-number", comment="regions")
    tell(publisher, "brazilian", value="+5511987654321", type="phone-number", comment="regions")
    expect(live.lines).to_have_count(2)
    filters.open("Region").find("western eur")
    filters.option(re.compile("^Western Europe")).click()
    filters.close()
    expect(live.chip("Region Western Europe")).to_be_visible()
    expect(live.lines).to_have_count(1)
    assert scope_of(live.page.url)["region"] == ["western-europe"]
    live.chip("Region Western Europe").click()
    filters.open("Country").find("brazil")
    filters.option("Brazil 1").click()
    filters.close()
    expect(live.line("+5511987654321")).to_be_visible()
    expect(live.lines).to_have_count(1)
    assert scope_of(live.page.url)["country"] == ["BR"]


def test_an_area_is_written_in_numbers_and_is_a_chip(
    live: LivePage, filters: Filters, publisher: Publisher
) -> None:
    live.open("/?comment=area")
    tell(publisher, "anywhere.area.example", comment="area")
    expect(live.lines).to_have_count(1)
    filters.open("Area")
    live.page.get_by_role("textbox", name="Area").fill("49.61, 6.13, 100 km")
    live.page.keyboard.press("Enter")
    filters.close()
    expect(live.lines).to_have_count(0)
    assert scope_of(live.page.url)["near"] == ["49.61,6.13,100"]
    live.chip("100 km around 49.61, 6.13").click()
    expect(live.lines).to_have_count(1)


def test_noise_is_hidden_by_one_tick(live: LivePage, publisher: Publisher) -> None:
    live.open("/?comment=noise")
    tell(publisher, "noisy", value="8.8.8.8", type="ip-dst", comment="noise")
    tell(publisher, "quiet.noise.example", comment="noise")
    expect(live.lines).to_have_count(2)
    live.page.keyboard.press("f")
    live.page.get_by_role("checkbox", name="Hide warning-list noise").check()
    expect(live.chip("Warning-list noise hidden")).to_be_visible()
    expect(live.lines).to_have_count(1)
    expect(live.line("quiet.noise.example")).to_be_visible()
    assert scope_of(live.page.url)["noise"] == ["false"]
    live.page.get_by_role("checkbox", name="Hide warning-list noise").uncheck()
    expect(live.chip("Warning-list noise hidden")).to_have_count(0)
    assert "noise" not in scope_of(live.page.url)


def test_the_live_stream_follows_the_filters(
    live: LivePage, filters: Filters, publisher: Publisher
) -> None:
    live.open("/?comment=stream")
    tell(publisher, "first.stream.example", comment="stream")
    expect(live.lines).to_have_count(1)
    with live.page.expect_request(lambda request: "/api/live?" in request.url) as stream:
        live.page.goto(live.page.url + "&region=!asia&noise=false&box=-10,35,20,60&type=!domain")
    asked = scope_of(stream.value.url)
    assert asked["region"] == ["!asia"]
    assert asked["noise"] == ["false"]
    assert asked["box"] == ["-10,35,20,60"]
    live.settled()
    live.page.get_by_role("button", name="Clear filters").click()
    expect(live.lines.first).to_be_visible()
    live.page.goto(live.origin + "/?comment=stream&type=!domain")
    live.settled()
    tell(publisher, "second.stream.example", comment="stream")
    tell(publisher, "streamed", value="10.7.7.7", type="ip-src", comment="stream")
    expect(live.line("10.7.7.7")).to_be_visible()
    expect(live.line("second.stream.example")).to_have_count(0)


def test_filters_go_along_between_pages(live: LivePage, publisher: Publisher) -> None:
    live.open("/?comment=along&type=ip-dst&by=kind&region=europe&span=7d")
    live.page.get_by_role("link", name="Map", exact=True).click()
    expect(live.page).to_have_url(re.compile("/geo"))
    expect(live.page).to_have_title(re.compile("^Map · "))
    assert scope_of(live.page.url) == {
        "comment": ["along"],
        "type": ["ip-dst"],
        "region": ["europe"],
        "span": ["7d"],
    }
    live.page.keyboard.press("g")
    live.page.keyboard.press("l")
    expect(live.page).to_have_title(re.compile("^Live · "))
    expect(live.chip("Region Europe")).to_be_visible()
    live.page.keyboard.press("g")
    live.page.keyboard.press("m")
    expect(live.page).to_have_url(re.compile("/geo.*region=europe"))


def test_an_address_that_is_no_page_leads_to_the_live_page(live: LivePage) -> None:
    live.open("/no-such-page")
    expect(live.page.get_by_role("link", name="Live", exact=True)).to_have_attribute(
        "aria-current", "page"
    )


def test_everything_is_done_by_keyboard_alone(live: LivePage, publisher: Publisher) -> None:
    live.open("/?comment=keyed")
    for number, kind in enumerate(("md5", "sha1")):
        tell(publisher, f"keyed {number}", value=f"keyed{number}", type=kind, comment="keyed")
    expect(live.lines).to_have_count(2)
    keyboard = live.page.keyboard
    filter_button = live.page.get_by_role("button", name="Add a filter (f)")
    # The wrong field leads to the right one.
    keyboard.press("f")
    keyboard.type("typ")
    keyboard.press("ArrowUp")
    keyboard.press("Enter")
    expect(live.page.get_by_role("combobox", name="Find: Type")).to_be_focused()
    expect(live.page.get_by_role("option", name="sha1 1")).to_be_visible()
    keyboard.type("sha")
    keyboard.press("Shift+Enter")
    expect(live.chip("Type is not sha1")).to_be_visible()
    expect(live.lines).to_have_count(1)
    keyboard.press("Enter")
    expect(live.chip("Type sha1")).to_be_visible()
    keyboard.press("Enter")
    expect(live.page.get_by_role("group", name="Type", exact=True)).to_have_count(0)
    # Back over the list of fields by its arrows.
    keyboard.press("Shift+Tab")
    keyboard.press("ArrowDown")
    expect(live.page.get_by_role("tab", name="Category")).to_be_focused()
    keyboard.press("Escape")
    expect(filter_button).to_be_focused()

    keyboard.press("t")
    expect(live.page.get_by_role("radio", name="Last 24 hours")).to_be_focused()
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    expect(live.page.get_by_role("button", name="Span: Last 7 days")).to_be_focused()

    keyboard.press("t")
    grid = live.page.get_by_role("grid")
    grid.locator("[tabindex='0']").focus()
    keyboard.press("ArrowLeft")
    keyboard.press("Enter")
    keyboard.press("ArrowLeft")
    keyboard.press("Enter")
    expect(grid.get_by_role("gridcell", selected=True)).to_have_count(2)
    keyboard.press("Escape")
    expect(live.page.get_by_role("dialog")).to_have_count(0)


def test_without_suggestions_the_page_offers_what_it_has_loaded(
    live: LivePage, filters: Filters, publisher: Publisher, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("guarded").expect("status of 503")
    live.page.route("**/api/suggestions?*", lambda route: route.fulfill(status=503))
    live.open("/?comment=offline")
    tell(publisher, "one.offline.example", comment="offline")
    expect(live.lines).to_have_count(1)
    filters.open("Value")
    expect(live.page.get_by_text("The server does not answer")).to_be_visible()
    filters.option("one.offline.example").click()
    expect(live.chip("Value one.offline.example")).to_be_visible()


def test_on_a_phone_the_filters_are_a_sheet_at_the_bottom(
    open_guarded: OpenGuarded, dashboard: Dashboard, publisher: Publisher
) -> None:
    guarded = open_guarded(dashboard.url, **PHONE, reduced_motion="reduce")
    phone = LivePage(guarded.context.new_page(), dashboard.url).open("/?comment=sheet")
    tell(publisher, "one.sheet.example", comment="sheet")
    expect(phone.lines).to_have_count(1)
    phone.page.get_by_role("button", name="Add a filter (f)").tap()
    sheet = phone.page.get_by_role("dialog", name="Filter")
    box = sheet.bounding_box()
    assert box
    assert (box["x"], box["width"]) == (0, 390)
    assert round(box["y"] + box["height"]) == 844
    phone.page.get_by_role("combobox", name="Field").select_option(label="Type")
    option = phone.page.get_by_role("option", name="domain 1")
    expect(option).to_be_visible()
    height = option.bounding_box()
    assert height
    assert height["height"] >= 40
    option.tap()
    phone.page.get_by_role("button", name="Done").tap()
    expect(phone.chip("Type domain")).to_be_in_viewport()
    assert phone.page.evaluate(TOO_WIDE) == 0
    for opener in ("Span:", "Saved views"):
        phone.page.get_by_role("button", name=opener).first.tap()
        expect(phone.page.get_by_role("dialog")).to_be_in_viewport(ratio=0.99)
        assert phone.page.evaluate(TOO_WIDE) == 0
        phone.page.keyboard.press("Escape")
