"""What happens on a MISP is on the open page by itself, as text, within the chosen scope."""

from browser.live_page import LivePage
from build import attribute_message
from dashboard import Dashboard, send
from playwright.sync_api import expect

from misp_dashboard.source.publisher import Publisher

WAIT_MS = 30_000
IMAGE = '<img src=x onerror="window.hacked=1">'
SCRIPT = "<script>window.hacked=1</script>"


def tell(publisher: Publisher, *names: str) -> None:
    for name in names:
        send(publisher, "misp_json_attribute", attribute_message(name))


def test_an_activity_is_in_the_log_without_a_reload(live: LivePage, publisher: Publisher) -> None:
    live.open()
    tell(publisher, "at-once.example")
    expect(live.line("at-once.example")).to_be_visible(timeout=WAIT_MS)


def test_what_a_message_holds_is_text_and_never_runs(live: LivePage, publisher: Publisher) -> None:
    live.open()
    message = attribute_message(IMAGE, comment=SCRIPT)
    message["Event"]["info"] = f"title {IMAGE}"
    message["Event"]["Orgc"]["name"] = f"org {SCRIPT}"
    message["Event"]["id"] = message["Attribute"]["event_id"] = "8"
    message["Event"]["orgc_id"] = message["Event"]["Orgc"]["id"] = "9"
    message["Event"]["uuid"] = "0f1b0f9e-2d6c-4d3e-9c63-7d2b0a1f5a12"
    message["Event"]["Orgc"]["uuid"] = "0f1b0f9e-2d6c-4d3e-9c63-7d2b0a1f5a13"
    send(publisher, "misp_json_attribute", message)
    line = live.line("onerror").first
    expect(line).to_be_visible(timeout=WAIT_MS)
    expect(line).to_contain_text(SCRIPT)
    assert live.page.locator("img[src=x]").count() == 0
    assert live.page.evaluate("window.hacked") is None


def test_a_filter_in_the_url_holds_for_what_is_live(live: LivePage, publisher: Publisher) -> None:
    live.open("/?value=*.wanted.example")
    tell(publisher, "not-this.example", "this.wanted.example")
    expect(live.line("this.wanted.example")).to_be_visible(timeout=WAIT_MS)
    expect(live.line("not-this.example")).to_have_count(0)


def test_a_paused_log_holds_and_then_shows_what_came(live: LivePage, publisher: Publisher) -> None:
    live.open("/?value=*.pause.example")
    tell(publisher, "before.pause.example")
    expect(live.line("before.pause.example")).to_be_visible(timeout=WAIT_MS)
    live.page.get_by_role("button", name="Pause the log (space)").click()
    tell(publisher, "one.pause.example", "two.pause.example")
    expect(live.pill).to_have_text("2 new", timeout=WAIT_MS)
    expect(live.line("two.pause.example")).to_have_count(0)
    live.page.get_by_role("button", name="Go on (space)").click()
    expect(live.line("two.pause.example")).to_be_visible(timeout=WAIT_MS)


def test_a_phone_scrolls_down_only(live: LivePage) -> None:
    live.page.set_viewport_size({"width": 390, "height": 844})
    live.open()
    assert live.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_documentation_of_the_api_comes_from_here(live: LivePage, dashboard: Dashboard) -> None:
    live.page.goto(f"{dashboard.url}/api/docs")
    expect(live.page.get_by_text("/api/activity-over-time")).to_be_visible(timeout=WAIT_MS)
