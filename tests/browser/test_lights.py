"""The light says of how many MISP instances the page is live, and of each other one why not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.guarded import OpenGuarded
from browser.live_page import LivePage
from dashboard import Dashboard
from playwright.sync_api import Locator, expect

from misp_dashboard.source.publisher import Publisher


@pytest.fixture
def publishers() -> Iterator[dict[str, Publisher]]:
    """One that refuses, since the dashboard has a wrong password; one that will go away."""
    refusing, leaving = Publisher(password="right"), Publisher()
    yield {"Refusing": refusing, "Leaving": leaving}
    refusing.close()


@pytest.fixture
def two(tmp_path: Path, publishers: dict[str, Publisher]) -> Iterator[Dashboard]:
    wrong = {
        "MISP_DASHBOARD_INSTANCES__0__USERNAME": "misp",
        "MISP_DASHBOARD_INSTANCES__0__PASSWORD": "wrong",
    }
    one = Dashboard(tmp_path / "two", publishers, wrong).start()
    publishers["Leaving"].wait_for_subscriber()
    yield one
    one.stop()


def test_refused_and_disconnected_are_shown_with_their_reason(
    two: Dashboard, publishers: dict[str, Publisher], open_guarded: OpenGuarded
) -> None:
    live = LivePage(open_guarded(two.url).context.new_page(), two.url).open()
    expect(live.light).to_have_text("1/2 live")
    live.light.hover()

    def told(name: str) -> Locator:
        return live.page.get_by_role("listitem").filter(
            has=live.page.get_by_role("strong").filter(has_text=name)
        )

    expect(told("Refusing")).to_contain_text("refused")
    expect(told("Refusing")).to_contain_text("password")
    expect(told("Leaving")).to_contain_text("live")
    expect(told("Leaving").get_by_role("link", name="Open Leaving")).to_have_attribute(
        "href", "https://misp.example"
    )
    publishers["Leaving"].close()
    expect(live.light).to_have_text("0/2 live")
    expect(told("Leaving")).to_contain_text("disconnected")
    expect(told("Leaving")).to_contain_text("see whether ZeroMQ is enabled in MISP")
