"""The page of contributors ranks who shares, explains points, and celebrates awards quietly."""

import re
import time
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from browser.guarded import OpenGuarded
from browser.test_screen import PHONE, TOO_WIDE
from build import attribute_message, uuid
from dashboard import Dashboard, send
from playwright.sync_api import Locator, Page, expect

from misp_dashboard.source.publisher import Publisher

READY_MS = 60_000
FIRST, SECOND = "Alder CERT", "Birch SOC"
HOSTILE = '<img src=x onerror="window.hacked=1">/..%2F'


class ContributorsPage:
    """An open tab with the page of contributors."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin

    def open(self, query: str, org: str = "") -> "ContributorsPage":
        path = f"/contributors/{quote(org, safe='')}" if org else "/contributors"
        self.page.goto(f"{self.origin}{path}{query}")
        expect(self.page.get_by_text(re.compile(r"^\d.\d live$"))).to_be_visible(timeout=READY_MS)
        return self

    def items(self, name: str | re.Pattern[str]) -> Locator:
        """What a list shows, the first first."""
        return self.page.get_by_role("list", name=name).get_by_role("listitem")

    @property
    def ranked(self) -> Locator:
        return self.items(re.compile("^Ranking of "))

    @property
    def awards(self) -> Locator:
        return self.items("Awards")

    @property
    def celebration(self) -> Locator:
        return self.page.get_by_role("complementary", name="Awards")

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("button", name=name, exact=isinstance(name, str))


@pytest.fixture
def contributors(open_guarded: OpenGuarded, dashboard: Dashboard) -> ContributorsPage:
    guarded = open_guarded(dashboard.url, reduced_motion="no-preference")
    return ContributorsPage(guarded.context.new_page(), dashboard.url)


def share(publisher: Publisher, org: str, comment: str, *values: str) -> None:
    """The organisation adds attributes to an event of its own."""
    number = str(int(uuid(org)[:7], 16))
    for value in values:
        message = attribute_message(f"{comment} {org} {value}", comment=comment, event_id=number)
        message["Attribute"]["timestamp"] = str(int(time.time()))
        message["Event"].update(id=number, uuid=uuid(f"event of {org}"), orgc_id=number)
        message["Event"]["Orgc"] = {"id": number, "uuid": uuid(org), "name": org}
        send(publisher, "misp_json_attribute", message)


@pytest.fixture(scope="module")
def told(dashboard: Dashboard, publisher: Publisher) -> str:
    """Alder CERT shared five attributes, Birch SOC two, an organisation with a hostile name one."""
    comment = "contributors-told"
    share(publisher, FIRST, comment, "a", "b", "c", "d", "e")
    share(publisher, SECOND, comment, "a", "b")
    share(publisher, HOSTILE, comment, "a")
    dashboard.wait_until(lambda: dashboard.total(comment=comment) == 8)
    return f"?comment={comment}"


def test_who_shares_most_in_the_month_comes_first(
    contributors: ContributorsPage, told: str
) -> None:
    contributors.open(told)
    expect(contributors.ranked).to_have_text(
        [re.compile("1.*Alder CERT.*Scout.*3 to rank 3.*5"), re.compile("2.*Birch SOC.*Watcher.*2"),
         re.compile("3.*<img.*no rank yet.*1")]
    )  # fmt: skip
    table = contributors.page.get_by_role("region", name="Contributors by category")
    expect(table.get_by_role("row")).to_have_count(4)
    table.get_by_role("textbox").fill("birch")
    expect(table.get_by_role("row").last).to_contain_text("Birch SOC")
    expect(table.get_by_role("row")).to_have_count(2)
    contributors.button("Previous month").click()
    expect(contributors.page.get_by_text("Nobody contributed in").first).to_be_visible()
    expect(contributors.page).to_have_url(re.compile(r"month=\d{4}-\d\d"))


def test_its_own_page_explains_points_and_says_until_when(
    contributors: ContributorsPage, told: str
) -> None:
    contributors.open(told)
    contributors.ranked.first.get_by_role("link").click()
    expect(contributors.page.get_by_role("heading", name=FIRST)).to_be_visible()
    expect(contributors.page).to_have_url(re.compile("/contributors/Alder%20CERT"))
    expect(contributors.items("Points explained")).to_have_text(
        [re.compile("attribute added.*Network activity.*5 × 1.*5")]
    )
    second = contributors.items("Rank requirements").nth(1)
    expect(second).to_contain_text("fulfilled")
    lapses = second.locator("time").get_attribute("datetime") or ""
    in_a_year = datetime.now(UTC) + timedelta(days=365)
    assert abs(datetime.fromisoformat(lapses) - in_a_year) < timedelta(minutes=30)
    first = contributors.items("Rank requirements").first
    expect(first).to_contain_text("0 of 1 done")
    contributors.button("Quality").click()
    expect(contributors.items("Points explained").first).to_contain_text("New values")
    expect(contributors.page).to_have_url(re.compile("model=quality"))


def test_an_award_appears_while_one_looks_and_is_celebrated_unless_switched_off(
    contributors: ContributorsPage, dashboard: Dashboard, publisher: Publisher
) -> None:
    comment = "contributors-award"
    share(publisher, FIRST, comment, "a", "b", "c")
    share(publisher, SECOND, comment, "a", "b", "c")
    dashboard.wait_until(lambda: dashboard.total(comment=comment) == 6)
    contributors.open(f"?comment={comment}")
    expect(contributors.page.get_by_text("No award was earned")).to_be_visible()
    share(publisher, FIRST, comment, "d")
    expect(contributors.celebration).to_contain_text(FIRST)
    expect(contributors.awards).to_have_text([re.compile("Alder CERT.*Second Lieutenant")])
    said = contributors.page.get_by_role("region", name="Awards").get_by_role("status")
    expect(said).to_contain_text("Alder CERT earned an award")
    contributors.button("Celebrate new awards").click()
    expect(contributors.celebration).to_have_count(0)
    share(publisher, SECOND, comment, "d")
    expect(contributors.awards).to_have_count(2)
    assert contributors.celebration.count() == 0  # at once: it would be gone after a while, too
    contributors.page.reload()
    switch = contributors.button("Celebrate new awards")
    expect(switch).to_have_attribute("aria-pressed", "false", timeout=READY_MS)


def test_who_asks_for_less_motion_gets_no_celebration(
    open_guarded: OpenGuarded, dashboard: Dashboard, publisher: Publisher
) -> None:
    comment = "contributors-still"
    share(publisher, FIRST, comment, "a", "b", "c")
    dashboard.wait_until(lambda: dashboard.total(comment=comment) == 3)
    guarded = open_guarded(dashboard.url, reduced_motion="reduce")
    page = ContributorsPage(guarded.context.new_page(), dashboard.url).open(f"?comment={comment}")
    expect(page.page.get_by_text("No award was earned")).to_be_visible()
    expect(page.button("Celebrate new awards")).to_be_disabled()
    share(publisher, FIRST, comment, "d")
    expect(page.awards).to_have_count(1)
    assert page.celebration.count() == 0


def test_a_hostile_name_is_text_and_has_a_page(contributors: ContributorsPage, told: str) -> None:
    contributors.open(told)
    contributors.ranked.last.get_by_role("link").click()
    expect(contributors.page.get_by_role("heading", name=HOSTILE, exact=True)).to_be_visible()
    expect(contributors.items("Points explained")).to_have_count(1)
    contributors.page.reload()
    expect(contributors.page.get_by_role("heading", name=HOSTILE, exact=True)).to_be_visible(
        timeout=READY_MS
    )
    assert contributors.page.locator("img").count() == 0
    assert contributors.page.evaluate("window.hacked") is None


def test_an_unknown_organisation_is_said_to_be_unknown(
    contributors: ContributorsPage, told: str
) -> None:
    contributors.open(told, org="Nobody & Sons.example")
    unknown = contributors.page.get_by_role("heading", name="No contribution of")
    expect(unknown).to_contain_text("Nobody & Sons.example")
    contributors.page.get_by_role("link", name="All contributors").click()
    expect(contributors.ranked).to_have_count(3)


def test_a_phone_never_scrolls_sideways(
    open_guarded: OpenGuarded, dashboard: Dashboard, told: str
) -> None:
    guarded = open_guarded(dashboard.url, **PHONE)
    page = ContributorsPage(guarded.context.new_page(), dashboard.url).open(told)
    expect(page.ranked).to_have_count(3)
    assert page.page.evaluate(TOO_WIDE) == 0
    page.ranked.first.get_by_role("link").click()
    expect(page.items("Points explained")).to_have_count(1)
    assert page.page.evaluate(TOO_WIDE) == 0
    assert page.page.locator("#content").evaluate("one => one.scrollWidth - one.clientWidth") == 0


def test_keys_go_there(contributors: ContributorsPage, told: str) -> None:
    contributors.open(told, org=FIRST)
    contributors.page.keyboard.press("g")
    contributors.page.keyboard.press("c")
    expect(contributors.page).to_have_url(re.compile(r"/contributors\?"))
    contributors.ranked.first.get_by_role("link").focus()
    contributors.page.keyboard.press("ArrowDown")
    expect(contributors.ranked.nth(1).get_by_role("link")).to_be_focused()
