"""Views are saved in the browser, opened, changed, and never trusted."""

import re

from browser.address import scope_of
from browser.live_page import LivePage
from playwright.sync_api import expect


def test_a_view_is_saved_opened_renamed_overwritten_and_deleted(live: LivePage) -> None:
    live.open("/?comment=views&type=ip-src&span=7d")
    views = live.page.get_by_role("dialog", name="Saved views")
    live.page.keyboard.press("v")
    name = views.get_by_role("textbox", name="Name of the view")
    expect(name).to_be_focused()
    live.page.keyboard.type("<b>Sources</b> of a week")
    live.page.keyboard.press("Enter")
    opener = views.get_by_role("button", name="Open <b>Sources</b> of a week")
    expect(opener).to_have_attribute("aria-current", "true")
    live.page.keyboard.press("Escape")

    live.page.goto(live.origin + "/?comment=views")
    live.settled()
    live.page.keyboard.press("v")
    expect(opener).to_be_focused()
    live.page.keyboard.press("Enter")
    expect(live.chip("Type ip-src")).to_be_visible()
    assert scope_of(live.page.url) == {
        "comment": ["views"],
        "type": ["ip-src"],
        "span": ["7d"],
    }

    live.chip("Type ip-src").click()
    live.page.keyboard.press("v")
    views.get_by_role("button", name=re.compile("^Overwrite <b>Sources")).click()
    expect(opener).to_have_attribute("aria-current", "true")
    views.get_by_role("button", name=re.compile("^Rename")).click()
    views.get_by_role("textbox", name=re.compile("^New name")).fill("A week")
    live.page.keyboard.press("Enter")
    expect(views.get_by_role("button", name="Open A week")).to_be_visible()
    live.page.keyboard.press("Escape")
    live.page.reload()
    live.settled()
    live.page.keyboard.press("v")
    views.get_by_role("button", name="Delete A week").click()
    expect(views.get_by_role("button", name="Open A week")).to_have_count(0)
    views.get_by_role("button", name="Undo").click()
    expect(views.get_by_role("button", name="Open A week")).to_be_visible()


def test_what_stands_in_the_browsers_storage_is_never_trusted(live: LivePage) -> None:
    live.page.add_init_script(
        """localStorage.setItem('views', JSON.stringify([
            { name: 'away', path: '//evil.example/', query: '' },
            { name: '<img src=x onerror=alert(1)>', path: '/', query: 'comment=kept' },
            5, null,
        ]))"""
    )
    live.open("/?comment=stored")
    live.page.keyboard.press("v")
    views = live.page.get_by_role("dialog", name="Saved views")
    expect(views.get_by_role("listitem")).to_have_count(1)
    views.get_by_role("button", name=re.compile("^Open <img")).click()
    expect(live.page).to_have_url(re.compile("comment=kept"))
