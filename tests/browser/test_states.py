"""When there is nothing, or something fails, each panel says so, why, and what to do."""

from collections.abc import Iterator

import pytest
from browser.guarded import AWAY, Guarded, OpenGuarded
from browser.live_page import LivePage
from build import attribute_message
from dashboard import Dashboard, send
from playwright.sync_api import Route, expect

from misp_dashboard.source.publisher import Publisher

PROBLEM = '{"error":"busy","message":"The store is busy.","remedy":"Wait.","field":""}'


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """A dashboard to which nothing was ever told."""
    with Publisher() as publisher:
        one = Dashboard(tmp_path_factory.mktemp("quiet"), {"Here": publisher}).start()
        publisher.wait_for_subscriber()
        yield one
        one.stop()


def test_an_empty_dashboard_says_why_and_what_to_do(
    quiet: Dashboard, open_guarded: OpenGuarded
) -> None:
    page = LivePage(open_guarded(quiet.url).context.new_page(), quiet.url).open()
    for title in ("Where it points", "Log", "Activity over time"):
        expect(page.panel(title)).to_contain_text("No activity in the last 24 hours.")
        expect(page.panel(title)).to_contain_text("Widen the span, or look at the instance lights")
    expect(page.panel("Spotlight")).to_contain_text("IP addresses and phone numbers")
    expect(page.counter("activities today")).to_have_text("0")


def test_a_filter_that_matches_nothing_says_so(live: LivePage) -> None:
    live.open("/?value=nothing.is.called.this.example")
    for title in ("Where it points", "Log", "Activity over time"):
        expect(live.panel(title)).to_contain_text("Nothing matches these filters")
        expect(live.panel(title)).to_contain_text("Remove a filter or widen the span.")


def test_a_panel_that_fails_says_so_and_is_asked_again_while_the_others_go_on(
    live: LivePage, guarded: Guarded, publisher: Publisher
) -> None:
    guarded.expect(*AWAY)
    failing = True

    def answer(route: Route) -> None:
        if failing:
            route.fulfill(status=503, content_type="application/json", body=PROBLEM)
        else:
            route.continue_()

    live.page.route("**/api/activity-over-time?*", answer)
    live.page.goto(f"{live.origin}/?value=*.fails.example")
    panel = live.panel("Activity over time")
    expect(panel.get_by_role("alert")).to_contain_text("The store is busy.")
    expect(panel.get_by_role("alert")).to_contain_text("Wait.")
    expect(panel.get_by_role("alert")).to_contain_text("Failing since")
    send(publisher, "misp_json_attribute", attribute_message("one.fails.example"))
    expect(live.line("one.fails.example")).to_be_visible()
    expect(live.counter("activities today")).to_have_text("1")
    failing = False
    panel.get_by_role("button", name="Try again").click()
    expect(panel).to_contain_text("1 activity")
    expect(panel.get_by_role("alert")).to_have_count(0)


def test_a_panel_that_had_an_answer_keeps_it_when_the_next_fails(
    live: LivePage, guarded: Guarded, publisher: Publisher
) -> None:
    guarded.expect(*AWAY)
    live.open("/?value=*.keeps.example&type=domain&comment=panel")
    send(publisher, "misp_json_attribute", attribute_message("one.keeps.example", comment="panel"))
    panel = live.panel("Activity over time")
    expect(panel).to_contain_text("1 activity")
    live.page.route("**/api/activity-over-time?*", lambda route: route.fulfill(status=502))
    send(publisher, "misp_json_attribute", attribute_message("two.keeps.example", comment="panel"))
    expect(panel.get_by_role("status")).to_contain_text("As of")
    expect(live.chart).to_be_visible()
    expect(live.line("two.keeps.example")).to_be_visible()
    live.page.unroute_all()
    panel.get_by_role("button", name="Try again").click()
    expect(panel).to_contain_text("2 activities")
    expect(panel.get_by_role("status")).to_have_count(0)


def test_the_log_that_fails_is_loaded_when_the_server_answers_again(
    live: LivePage, guarded: Guarded, dashboard: Dashboard, publisher: Publisher
) -> None:
    guarded.expect(*AWAY)
    send(publisher, "misp_json_attribute", attribute_message("one.again.example"))
    dashboard.wait_until(lambda: dashboard.total(value="one.again.example") == 1)
    live.page.route("**/api/activities?*", lambda route: route.fulfill(status=503))
    live.page.goto(f"{live.origin}/?value=*.again.example")
    alert = live.panel("Log").get_by_role("alert")
    expect(alert).to_contain_text("The server answered with status 503.")
    live.page.unroute_all()
    expect(live.line("one.again.example")).to_be_visible()
    expect(alert).to_have_count(0)
