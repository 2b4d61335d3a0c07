"""The page fits a phone and a wall, and is dark or light as the system is."""

import re
from typing import Any

import pytest
from browser.guarded import OpenGuarded
from browser.live_page import LivePage
from build import attribute_message, uuid
from dashboard import Dashboard, send
from playwright.sync_api import expect

from misp_dashboard.source.publisher import Publisher

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def ground(live: LivePage) -> int:
    """How light the page's ground is, 0 to 255."""
    colour = live.page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(map(int, re.findall(r"\d+", colour)[:3])) // 3


@pytest.fixture
def phone(open_guarded: OpenGuarded, dashboard: Dashboard) -> LivePage:
    guarded = open_guarded(dashboard.url, **PHONE)
    return LivePage(guarded.context.new_page(), dashboard.url)


def test_a_phone_never_scrolls_sideways(phone: LivePage, publisher: Publisher) -> None:
    phone.open("/?comment=phone&value=!a-value-quite-long-that-is-not-there.example")
    message = attribute_message("a" * 64, type="sha256", comment="phone")
    message["Attribute"]["event_id"] = message["Event"]["id"] = "55"
    message["Event"]["uuid"] = uuid("event 55")
    message["Event"]["info"] = "An event with a title that is longer than a phone is wide " * 2
    send(publisher, "misp_json_attribute", message)
    expect(phone.lines).to_have_count(1)
    assert phone.page.evaluate(TOO_WIDE) == 0
    phone.lines.first.get_by_role("button", name=re.compile("^Details:")).tap()
    expect(phone.detail).to_be_in_viewport(ratio=1)
    assert phone.page.evaluate(TOO_WIDE) == 0


def test_on_a_phone_the_pages_are_a_bar_at_the_bottom(phone: LivePage) -> None:
    phone.open()
    bar = phone.page.get_by_role("navigation", name="Pages")
    box = bar.bounding_box()
    assert box
    assert box["width"] == 390
    assert box["y"] + box["height"] == 844
    expect(bar.get_by_role("link", name="Live", exact=True)).to_be_in_viewport()
    expect(bar.get_by_role("button", name="Wall")).to_be_hidden()


def test_dark_and_light_follow_the_system(live: LivePage) -> None:
    live.page.emulate_media(color_scheme="dark")
    live.open()
    assert ground(live) < 40
    live.page.emulate_media(color_scheme="light")
    expect(live.page.locator("html")).to_have_attribute("data-theme", "light")
    assert ground(live) > 215


def test_who_chose_dark_or_light_keeps_it(live: LivePage) -> None:
    live.page.emulate_media(color_scheme="light")
    live.open()
    live.page.get_by_role("button", name="Dark").click()
    expect(live.page.locator("html")).to_have_attribute("data-theme", "dark")
    live.page.reload()
    live.settled()
    assert ground(live) < 40
    live.page.get_by_role("button", name="Light").click()
    expect(live.page.locator("html")).to_have_attribute("data-theme", "light")


def test_a_wall_needs_no_scrolling_and_shows_larger_type(
    open_guarded: OpenGuarded, dashboard: Dashboard, publisher: Publisher
) -> None:
    guarded = open_guarded(dashboard.url, viewport={"width": 1920, "height": 1080})
    wall = LivePage(guarded.context.new_page(), dashboard.url).open("/?wall=1&value=*.wall.example")
    send(publisher, "misp_json_attribute", attribute_message("one.wall.example"))
    line = wall.line("one.wall.example")
    expect(line).to_be_in_viewport()
    size = line.get_by_text("one.wall.example").evaluate("it => getComputedStyle(it).fontSize")
    assert float(size.removesuffix("px")) >= 20
    number = wall.counter("activities today")
    assert number.evaluate("it => getComputedStyle(it).fontSize") == "48px"
    for title in ("Where it points", "Log", "Activity over time", "Counters", "Spotlight"):
        expect(wall.panel(title)).to_be_in_viewport(ratio=0.99)
    assert wall.page.evaluate(TOO_WIDE) == 0
    tall = "document.documentElement.scrollHeight - document.documentElement.clientHeight"
    assert wall.page.evaluate(tall) == 0


def test_the_columns_of_the_log_are_chosen_and_remembered(
    live: LivePage, publisher: Publisher
) -> None:
    live.open("/?value=*.columns.example")
    send(publisher, "misp_json_attribute", attribute_message("one.columns.example"))
    expect(live.line("one.columns.example")).to_contain_text("Invented CERT")
    live.page.get_by_role("button", name="Choose the columns").click()
    live.page.get_by_role("checkbox", name="Organisation").uncheck()
    expect(live.line("one.columns.example")).not_to_contain_text("Invented CERT")
    live.page.reload()
    live.settled()
    expect(live.line("one.columns.example")).to_be_visible()
    expect(live.line("one.columns.example")).not_to_contain_text("Invented CERT")
