"""The map over time: played back, stepped through by hand, narrowed to a span."""

import re

from browser.geo_page import GeoPage
from browser.geo_told import AMERICAN, DUTCH, LUXEMBOURGISH, days_ago, tell
from browser.guarded import OpenGuarded
from dashboard import Dashboard
from playwright.sync_api import Request, expect

from misp_dashboard.source.publisher import Publisher


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
