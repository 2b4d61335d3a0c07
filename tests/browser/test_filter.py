"""A filter holds for every panel and for what is live; the address of the page holds the filter."""

import re

from browser.address import scope_of
from browser.live_page import LivePage
from build import attribute_message
from dashboard import Dashboard, send
from playwright.sync_api import expect

from misp_dashboard.source.publisher import Publisher


def tell(publisher: Publisher, name: str, **fields: str) -> None:
    send(publisher, "misp_json_attribute", attribute_message(name, **fields))


def test_a_filter_is_added_in_words_with_negation_and_wildcard(
    live: LivePage, publisher: Publisher
) -> None:
    live.open("/?comment=dialog")
    tell(publisher, "one.kept.example", comment="dialog")
    tell(publisher, "one.left.example", comment="dialog")
    expect(live.lines).to_have_count(2)
    live.page.get_by_role("button", name="Add a filter (f)").click()
    live.page.get_by_role("tab", name="Value").click()
    live.page.get_by_role("button", name="is not", exact=True).click()
    live.page.get_by_role("combobox", name="Find: Value").fill("*.left.example")
    with live.page.expect_request(lambda request: "/api/live?" in request.url) as stream:
        live.page.get_by_role("option", name="Matching “*.left.example”").click()
    live.page.get_by_role("button", name="Done").click()
    expect(live.chip("Value is not *.left.example")).to_be_visible()
    expect(live.lines).to_have_count(1)
    assert scope_of(live.page.url)["value"] == ["!*.left.example"]
    # The server filters: the stream itself was asked for within the scope.
    assert scope_of(stream.value.url)["value"] == ["!*.left.example"]
    tell(publisher, "two.left.example", comment="dialog")
    tell(publisher, "two.kept.example", comment="dialog")
    expect(live.line("two.kept.example")).to_be_visible()
    expect(live.line("two.left.example")).to_have_count(0)


def test_a_click_on_what_a_line_says_filters_by_it(live: LivePage, publisher: Publisher) -> None:
    live.open("/?comment=click")
    tell(publisher, "10.1.2.3", type="ip-src", comment="click")
    tell(publisher, "click.example", comment="click")
    expect(live.lines).to_have_count(2)
    live.line("10.1.2.3").get_by_role("button", name="ip-src", exact=True).click()
    live.page.get_by_text("Type is ip-src", exact=True).click()
    expect(live.chip("Type ip-src")).to_be_visible()
    expect(live.lines).to_have_count(1)
    assert scope_of(live.page.url)["type"] == ["ip-src"]


def test_a_click_can_leave_out_what_a_line_says(live: LivePage, publisher: Publisher) -> None:
    live.open("/?comment=leave")
    tell(publisher, "10.1.2.4", type="ip-src", comment="leave")
    tell(publisher, "leave.example", comment="leave")
    expect(live.lines).to_have_count(2)
    live.line("10.1.2.4").get_by_role("button", name="ip-src", exact=True).click()
    live.page.get_by_text("Type is not ip-src", exact=True).click()
    expect(live.chip("Type is not ip-src")).to_be_visible()
    expect(live.line("leave.example")).to_be_visible()
    expect(live.lines).to_have_count(1)


def test_a_filter_outlives_a_reload_and_goes_with_its_chip(
    live: LivePage, publisher: Publisher
) -> None:
    live.open("/?comment=reload&value=a*.reload.example")
    tell(publisher, "b.reload.example", comment="reload")
    tell(publisher, "a.reload.example", comment="reload")
    expect(live.line("a.reload.example")).to_be_visible()
    live.page.reload()
    live.settled()
    expect(live.lines).to_have_count(1)
    live.chip("Value a*.reload.example").click()
    expect(live.lines).to_have_count(2)
    assert "value" not in scope_of(live.page.url)
    live.page.go_back()
    expect(live.chip("Value a*.reload.example")).to_be_visible()
    expect(live.lines).to_have_count(1)


def test_every_panel_is_asked_within_the_filter(live: LivePage, publisher: Publisher) -> None:
    live.open("/?comment=every")
    tell(publisher, "8.8.8.8", type="ip-dst", comment="every")
    tell(publisher, "every.example", comment="every")
    expect(live.counter("activities today")).to_have_text("2")
    live.page.goto(live.page.url + "&type=domain")
    live.settled()
    expect(live.counter("activities today")).to_have_text("1")
    expect(live.panel("Activity over time")).to_contain_text("1 activity")
    expect(live.panel("Where it points")).to_contain_text("0 of 1 activities located")
    expect(live.panel("Where it points")).to_contain_text("Nothing that points to a place")
    expect(live.panel("Spotlight")).to_contain_text("Nothing located yet")


def test_search_finds_words_anywhere(live: LivePage, publisher: Publisher) -> None:
    live.open("/?comment=find*")
    tell(publisher, "needle.example", comment="find me")
    tell(publisher, "hay.example", comment="find the straw")
    expect(live.lines).to_have_count(2)
    search = live.page.get_by_role("textbox", name="Search (/)")
    search.fill("STRAW")
    search.press("Enter")
    expect(live.lines).to_have_count(1)
    expect(live.line("hay.example")).to_be_visible()
    assert scope_of(live.page.url)["text"] == ["*STRAW*"]


def test_a_span_is_chosen_and_kept_in_the_address(
    live: LivePage, dashboard: Dashboard, publisher: Publisher
) -> None:
    live.open("/?value=*.span.example")
    live.page.get_by_role("button", name="Span: Last 24 hours").click()
    live.page.get_by_role("radio", name="Last 15 minutes").click()
    expect(live.page.get_by_role("button", name="Span: Last 15 minutes")).to_be_visible()
    assert scope_of(live.page.url)["span"] == ["15m"]
    expect(live.panel("Log")).to_contain_text("in the last 15 minutes")


def test_a_drag_over_the_chart_chooses_a_range(live: LivePage, publisher: Publisher) -> None:
    live.open("/?value=*.drag.example&span=1h")
    tell(publisher, "one.drag.example")
    expect(live.panel("Activity over time")).to_contain_text("1 activity")
    box = live.chart.bounding_box()
    assert box
    live.page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 40)
    live.page.mouse.down()
    live.page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 40, steps=4)
    live.page.mouse.up()
    expect(live.page).to_have_url(re.compile("since=.*until="))
    expect(live.lines).to_have_count(0)
    live.page.get_by_role("button", name="Back to the moving span").click()
    expect(live.lines).to_have_count(1)
