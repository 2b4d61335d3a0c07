"""The open page follows what happens, and leaves alone what the reader looks at."""

import re
import time

import pytest
from browser.live_page import LivePage
from build import NOW, attribute_message
from dashboard import Dashboard, send
from playwright.sync_api import expect

from misp_dashboard.source.publisher import Publisher

AT_ONCE_MS = 2_000
MANY = 400


def tell(publisher: Publisher, *names: str) -> None:
    for name in names:
        send(publisher, "misp_json_attribute", attribute_message(name))


def test_an_activity_is_shown_within_two_seconds_of_being_sent(
    webgl_live: LivePage, publisher: Publisher
) -> None:
    webgl_live.open("/?value=*.soon.example")
    webgl_live.mark()
    tell(publisher, "one.soon.example")
    expect(webgl_live.line("one.soon.example")).to_be_visible(timeout=AT_ONCE_MS)
    webgl_live.was_never_left()


def test_counters_and_chart_follow(live: LivePage, publisher: Publisher) -> None:
    live.open("/?value=*.counted.example")
    expect(live.counter("activities today")).to_have_text("0")
    expect(live.panel("Activity over time")).to_contain_text("No")
    tell(publisher, "one.counted.example", "two.counted.example", "three.counted.example")
    expect(live.counter("activities today")).to_have_text("3")
    expect(live.counter("events")).to_have_text("1")
    expect(live.counter("organisations")).to_have_text("1")
    expect(live.chart).to_have_attribute("aria-label", re.compile("Network activity 3"))
    expect(live.panel("Activity over time")).to_contain_text("3 activities")


def test_what_happened_before_the_page_was_opened_is_in_the_log(
    live: LivePage, dashboard: Dashboard, publisher: Publisher
) -> None:
    tell(publisher, "long.before.example")
    dashboard.wait_until(lambda: dashboard.total(value="long.before.example") == 1)
    live.open("/?value=*.before.example")
    expect(live.lines).to_have_count(1)
    expect(live.line("long.before.example")).to_be_visible()


def test_the_button_pauses_the_log_and_goes_on(live: LivePage, publisher: Publisher) -> None:
    live.open("/?value=*.pause.example")
    tell(publisher, "before.pause.example")
    expect(live.line("before.pause.example")).to_be_visible()
    live.page.get_by_role("button", name="Pause the log (space)").click()
    tell(publisher, "one.pause.example", "two.pause.example")
    expect(live.pill).to_have_text("2 new")
    expect(live.lines).to_have_count(1)
    live.page.get_by_role("button", name="Go on (space)").click()
    expect(live.lines).to_have_count(3)


def test_the_space_key_pauses_the_log_and_goes_on(live: LivePage, publisher: Publisher) -> None:
    live.open("/?value=*.space.example")
    live.page.keyboard.press("Space")
    expect(live.panel("Log")).to_contain_text("Paused")
    tell(publisher, "one.space.example", "two.space.example", "three.space.example")
    expect(live.pill).to_have_text("3 new")
    expect(live.lines).to_have_count(0)
    live.page.keyboard.press("Space")
    expect(live.lines).to_have_count(3)
    expect(live.pill).to_have_count(0)
    expect(live.panel("Log")).not_to_contain_text("Paused")


def test_counters_follow_while_the_log_is_paused(live: LivePage, publisher: Publisher) -> None:
    live.open("/?value=*.still.example")
    live.page.keyboard.press("Space")
    tell(publisher, "one.still.example")
    expect(live.counter("activities today")).to_have_text("1")
    expect(live.lines).to_have_count(0)


@pytest.fixture
def deep(dashboard: Dashboard, publisher: Publisher) -> list[str]:
    """Many activities, a second apart, newest first; they are told once for all tests."""
    names = [f"{number:03}.deep.example" for number in range(MANY)]
    if dashboard.total(value="*.deep.example") < MANY:
        for age_s, name in enumerate(names):
            at = str(int(NOW.timestamp()) - age_s)
            send(publisher, "misp_json_attribute", attribute_message(name, timestamp=at))
        dashboard.wait_until(lambda: dashboard.total(value="*.deep.example") >= MANY)
    return names


def test_scrolled_to_the_end_the_log_has_loaded_all_of_history(
    live: LivePage, deep: list[str]
) -> None:
    live.open("/?value=*.deep.example")
    read: list[str] = []
    until = time.monotonic() + 60
    while len(read) < MANY and time.monotonic() < until:
        read += [value for value in live.values() if value not in read]
        live.line(read[-1]).scroll_into_view_if_needed()
    assert read == deep
    expect(live.panel("Log")).to_contain_text("The oldest activity of this span.")


def test_who_reads_back_keeps_the_place_while_new_lines_arrive(
    live: LivePage, publisher: Publisher, deep: list[str]
) -> None:
    live.open("/?value=*.deep.example&value=*.newer.example")
    live.scroller.evaluate("it => it.scrollTo(0, 1500)")
    reading = live.line("035.deep.example")
    expect(reading).to_be_in_viewport()
    before = reading.bounding_box()
    tell(publisher, "one.newer.example", "two.newer.example")
    expect(live.pill).to_have_text("2 new")
    assert reading.bounding_box() == before
    live.pill.click()
    expect(live.line("two.newer.example")).to_be_in_viewport()
    expect(live.line("one.newer.example")).to_be_in_viewport()
