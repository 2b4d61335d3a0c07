"""The page of instances: who is not heard and why, gaps, and what was not understood."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from browser.guarded import OpenGuarded
from browser.test_screen import PHONE, TOO_WIDE
from build import attribute_message
from dashboard import Dashboard, send
from playwright.sync_api import Locator, Page, expect

from misp_dashboard.source.history.backfill import Asked, Telling
from misp_dashboard.source.history.record import FILE, HistoryRecord
from misp_dashboard.source.history.span import Span
from misp_dashboard.source.publisher import Publisher

READY_MS = 60_000
HOUR = timedelta(hours=1)
NOW = datetime.now(UTC)
RESUME = "misp-dashboard backfill --instance Hare --since 400d"
HOSTILE = b"<img src=x onerror=alert(1)> {no JSON"


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """Lion is heard, with two gaps of which one is filled, and sends nonsense; Wolf refuses. A
    backfill of Lion runs, and one of Hare was interrupted."""
    data_dir = tmp_path_factory.mktemp("troubled")
    with ExitStack() as stack:
        record = stack.enter_context(closing(HistoryRecord(data_dir / FILE)))
        for hours in (9, 5):
            record.open_gap("Lion", NOW - hours * HOUR, "it was away")
            record.close_gap("Lion", NOW - (hours - 2) * HOUR)
        job = record.begin("Lion", "test", Span(NOW - 9 * HOUR, NOW - 6 * HOUR))
        record.finish(job, filled=True)
        year = Span(NOW - 400 * 24 * HOUR, NOW)
        with Telling(record, Asked("Hare", year, RESUME)):
            pass
        running = stack.enter_context(Telling(record, Asked("Lion", year, "any command")))
        running.step("events", 120, 4_800)
        running.came(1_234)
        yield from dashboard_on(data_dir)


def dashboard_on(data_dir: Path) -> Iterator[Dashboard]:
    wrong = {
        "MISP_DASHBOARD_INSTANCES__1__USERNAME": "misp",
        "MISP_DASHBOARD_INSTANCES__1__PASSWORD": "wrong",
    }
    with Publisher() as here, Publisher(password="right") as there:
        one = Dashboard(data_dir, {"Lion": here, "Wolf": there}, wrong).start()
        here.wait_for_subscriber()
        send(here, "misp_json_attribute", attribute_message("first.example"))
        here.send("misp_json_event", HOSTILE)
        here.send("misp_json_novelty", b'{"deep": [1, 2]}')
        one.wait_until(lambda: one.ask("rejected")["total"] == 2)
        one.wait_until(lambda: len(one.ask("gaps")["gaps"]) == 3)
        yield one
        one.stop()


@pytest.fixture
def page(troubled: Dashboard, open_guarded: OpenGuarded) -> Page:
    one = open_guarded(troubled.url).context.new_page()
    one.goto(f"{troubled.url}/instances")
    expect(panel(one, "MISP instances")).to_be_visible(timeout=READY_MS)
    return one


def panel(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title, exact=True).first


def lines(page: Page, name: str) -> Locator:
    return page.get_by_role("list", name=name, exact=True).get_by_role("listitem")


def test_each_instance_is_shown_with_its_state_and_the_remedy(page: Page) -> None:
    states = panel(page, "MISP instances")
    expect(states).to_contain_text("1 of 2 live")
    lion, wolf = (lines(page, "MISP instances").filter(has_text=name) for name in ("Lion", "Wolf"))
    expect(lion).to_contain_text("live")
    expect(wolf).to_contain_text("refused")
    expect(wolf).to_contain_text("Plugin.ZeroMQ_password")
    expect(panel(page, "Topics")).to_contain_text("misp_json_novelty")
    expect(panel(page, "Topics").get_by_role("row").filter(has_text="novelty")).to_contain_text(
        "unknown"
    )
    expect(panel(page, "This dashboard")).to_contain_text("free")


def test_gaps_are_listed_and_drawn(page: Page) -> None:
    gaps = lines(page, "Not heard").filter(has_text="Lion")
    expect(gaps).to_have_count(2)
    expect(gaps.nth(0)).to_contain_text("not fetched")
    expect(gaps.nth(0)).to_contain_text("2 h")
    expect(gaps.nth(0)).to_contain_text("it was away")
    expect(gaps.nth(1)).to_contain_text("fetched")
    bar = page.get_by_role("img", name="Lion: not heard for 4 h in the last 24 hours")
    expect(bar).to_be_visible()
    page.goto(page.url + "?span=1h&instance=Wolf")
    expect(lines(page, "Not heard")).to_have_text([re.compile("^Wolf.*goes on.*password")])
    expect(lines(page, "MISP instances")).to_have_count(1)
    page.goto(page.url.replace("Wolf", "Hare"))
    expect(panel(page, "Not heard")).to_contain_text("No gap is known in the last hour.")
    expect(panel(page, "MISP instances")).to_contain_text("No instance matches the filter.")


def test_backfills_by_hand_are_shown_while_they_run_and_when_they_were_cut_short(
    page: Page,
) -> None:
    running, cut_short = (
        lines(page, "Backfill").filter(has_text=name) for name in ("Lion", "Hare")
    )
    expect(running).to_contain_text("running")
    expect(running).to_contain_text("events · 120 of 4,800")
    expect(running).to_contain_text("1,234 messages")
    assert running.get_by_role("progressbar").get_attribute("value") == "120"
    expect(cut_short).to_contain_text("interrupted")
    expect(cut_short.locator("code")).to_have_text(RESUME)
    page.goto(page.url + "?instance=Lion")
    expect(lines(page, "Backfill")).to_have_count(1)


def test_the_self_test_names_the_fault_and_its_remedy(page: Page) -> None:
    page.get_by_role("button", name="Run the self-test").click()
    links = lines(page, "Self-test")
    handshake = links.filter(has_text="handshake").filter(has_text="Wolf").first
    expect(handshake).to_contain_text("failed", timeout=READY_MS)
    expect(handshake).to_contain_text("Plugin.ZeroMQ_password")
    expect(links.filter(has_text="store").first).to_contain_text("works")


def test_a_message_not_understood_is_seen_as_it_came_and_sent_again(
    page: Page, troubled: Dashboard
) -> None:
    rejected = lines(page, "Messages not understood")
    expect(rejected).to_have_count(2)
    hostile = rejected.filter(has_text="misp_json_event")
    expect(hostile).to_contain_text("not JSON")
    hostile.get_by_role("button").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("pre")).to_have_text(HOSTILE.decode())
    expect(dialog.locator("img")).to_have_count(0)
    before = troubled.ask("rejected")["rejected"][0]["number"]
    dialog.get_by_role("button", name="Send again").click()
    expect(panel(page, "Messages not understood")).to_contain_text("Sent again: 1 message.")
    troubled.wait_until(lambda: troubled.ask("rejected")["rejected"][0]["number"] > before)
    expect(rejected.get_by_role("button", name=f"Look at message {before + 1}")).to_be_visible()

    rejected.filter(has_text="novelty").get_by_role("button").click()
    expect(dialog.locator("pre")).to_contain_text('"deep": [')
    dialog.get_by_role("button", name="Discard").click()
    dialog.get_by_role("button", name="Discard for good").click()
    expect(rejected).to_have_count(1)


def test_the_keys_lead_to_it_and_a_phone_never_scrolls_sideways(
    open_guarded: OpenGuarded, troubled: Dashboard
) -> None:
    page = open_guarded(troubled.url, **PHONE).context.new_page()
    page.goto(f"{troubled.url}/users")
    expect(page.get_by_role("main")).to_be_visible(timeout=READY_MS)
    page.keyboard.press("g")
    page.keyboard.press("i")
    expect(lines(page, "MISP instances")).to_have_count(2)
    expect(lines(page, "Not heard")).not_to_have_count(0)
    assert page.evaluate(TOO_WIDE) == 0
