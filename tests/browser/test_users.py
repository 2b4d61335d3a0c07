"""The page of users: when people log in, who shares for it, who fails to get in."""

import re
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from browser.guarded import Guarded, OpenGuarded
from browser.test_screen import PHONE, TOO_WIDE
from build import attribute_message
from dashboard import Dashboard, send
from playwright.sync_api import Locator, Page, expect

from misp_dashboard.source.publisher import Publisher

READY_MS = 60_000
AUDIT = "misp_json_audit"
SETTING = "Plugin.ZeroMQ_audit_notifications_enable"
READER, SHARER = "Reading Room", "Sharing CERT"
SHARER_UUID = "5e3c1f0a-0000-4000-8000-000000000005"
LUXEMBOURG = ZoneInfo("Europe/Luxembourg")


class UsersPage:
    """An open tab with the page of users, in the time zone and locale of the test's browser."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin

    def open(self, query: str = "") -> "UsersPage":
        self.page.goto(f"{self.origin}/users{query}")
        expect(self.card).to_be_visible(timeout=READY_MS)
        return self

    def panel(self, title: str) -> Locator:
        return self.page.get_by_role("region", name=title, exact=True)

    @property
    def card(self) -> Locator:
        return self.page.get_by_role("grid", name="Logins by weekday and hour")

    @property
    def ranked(self) -> Locator:
        return self.page.get_by_role("list", name="Contribution per login").get_by_role("listitem")


def entry(action: str, user: int, org: str, title: str, number: int = 0) -> Any:
    """An audit entry; those of one second and title are one, so each has its number."""
    log = {
        "model": "User", "action": action, "title": title, "user_id": str(user), "org": org,
        "email": f"user{user}@{user}.example", "created": f"2026-11-20 08:30:{number:02d}",
        "change": "",
    }  # fmt: skip
    return {"Log": log, "action": "log"}


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """Here somebody read three times, another shared, two addresses failed; There says nothing."""
    with Publisher() as here, Publisher() as there:
        folder = tmp_path_factory.mktemp("users")
        one = Dashboard(folder, {"Here": here, "There": there}).start()
        here.wait_for_subscriber()
        for number in range(3):
            send(here, AUDIT, entry("login", 4, READER, "User (4): a", number))
        send(here, AUDIT, entry("login", 5, SHARER, "User (5): b"))
        for number, address in ((1, "192.0.2.7"), (2, "192.0.2.7"), (3, "198.51.100.9")):
            title = f"Failed login attempt using username x from IP: {address}."
            send(here, AUDIT, entry("login_fail", 5, SHARER, title, number))
        for number in range(4):
            message = attribute_message(f"shared {number}")
            message["Attribute"]["timestamp"] = str(int(time.time()))
            message["Event"]["Orgc"] = {"id": "5", "name": SHARER, "uuid": SHARER_UUID}
            send(here, "misp_json_attribute", message)
        one.wait_until(lambda: one.total(kind="login") == 7)
        one.wait_until(lambda: one.total(kind="attribute") == 4)
        yield one
        one.stop()


@pytest.fixture
def guarded(open_guarded: OpenGuarded, used: Dashboard) -> Guarded:
    return open_guarded(used.url, timezone_id="Europe/Luxembourg", locale="de-LU")


@pytest.fixture
def users(guarded: Guarded, used: Dashboard) -> UsersPage:
    return UsersPage(guarded.context.new_page(), used.url)


def now_there(logins: str) -> re.Pattern[str]:
    """The cell of the hour that a clock in Luxembourg shows, or of the one that just ended."""
    now = datetime.now(LUXEMBOURG)
    cells = (now, now - timedelta(minutes=5))
    hours = "|".join(f"{one:%a} {one.day} {one:%b} {one:%H}:00" for one in cells)
    return re.compile(f"^({hours})–.*: {logins}$")


def test_logins_are_in_the_cell_of_their_hour_on_the_readers_clock(users: UsersPage) -> None:
    users.open("?span=24h")
    cell = users.card.get_by_role("gridcell", name=now_there("4 logins"))
    expect(cell).to_have_count(1)
    expect(users.card.get_by_role("row").first).to_contain_text("Mon")
    cell.hover()
    expect(users.panel("When people log in")).to_contain_text("100.0 %")


def test_weeks_are_gone_through_and_kept_in_the_address(users: UsersPage) -> None:
    users.open("?span=24h")
    expect(users.page.get_by_role("button", name="Next week")).to_be_disabled()
    users.page.get_by_role("button", name="Previous week").click()
    expect(users.panel("When people log in")).to_contain_text("No login that week.")
    expect(users.page).to_have_url(re.compile("week=20"))
    users.page.get_by_role("button", name="Average").click()
    expect(users.panel("When people log in")).to_contain_text("4 logins · average of 1 week")


def test_the_card_is_read_with_the_arrow_keys(users: UsersPage) -> None:
    users.open("?span=14d")
    users.card.get_by_role("gridcell", name=re.compile("^Monday 09:00")).focus()
    users.page.keyboard.press("ArrowDown")
    users.page.keyboard.press("End")
    users.page.keyboard.press("ArrowLeft")
    expect(users.page.locator(":focus")).to_have_attribute(
        "aria-label", re.compile("^Tuesday 22:00–23:00: ")
    )


def test_a_week_begins_on_the_day_of_the_readers_locale(
    open_guarded: OpenGuarded, used: Dashboard
) -> None:
    guarded = open_guarded(used.url, timezone_id="America/New_York", locale="en-US")
    page = UsersPage(guarded.context.new_page(), used.url).open("?span=24h")
    expect(page.card.get_by_role("row").first).to_contain_text("Sun")


def test_an_instance_that_never_told_of_a_login_is_named_with_its_setting(
    users: UsersPage,
) -> None:
    users.open("?span=14d")
    hint = users.panel("Settings that are missing")
    expect(hint).to_contain_text("No login was ever received from There.")
    expect(hint).to_contain_text(SETTING)
    users.page.goto(f"{users.origin}/users?span=14d&instance=There")
    empty = users.panel("When people log in")
    expect(empty).to_contain_text("No login was ever received from There.", timeout=READY_MS)
    expect(empty).to_contain_text(SETTING)
    users.page.goto(f"{users.origin}/users?span=14d&instance=Here")
    expect(users.panel("When people log in")).to_contain_text("4 logins", timeout=READY_MS)
    expect(hint).to_have_count(0)


def test_who_reads_and_does_not_share_is_told_and_becomes_a_filter(users: UsersPage) -> None:
    users.open("?span=14d")
    expect(users.ranked).to_have_text([re.compile(f"{SHARER}4 a login"), re.compile(READER)])
    users.page.get_by_role("button", name="Only read 1").click()
    expect(users.ranked).to_have_text([re.compile(f"{READER}reads.*3 logins · 0 contributions")])
    users.ranked.get_by_role("button").click()
    expect(users.page.get_by_role("button", name=re.compile("^Remove the filter"))).to_be_visible()
    expect(users.panel("When people log in")).to_contain_text("3 logins")
    expect(users.panel("Logins and contributions")).to_contain_text("3 logins, 0 contributions")


def test_failed_sign_ins_are_listed_by_where_they_came_from(users: UsersPage) -> None:
    users.open("?span=14d")
    sources = users.page.get_by_role("list", name="From where").get_by_role("listitem")
    expect(sources).to_have_text([re.compile(r"192\.0\.2\.7\s*2"), re.compile(r"198\.51.*1")])
    expect(users.panel("Failed sign-ins")).to_contain_text("3 failed")


def test_the_page_says_what_is_stored_of_people(users: UsersPage) -> None:
    users.open("?span=14d")
    expect(users.page.get_by_text("no name, no e-mail address")).to_be_visible()
    assert "user4@" not in users.page.content()


def test_a_phone_never_scrolls_sideways(open_guarded: OpenGuarded, used: Dashboard) -> None:
    guarded = open_guarded(used.url, **PHONE)
    page = UsersPage(guarded.context.new_page(), used.url).open("?span=14d&by=org")
    expect(page.ranked).to_have_count(2)
    assert page.page.evaluate(TOO_WIDE) == 0
