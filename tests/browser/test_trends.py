"""The page of trends ranks what is active, compares items, and filters by them."""

import re
import time
from typing import Any

import pytest
from browser.guarded import Guarded, OpenGuarded
from browser.test_screen import PHONE, TOO_WIDE
from build import attribute_message
from dashboard import Dashboard, send
from playwright.sync_api import Locator, Page, expect

from misp_dashboard.source.publisher import Publisher

READY_MS = 60_000


class TrendsPage:
    """An open tab with the page of trends."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin

    def open(self, query: str) -> "TrendsPage":
        self.page.goto(f"{self.origin}/trends{query}")
        expect(self.page.get_by_text(re.compile(r"^\d.\d live$"))).to_be_visible(timeout=READY_MS)
        expect(self.rows).not_to_have_count(0, timeout=READY_MS)
        return self

    def panel(self, title: str) -> Locator:
        return self.page.get_by_role("region", name=title, exact=True)

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("button", name=name, exact=isinstance(name, str))

    @property
    def rows(self) -> Locator:
        """What is ranked, the first first."""
        ranked = self.page.get_by_role("list", name=re.compile("^(Most active|Trending)$"))
        return ranked.get_by_role("listitem")

    @property
    def detail(self) -> Locator:
        return self.page.get_by_role("complementary", name="Trend")


@pytest.fixture
def trends(guarded: Guarded, dashboard: Dashboard) -> TrendsPage:
    return TrendsPage(guarded.context.new_page(), dashboard.url)


def tell(
    publisher: Publisher, name: str, comment: str, tags: tuple[str, ...] = (), **more: Any
) -> None:
    message = attribute_message(
        name, **{"comment": comment, "timestamp": str(int(time.time())), **more}
    )
    message["Attribute"]["Tag"] = [{"name": tag, "colour": "#cc0033"} for tag in tags]
    send(publisher, "misp_json_attribute", message)


@pytest.fixture(scope="module")
def told(dashboard: Dashboard, publisher: Publisher) -> str:
    """Three of type domain and one hash; tlp:amber twice, a threat actor once."""
    comment = "trends-told"
    tell(publisher, "trend one", comment, ("tlp:amber",))
    tell(publisher, "trend two", comment, ("tlp:amber", 'misp-galaxy:threat-actor="Odd Owl"'))
    tell(publisher, "trend three", comment)
    tell(publisher, "trend four", comment, type="md5", category="Payload delivery")
    dashboard.wait_until(lambda: dashboard.total(comment=comment) == 4)
    return comment


def test_what_is_most_active_comes_first_with_its_count(trends: TrendsPage, told: str) -> None:
    trends.open(f"?comment={told}&by=type")
    expect(trends.rows).to_have_text([re.compile("domain.*new.*3$"), re.compile("md5.*new.*1$")])
    kinds = trends.page.get_by_role("group", name="What is ranked")
    kinds.get_by_role("button", name="Tags").click()
    expect(trends.rows).to_have_text([re.compile("tlp.*amber"), re.compile("Odd Owl")])
    kinds.get_by_role("button", name="threat-actor").click()
    expect(trends.rows).to_have_text([re.compile("Odd Owl")])
    expect(trends.page).to_have_url(re.compile("galaxy=threat-actor"))


def test_what_arrives_is_counted_while_one_looks(trends: TrendsPage, publisher: Publisher) -> None:
    comment = "trends-live"
    tell(publisher, "live one", comment)
    trends.open(f"?comment={comment}&by=type")
    expect(trends.rows).to_have_text([re.compile("domain.*1$")])
    tell(publisher, "live two", comment, type="sha1")
    tell(publisher, "live three", comment, type="sha1")
    expect(trends.rows).to_have_text([re.compile("sha1.*2$"), re.compile("domain.*1$")])


def test_an_item_becomes_a_filter_of_everything(trends: TrendsPage, told: str) -> None:
    trends.open(f"?comment={told}&by=type")
    trends.rows.filter(has_text="md5").get_by_role("button").first.click()
    expect(trends.rows).to_have_count(1)
    expect(trends.button("Remove the filter Type md5")).to_be_visible()
    trends.page.keyboard.press("g")
    trends.page.keyboard.press("l")
    expect(trends.page).to_have_url(re.compile(r"/\?.*type=md5"))


def test_details_tell_events_organisations_and_tags(trends: TrendsPage, told: str) -> None:
    trends.open(f"?comment={told}&by=tag")
    trends.button("Details of tlp:amber").click()
    expect(trends.detail).to_contain_text("2 activities")
    expect(trends.detail.get_by_role("region", name="Organisations")).to_contain_text(
        "Invented CERT"
    )
    expect(trends.detail.get_by_role("region", name="Occurs with these tags")).to_contain_text(
        "Odd Owl"
    )
    trends.page.keyboard.press("Escape")
    expect(trends.detail).to_have_count(0)


def test_items_are_compared_and_kept_in_the_address(trends: TrendsPage, told: str) -> None:
    trends.open(f"?comment={told}&by=type")
    trends.button("Compare md5").click()
    lines = trends.panel("Compared over time")
    expect(lines).to_contain_text("md5")
    expect(lines).not_to_contain_text("domain")
    trends.page.reload()
    expect(trends.panel("Compared over time")).to_contain_text("md5", timeout=READY_MS)


def test_a_taxonomy_is_left_out(trends: TrendsPage, told: str) -> None:
    trends.open(f"?comment={told}&by=tag")
    trends.button("Taxonomies").click()
    trends.button("Without tlp").click()
    expect(trends.rows).to_have_text([re.compile("Odd Owl")])


def test_the_timeline_has_a_row_for_each_and_its_table(trends: TrendsPage, told: str) -> None:
    trends.open(f"?comment={told}&by=tag&span=7d")
    days = trends.panel("Active days")
    days.get_by_role("button", name="Categories").click()
    expect(days).to_contain_text("Network activity")
    expect(days).to_contain_text("Payload delivery")
    expect(days).to_contain_text("1 day")


def test_a_phone_never_scrolls_sideways(
    open_guarded: OpenGuarded, dashboard: Dashboard, told: str
) -> None:
    guarded = open_guarded(dashboard.url, **PHONE)
    page = TrendsPage(guarded.context.new_page(), dashboard.url).open(f"?comment={told}")
    assert page.page.evaluate(TOO_WIDE) == 0
