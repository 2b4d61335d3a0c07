"""The views of trends beside activity: what is seen, what is discussed, and how severe it is."""

import re
import time
from typing import Any

import pytest
from browser.guarded import Guarded, OpenGuarded
from browser.test_screen import PHONE, TOO_WIDE
from build import attribute_message, uuid
from dashboard import Dashboard, send
from playwright.sync_api import Locator, Page, expect

from misp_dashboard.source.publisher import Publisher

READY_MS = 60_000
COMMENT = "views-of-trends"


class ViewPage:
    """An open tab with one of the views."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin

    def open(self, view: str, query: str = "") -> "ViewPage":
        self.page.goto(f"{self.origin}/trends?view={view}{query}")
        expect(self.page.get_by_text(re.compile(r"^\d.\d live$"))).to_be_visible(timeout=READY_MS)
        return self

    def panel(self, title: str) -> Locator:
        return self.page.get_by_role("region", name=title, exact=True)

    def rows(self, title: str) -> Locator:
        return self.panel(title).get_by_role("list", name=title).get_by_role("listitem")

    @property
    def tabs(self) -> Locator:
        return self.page.get_by_role("navigation", name="Views of trends")


@pytest.fixture
def views(guarded: Guarded, dashboard: Dashboard) -> ViewPage:
    return ViewPage(guarded.context.new_page(), dashboard.url)


def sight(publisher: Publisher, value: str, kind: int, number: int) -> None:
    now = str(int(time.time()))
    about = {"id": "7", "uuid": uuid("event 7"), "orgc_id": "3", "org_id": "3",
             "info": "Invented campaign", "Orgc": {"name": "Invented CERT"}}  # fmt: skip
    attribute = {"id": "5", "uuid": uuid(value), "type": "domain", "value": value, "to_ids": True,
                 "category": "Network activity"}  # fmt: skip
    sighting: dict[str, Any] = {
        "id": str(number), "attribute_id": "5", "event_id": "7", "org_id": "3",
        "date_sighting": now, "uuid": uuid(f"{value} {kind} {number}"), "source": "",
        "type": str(kind), "Event": about, "Attribute": attribute,
    }  # fmt: skip
    send(publisher, "misp_json_sighting", {"Sighting": sighting, "action": "add"})


@pytest.fixture(scope="module")
def told(dashboard: Dashboard, publisher: Publisher) -> None:
    """Four sightings of one value and a false positive, one expiration of another; two posts."""
    message = attribute_message("views.example", comment=COMMENT)
    message["Attribute"]["timestamp"] = str(int(time.time()))
    message["Attribute"]["Tag"] = [{"name": "tlp:red", "colour": "#cc0033"}]
    send(publisher, "misp_json_attribute", message)
    for number in range(4):
        sight(publisher, "seen-by.example", 0, number)
    sight(publisher, "seen-by.example", 1, 9)
    sight(publisher, "expired-by.example", 2, 10)
    by = {"date_created": "2026/01/01 00:00:00", "user_id": "2", "org_id": "3",
          "org_name": "Invented CERT"}  # fmt: skip
    thread = {**by, "event_id": "7", "title": "Discussion about Event #7", "distribution": "1"}
    send(publisher, "misp_json_conversation", {"Thread": thread})
    for text in ("<b>First</b> post", "Second post"):
        post = {**by, "contents": text, "post_id": 0, "thread_id": "31"}
        send(publisher, "misp_json_conversation", {"Post": post})
    dashboard.wait_until(
        lambda: (
            dashboard.ask("discussions")["total"] == 2
            and dashboard.total(value="*ed-by.example") + dashboard.total(value="seen-by.example")
            == 6
            and dashboard.total(comment=COMMENT) == 1
        )
    )


def test_views_are_reached_by_keyboard_and_kept_in_the_address(views: ViewPage, told: None) -> None:
    views.open("activity")
    current = views.tabs.get_by_role("link", name="Activity")
    expect(current).to_have_attribute("aria-current", "page")
    views.tabs.get_by_role("link", name="Sightings").focus()
    views.page.keyboard.press("Enter")
    expect(views.page).to_have_url(re.compile("view=sightings"))
    expect(views.panel("Sightings over time")).to_be_visible()
    views.page.reload()
    expect(views.panel("Sighted most")).to_be_visible(timeout=READY_MS)
    views.tabs.get_by_role("link", name="Activity").click()
    expect(views.page).not_to_have_url(re.compile("view="))


def test_what_is_sighted_is_ranked_surges_and_becomes_a_filter(
    views: ViewPage, told: None, publisher: Publisher
) -> None:
    views.open("sightings", "&text=*-by.example")
    first = views.rows("Sighted most").first
    expect(first).to_have_text(re.compile("seen-by.example.*domain.*4.*1.*0.*1 organisation"))
    expect(views.rows("Surges")).to_have_text([re.compile("seen-by.example.*4.*usually 0")])
    legend = views.panel("Sightings over time").get_by_role("list")
    expect(legend.get_by_role("listitem")).to_have_text(
        [re.compile("Sightings.*4"), re.compile("False positives.*1"), re.compile("Expirations.*1")]
    )
    views.panel("Sighted most").get_by_role("button", name="Expired", exact=True).click()
    expect(first).to_contain_text("expired-by.example")
    first.get_by_role("button").click()
    expect(views.rows("Sighted most")).to_have_count(1)
    sight(publisher, "expired-by.example", 2, 11)
    expect(first).to_have_text(re.compile("expired-by.example.*0.*0.*2"))


def test_the_table_is_behind_the_chart(views: ViewPage, told: None) -> None:
    views.open("sightings", "&text=*-by.example")
    panel = views.panel("Sightings over time")
    panel.get_by_role("button", name="Menu of Sightings over time").click()
    views.page.get_by_text("Show as table", exact=True).click()
    expect(panel.get_by_role("columnheader")).to_have_text(
        ["From", "Sightings", "False positives", "Expirations"]
    )


def test_discussions_lead_to_misp_and_to_a_filter(views: ViewPage, told: None) -> None:
    views.open("discussions")
    first = views.rows("Discussed most").first
    expect(first).to_have_text(re.compile("Invented campaign.*2 posts.*1 organisation"))
    link = first.get_by_role("link", name="Open in MISP")
    expect(link).to_have_attribute(
        "href", re.compile("^https://misp.example/events/view/[0-9a-f-]{36}$")
    )
    expect(views.rows("Latest posts").filter(has_text="<b>First</b> post")).to_have_count(1)
    first.get_by_role("button").click()
    expect(views.page).to_have_url(re.compile("event=Invented"))
    expect(first).to_contain_text("2 posts")


def test_an_empty_view_names_the_setting_of_misp(views: ViewPage, told: None) -> None:
    views.open("discussions", "&since=2001-01-01T00:00:00Z&until=2001-01-02T00:00:00Z")
    expect(views.panel("Posts over time")).to_contain_text(
        "Plugin.ZeroMQ_conversation_notifications_enable"
    )
    views.open("sightings", "&since=2001-01-01T00:00:00Z&until=2001-01-02T00:00:00Z")
    expect(views.panel("Sightings over time")).to_contain_text(
        "Plugin.ZeroMQ_sighting_notifications_enable"
    )
    expect(views.panel("Surges")).to_contain_text("Nothing stands out.")


def test_levels_are_told_and_become_filters(views: ViewPage, told: None) -> None:
    views.open("levels", f"&comment={COMMENT}")
    expect(views.panel("Threat level").get_by_role("listitem").nth(1)).to_have_text(
        re.compile("Medium.*1")
    )
    expect(views.panel("Analysis").get_by_role("listitem").nth(1)).to_have_text(
        re.compile("Ongoing.*1")
    )
    expect(views.panel("For detection")).to_contain_text(re.compile("IDS flag.*1"))
    views.panel("TLP").get_by_role("button", name=re.compile("TLP:RED")).click()
    expect(views.page).to_have_url(re.compile("tag=tlp:red"))
    views.panel("Analysis").get_by_role("button", name=re.compile("Ongoing")).click()
    views.panel("Threat level").get_by_role("button", name=re.compile("Medium")).click()
    expect(views.page).to_have_url(re.compile("threat_level=medium&analysis=ongoing"))
    chips = views.page.get_by_role("list", name="Filters in force")
    expect(chips).to_contain_text(re.compile("Threat level.*medium.*Analysis.*ongoing"))
    views.page.get_by_role("button", name="Add a filter (f)").click()
    views.page.get_by_role("tab", name=re.compile("^Threat level")).click()
    expect(views.page.get_by_role("option", name="medium 1")).to_have_attribute(
        "aria-selected", "true"
    )


@pytest.mark.parametrize("view", ["sightings", "discussions", "levels"])
def test_a_phone_never_scrolls_sideways(
    open_guarded: OpenGuarded, dashboard: Dashboard, told: None, view: str
) -> None:
    guarded = open_guarded(dashboard.url, **PHONE)
    page = ViewPage(guarded.context.new_page(), dashboard.url).open(view)
    assert page.page.evaluate(TOO_WIDE) == 0
