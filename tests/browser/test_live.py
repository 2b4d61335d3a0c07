"""What happens on a MISP is on the open page at once, and stays where the reader looks."""

from browser.live_page import LivePage
from build import attribute_message
from dashboard import send
from playwright.sync_api import expect

from misp_dashboard.source.publisher import Publisher

AT_ONCE_MS = 2_000


def tell(publisher: Publisher, *names: str) -> None:
    for name in names:
        send(publisher, "misp_json_attribute", attribute_message(name))


def test_an_activity_is_in_the_log_within_two_seconds(live: LivePage, publisher: Publisher) -> None:
    live.open()
    tell(publisher, "at-once.example")
    expect(live.line("at-once.example")).to_be_visible(timeout=AT_ONCE_MS)
