"""The API's documentation is drawn from our own origin alone."""

from browser.guarded import Guarded
from dashboard import Dashboard
from playwright.sync_api import expect


def test_it_lists_every_question_and_says_what_one_takes(
    guarded: Guarded, dashboard: Dashboard
) -> None:
    page = guarded.context.new_page()
    page.goto(f"{dashboard.url}/api/docs")
    for path in ("/api/activities", "/api/countries", "/api/counters", "/api/live"):
        expect(page.get_by_text(path, exact=True).first).to_be_visible()
    page.get_by_text("/api/countries", exact=True).click()
    expect(page.get_by_text("span", exact=True).first).to_be_visible()
