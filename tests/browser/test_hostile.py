"""Whatever a message holds is shown as text, wherever the page shows it, and never runs."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from browser.guarded import Guarded
from browser.live_page import LivePage
from build import published_message, uuid
from dashboard import Dashboard, send
from playwright.sync_api import Browser, expect

from misp_dashboard.source.publisher import Publisher

IMAGE = '<img src=x onerror="window.hacked=1">'
SCRIPT = "<script>window.hacked=1</script>"
COLOUR = 'red;background:url(x)" onload="window.hacked=1'


def hostile_message() -> dict[str, Any]:
    """A published event of which every text is an attempt."""
    tags = [{"name": f"tag {IMAGE}", "colour": COLOUR}]
    located = f"{IMAGE}|8.8.8.8"
    message = published_message(located, SCRIPT, tags=tags)
    event = message["Event"]
    event.update(
        id="66", uuid=uuid("event 66"), info=f"hostile {IMAGE}{SCRIPT}", org_id="66", orgc_id="66"
    )
    event["Orgc"] = {"id": "66", "uuid": uuid("org 66"), "name": f"org {IMAGE}{SCRIPT}"}
    for attribute in event["Attribute"]:
        attribute.update(event_id="66", comment=f"comment {IMAGE}{SCRIPT}")
    event["Attribute"][0].update(type="domain|ip", category=IMAGE)
    event["Object"] = [
        {
            "id": "66",
            "uuid": uuid("object 66"),
            "name": f"object {IMAGE}{SCRIPT}",
            "meta-category": "file",
            "timestamp": event["timestamp"],
            "distribution": "5",
            "event_id": "66",
            "comment": IMAGE,
            "deleted": False,
            "Attribute": [],
        }
    ]
    return message


@pytest.fixture(scope="module")
def opened(
    browser: Browser, dashboard: Dashboard, publisher: Publisher
) -> Iterator[tuple[Guarded, LivePage]]:
    """One open page that was told all of it while it was open."""
    guarded = Guarded(browser, dashboard.url)
    live = LivePage(guarded.context.new_page(), dashboard.url).open("/?event=hostile*&by=org")
    send(publisher, "misp_json", hostile_message())
    expect(live.line("event published")).to_be_visible()
    yield guarded, live
    guarded.close()


@pytest.fixture
def hostile(opened: tuple[Guarded, LivePage]) -> Iterator[LivePage]:
    """The open page; after each test, nothing has run."""
    guarded, live = opened
    yield live
    assert live.page.evaluate("window.hacked") is None
    assert live.page.locator("img, main script, iframe, object").count() == 0
    assert guarded.unexpected() == []


def test_lines_of_the_log_show_it_as_text(hostile: LivePage) -> None:
    expect(hostile.line(f"hostile {IMAGE}{SCRIPT}").first).to_be_visible()
    expect(hostile.line(f"org {IMAGE}{SCRIPT}").first).to_be_visible()
    expect(hostile.line("object added")).to_contain_text(f"object {IMAGE}{SCRIPT}")
    expect(hostile.line(SCRIPT).filter(has_text="domain").first).to_be_visible()
    expect(hostile.line(f"tag {IMAGE}").first).to_be_visible()


def test_the_log_as_a_wide_table_shows_it_as_text(hostile: LivePage) -> None:
    hostile.choose("Log", "Fill the window")
    expect(hostile.line(f"comment {IMAGE}{SCRIPT}").first).to_be_visible()
    hostile.choose("Log", "Leave full window")


def test_the_detail_shows_it_as_text(hostile: LivePage) -> None:
    detail = hostile.open_detail("domain|ip")
    for text in (
        f"{IMAGE}|8.8.8.8",
        f"comment {IMAGE}{SCRIPT}",
        f"hostile {IMAGE}{SCRIPT}",
        f"org {IMAGE}{SCRIPT}",
    ):
        expect(detail.get_by_text(text, exact=True).first).to_be_visible()
    detail.get_by_role("button", name="Close").click()
    expect(detail).to_have_count(0)


def test_the_spotlight_shows_it_as_text(hostile: LivePage) -> None:
    spotlight = hostile.panel("Spotlight")
    expect(spotlight).to_contain_text(f"hostile {IMAGE}{SCRIPT}")
    expect(spotlight).to_contain_text(f"org {IMAGE}{SCRIPT}")
    expect(spotlight.get_by_role("button", name=re.compile("<img src=x"))).to_be_visible()


def test_the_chart_its_tip_and_its_table_show_it_as_text(hostile: LivePage) -> None:
    panel = hostile.panel("Activity over time")
    name = f"org {IMAGE}{SCRIPT}"
    expect(panel.get_by_role("button", name=name)).to_be_visible()
    box = hostile.chart.bounding_box()
    assert box
    hostile.page.mouse.move(box["x"] + box["width"] - 12, box["y"] + box["height"] / 2)
    expect(panel.get_by_role("term").filter(has_text=name)).to_be_visible()
    hostile.choose("Activity over time", "Show as table")
    expect(panel.get_by_role("columnheader", name=name)).to_be_visible()
    hostile.choose("Activity over time", "Show as picture")


def test_menu_and_chip_of_a_filter_show_it_as_text(hostile: LivePage) -> None:
    hostile.line("event published").get_by_role("button", name=f"org {IMAGE}").click()
    hostile.page.get_by_text(re.compile("^Organisation is org <img")).click()
    expect(hostile.chip(f"Organisation org {IMAGE}{SCRIPT}")).to_be_visible()
    expect(hostile.line("event published")).to_be_visible()


def test_an_attempt_in_the_address_of_the_page_is_text(live: LivePage) -> None:
    live.open(f"/?value={IMAGE}&text={SCRIPT}&by={SCRIPT}&globe={IMAGE}")
    expect(live.chip(f"Value {IMAGE}")).to_be_visible()
    assert live.page.evaluate("window.hacked") is None


def test_a_script_that_got_into_the_page_would_not_run(live: LivePage, guarded: Guarded) -> None:
    live.open()
    guarded.expect("Content Security Policy")
    live.page.evaluate(
        """() => {
            const script = document.createElement('script')
            script.textContent = 'window.hacked = 1'
            document.body.append(script)
            const image = document.createElement('div')
            image.innerHTML = '<img src=x onerror="window.hacked = 2">'
            document.body.append(image)
            return new Promise((done) => image.firstChild.addEventListener('error', done))
        }"""
    )
    assert live.page.evaluate("window.hacked") is None
    assert any("Content Security Policy" in one for one in guarded.problems)
