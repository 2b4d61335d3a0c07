"""Everything can be done by keyboard, and one sees where one is."""

import re

import pytest
from browser.live_page import LivePage
from build import attribute_message
from dashboard import send
from playwright.sync_api import expect

from misp_dashboard.source.publisher import Publisher

CONTROLS = (
    "Skip to the content",
    "MISP Dashboard",
    "Live",
    "Map",
    "Wall",
    "Help",
    "Hide the words of this bar",
    "Span: Last 24 hours",
    "Add a filter (f)",
    "Saved views (v)",
    "Search (/)",
    "1/1 live",
    "Menu of Where it points",
    "Zoom in",
    "Zoom out",
    "Whole world",
    "Pause the log (space)",
    "Choose the columns",
    "Menu of Log",
    "Stacked by",
    "Menu of Activity over time",
    "Network activity 2",
    "5 s",
    "10 s",
    "30 s",
    "Pause",
    "Show this indicator",
    "IP geolocation by DB-IP",
)

FOCUSED = """() => {
    const one = document.activeElement
    const style = getComputedStyle(one)
    const words = one.getAttribute('aria-label') || one.innerText || one.title || ''
    const seen = (style.outlineStyle !== 'none' && style.outlineWidth !== '0px')
        || style.boxShadow !== 'none'
    return { tag: one.tagName, name: [words, one.title].join(' ').replace(/\\s+/g, ' '), seen }
}"""


@pytest.fixture
def keys(live: LivePage, publisher: Publisher) -> LivePage:
    """An open page with two lines."""
    live.open("/?comment=keys")
    for value in ("8.8.8.8", "9.9.9.9"):
        message = attribute_message(f"keys {value}", value=value, type="ip-dst", comment="keys")
        send(publisher, "misp_json_attribute", message)
    expect(live.lines).to_have_count(2)
    return live


def test_tab_reaches_every_control_and_the_focus_is_seen(keys: LivePage) -> None:
    expect(keys.chart).to_have_attribute("aria-label", re.compile("Network activity 2"))
    expect(keys.panel("Spotlight")).to_contain_text("of 2")
    reached: list[str] = []
    unseen: list[str] = []
    for _ in range(80):
        keys.page.keyboard.press("Tab")
        focused = keys.page.evaluate(FOCUSED)
        if focused["tag"] == "BODY":
            break
        reached.append(focused["name"])
        if not focused["seen"]:
            unseen.append(focused["name"])
    missing = [name for name in CONTROLS if not any(name in one for one in reached)]
    assert missing == []
    assert unseen == []
    assert any(one.startswith("Details: attribute added") for one in reached)


def test_the_question_mark_lists_the_keys(keys: LivePage) -> None:
    keys.page.keyboard.press("?")
    dialog = keys.page.get_by_role("dialog", name="MISP Dashboard")
    for does in (
        "Go to the map",
        "Search",
        "Add a filter",
        "Saved views",
        "Pause the log, and go on",
        "Wall mode, and back",
    ):
        expect(dialog.get_by_role("definition").filter(has_text=does)).to_be_visible()
    keys.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_w_enters_wall_mode_and_leaves_it(keys: LivePage) -> None:
    bar = keys.page.get_by_role("banner", name="Scope")
    rail = keys.page.get_by_role("navigation", name="Pages")
    keys.page.keyboard.press("w")
    expect(keys.page).to_have_url(re.compile("wall=1"))
    expect(rail).to_have_count(0)
    expect(bar).to_have_count(0)
    expect(keys.line("8.8.8.8")).to_be_visible()
    keys.page.keyboard.press("w")
    expect(rail).to_be_visible()
    expect(bar).to_be_visible()
    expect(keys.page).not_to_have_url(re.compile("wall=1"))
    keys.page.keyboard.press("w")
    expect(rail).to_have_count(0)
    keys.page.keyboard.press("Escape")
    expect(rail).to_be_visible()


def test_f_adds_a_filter_by_keys_alone(keys: LivePage) -> None:
    keys.page.keyboard.press("f")
    expect(keys.page.get_by_role("combobox", name="Find: Value")).to_be_focused()
    keys.page.keyboard.type("9.*")
    keys.page.keyboard.press("Enter")
    expect(keys.chip("Value 9.*")).to_be_visible()
    expect(keys.lines).to_have_count(1)
    keys.page.keyboard.press("Escape")
    expect(keys.page.get_by_role("button", name="Add a filter (f)")).to_be_focused()


def test_a_slash_searches(keys: LivePage) -> None:
    keys.page.keyboard.press("/")
    expect(keys.page.get_by_role("textbox", name="Search (/)")).to_be_focused()
    keys.page.keyboard.type("8.8.8")
    keys.page.keyboard.press("Enter")
    expect(keys.lines).to_have_count(1)


def test_keys_typed_into_a_field_do_nothing_else(keys: LivePage) -> None:
    keys.page.keyboard.press("/")
    keys.page.keyboard.type("w f ? ")
    expect(keys.page.get_by_role("textbox", name="Search (/)")).to_have_value("w f ? ")
    expect(keys.page).not_to_have_url(re.compile("wall=1"))
    expect(keys.panel("Log")).not_to_contain_text("Paused")


def test_arrows_go_through_the_log_and_enter_opens_a_line(keys: LivePage) -> None:
    first, second = keys.values()
    keys.lines.first.get_by_role("button", name=re.compile("^Details")).focus()
    keys.page.keyboard.press("ArrowDown")
    keys.page.keyboard.press("Enter")
    expect(keys.detail).to_contain_text(second)
    keys.page.keyboard.press("Escape")
    expect(keys.detail).to_have_count(0)
    expect(keys.line(second).get_by_role("button", name=re.compile("^Details"))).to_be_focused()
    keys.page.keyboard.press("ArrowUp")
    keys.page.keyboard.press("Enter")
    expect(keys.detail).to_contain_text(first)
