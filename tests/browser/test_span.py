"""The span of what every page asks: a moving one, or a fixed range to the minute."""

import re
import time
from datetime import UTC, datetime, timedelta

from browser.address import scope_of
from browser.live_page import LivePage
from build import attribute_message
from dashboard import send
from playwright.sync_api import expect

from misp_dashboard.source.publisher import Publisher


def test_days_are_chosen_on_a_calendar_and_moments_to_the_minute(live: LivePage) -> None:
    live.open("/?comment=calendar")
    live.page.get_by_role("button", name="Span: Last 24 hours").click()
    live.page.get_by_role("button", name="Previous month").click()
    grid = live.page.get_by_role("grid")
    grid.get_by_role("button", name=re.compile(r"\b10 ")).first.click()
    grid.get_by_role("button", name=re.compile(r"\b12 ")).first.click()
    live.page.get_by_role("dialog", name="Span").get_by_role("button", name="Apply").last.click()
    today = datetime.now().astimezone()
    month = (today.replace(day=1) - timedelta(days=1)).strftime("%b")
    title = live.page.get_by_role("button", name=re.compile(rf"Span: 10\s?–\s?12 {month}"))
    expect(title).to_be_visible()
    asked = scope_of(live.page.url)
    since, until = (datetime.fromisoformat(asked[one][0]) for one in ("since", "until"))
    assert until - since == timedelta(days=3)
    title.click()
    live.page.get_by_label("Until").fill(since.astimezone().strftime("%Y-%m-%dT08:30"))
    live.page.get_by_role("dialog", name="Span").get_by_role("button", name="Apply").last.click()
    expect(live.page.get_by_role("button", name=re.compile("Span: 10 .*08:30"))).to_be_visible()
    live.page.get_by_role("button", name="Back to the moving span").click()
    expect(live.page.get_by_role("button", name="Span: Last 24 hours")).to_be_visible()


def test_a_range_that_ends_before_it_begins_is_refused_in_words(live: LivePage) -> None:
    live.open("/?comment=wrong")
    live.page.keyboard.press("t")
    dialog = live.page.get_by_role("dialog", name="Span")
    dialog.get_by_label("From").fill("2026-03-02T10:00")
    dialog.get_by_label("Until").fill("2026-03-01T10:00")
    expect(dialog.get_by_text("The range must end after it begins.")).to_be_visible()
    expect(dialog.get_by_role("button", name="Apply").last).to_be_disabled()
    dialog.get_by_role("textbox", name="Another span").fill("soon")
    dialog.get_by_role("textbox", name="Another span").press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("Write a number")


def test_any_span_moves_on_with_the_clock(live: LivePage, publisher: Publisher) -> None:
    live.open("/?comment=moving")
    live.page.keyboard.press("t")
    live.page.get_by_role("textbox", name="Another span").fill("1 minute")
    # From this moment on the page hears what falls into the new span.
    with live.page.expect_response(lambda one: "/api/live?" in one.url and "span=1m" in one.url):
        live.page.get_by_role("textbox", name="Another span").press("Enter")
    expect(live.page.get_by_role("button", name="Span: Last minute")).to_be_visible()
    assert scope_of(live.page.url)["span"] == ["1m"]
    happened = int(datetime.now(UTC).timestamp()) - 40
    message = attribute_message("old.moving.example", comment="moving", timestamp=str(happened))
    send(publisher, "misp_json_attribute", message)
    unit = live.panel("Activity over time")
    expect(unit).to_contain_text("1 activity")
    # Nothing else happens; it leaves the span by itself.
    expect(unit).to_contain_text("0 activities", timeout=90_000)
    assert time.time() - happened > 60
