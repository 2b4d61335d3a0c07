"""While the store is away every page says so, and what waits; what happens is still shown live."""

import re
from collections.abc import Iterator

import pytest
from browser.guarded import AWAY, OpenGuarded
from browser.live_page import LivePage
from build import attribute_message
from dashboard import Dashboard, send
from faults.store_server import StoreServer
from playwright.sync_api import Locator, Page, expect

from misp_dashboard.source.publisher import Publisher

RETURN_MS = 60_000
"""The store is tried again after a pause."""

PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture(scope="module")
def publisher() -> Iterator[Publisher]:
    with Publisher() as one:
        yield one


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreServer]:
    with StoreServer(tmp_path_factory.mktemp("served")) as one:
        yield one


@pytest.fixture(scope="module")
def dashboard(
    server: StoreServer, publisher: Publisher, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Dashboard]:
    """One whose store server may be killed."""
    url = f"clickhouse://default@127.0.0.1:{server.port}/default"
    settings = {"MISP_DASHBOARD_STORE__URL": url}
    one = Dashboard(tmp_path_factory.mktemp("away"), {"Here": publisher}, settings).start()
    publisher.wait_for_subscriber()
    yield one
    one.stop()


def said(page: Page) -> Locator:
    return page.get_by_role("status").filter(has_text="The store is away since")


def test_it_is_said_until_the_store_is_back_and_what_happens_is_shown_live(
    dashboard: Dashboard, server: StoreServer, publisher: Publisher, open_guarded: OpenGuarded
) -> None:
    def tell(name: str) -> None:
        send(publisher, "misp_json_attribute", attribute_message(name))

    guarded = open_guarded(dashboard.url)
    guarded.expect(*AWAY)
    live = LivePage(guarded.context.new_page(), dashboard.url).open()
    tell("one.example")
    expect(live.line("one.example")).to_be_visible()
    expect(said(live.page)).to_have_count(0)
    server.kill()
    tell("two.example")
    expect(live.line("two.example")).to_be_visible()
    expect(said(live.page)).to_contain_text("Live goes on")
    expect(live.page.get_by_text("Is the server up, and the URL right?")).to_be_visible()
    expect(live.page.get_by_text(re.compile("messages? waits? in the journal"))).to_be_visible()

    # a page that is opened only now says it, too, and shows what happens from now on
    phone = open_guarded(dashboard.url, **PHONE)
    phone.expect(*AWAY)
    late = LivePage(phone.context.new_page(), dashboard.url)
    late.page.goto(dashboard.url)
    expect(said(late.page)).to_be_visible()
    expect(late.light).to_have_text("1/1 live")
    tell("three.example")
    expect(late.line("three.example")).to_be_visible()
    expect(late.panel("Log")).to_contain_text("Failing since")
    assert late.page.evaluate("document.documentElement.scrollWidth") == 390
    late.page.goto(f"{dashboard.url}/trends?wall=1")
    expect(said(late.page)).to_be_visible()

    server.start()
    for page in (live.page, late.page):
        expect(said(page)).to_have_count(0, timeout=RETURN_MS)
    expect(live.counter("activities today")).to_have_text("3", timeout=RETURN_MS)
    expect(live.lines).to_have_count(3)
    assert sorted(live.values()) == ["one.example", "three.example", "two.example"]
