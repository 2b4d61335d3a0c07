"""Organisations have the logos that MISP serves beside their names, and otherwise initials."""

from collections.abc import Iterator

import pytest
from browser.guarded import Guarded, OpenGuarded
from browser.test_contributors import ContributorsPage, share
from build import uuid
from dashboard import Dashboard
from playwright.sync_api import Locator, expect
from source.misp_stand_in import KEY, StandIn
from source.pictures import HTML, png

from misp_dashboard.source.publisher import Publisher

COMMENT = "logos-told"
ORGS = [f"{n:02} CERT" for n in range(80)]
WITH_LOGO, WITH_HTML, WITHOUT = ORGS[0], ORGS[1], ORGS[2]
DRAWN = "one => one.complete && one.naturalWidth"


def path(org: str) -> str:
    return f"/organisations/getOrgLogo/{int(uuid(org)[:7], 16)}"


@pytest.fixture(scope="module")
def misp() -> Iterator[StandIn]:
    """Of eighty organisations the first has a logo, and so has the last."""
    with StandIn() as one:
        one.files = {path(ORGS[0]): png(40, 20), path(ORGS[-1]): png(9), path(ORGS[1]): HTML}
        yield one


@pytest.fixture(scope="module")
def with_logos(
    misp: StandIn, publisher: Publisher, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Dashboard]:
    one = Dashboard(tmp_path_factory.mktemp("logos"), {"Here": publisher})
    one.environment |= {
        "MISP_DASHBOARD_INSTANCES__0__URL": misp.url,
        "MISP_DASHBOARD_INSTANCES__0__API_KEY": KEY,
        "MISP_DASHBOARD_HISTORY__CATCH_UP": "false",
        "MISP_DASHBOARD_HISTORY__REQUESTS_PER_MINUTE": "6000",
    }
    one.start()
    publisher.wait_for_subscriber()
    for org in ORGS:
        share(publisher, org, COMMENT, "a")
    one.wait_until(lambda: one.total(comment=COMMENT) == len(ORGS))
    yield one
    one.stop()


@pytest.fixture
def guarded_tab(open_guarded: OpenGuarded, with_logos: Dashboard) -> Guarded:
    guarded = open_guarded(with_logos.url)
    guarded.expect("status of 404")  # who has no logo
    return guarded


@pytest.fixture
def contributors(guarded_tab: Guarded, with_logos: Dashboard) -> ContributorsPage:
    return ContributorsPage(guarded_tab.context.new_page(), with_logos.url)


def mark(row: Locator) -> Locator:
    return row.locator("[data-picture=none]", has_text="C")


def test_a_logo_covers_the_initials_and_moves_nothing(
    contributors: ContributorsPage, misp: StandIn
) -> None:
    contributors.open(f"?comment={COMMENT}")
    first, html, without = (mark(contributors.ranked.nth(n)) for n in range(3))
    logo = first.locator("img")
    expect(logo).to_have_css("opacity", "1")
    assert logo.evaluate(DRAWN) == 40
    assert logo.get_attribute("alt") == ""
    for one in (html, without):
        expect(one.locator("img")).to_have_count(0)
        expect(one).to_have_text("0C")
    assert without.bounding_box() | {"y": 0} == first.bounding_box() | {"y": 0}  # type: ignore[operator]


def test_only_the_rows_in_sight_are_asked_for(contributors: ContributorsPage) -> None:
    asked = set()
    contributors.page.on(
        "request", lambda one: asked.add(one.url) if "contributor-logo" in one.url else None
    )
    contributors.open(f"?comment={COMMENT}")
    expect(mark(contributors.ranked.first).locator("img")).to_have_css("opacity", "1")
    expect(contributors.ranked).to_have_count(len(ORGS))
    assert 2 < len(asked) < len(ORGS)
    last = contributors.ranked.last
    last.scroll_into_view_if_needed()
    expect(mark(last).locator("img")).to_have_css("opacity", "1")


def test_its_own_page_has_a_large_one(contributors: ContributorsPage) -> None:
    contributors.open(f"?comment={COMMENT}", org=WITH_LOGO)
    logo = contributors.page.locator(".who img")
    expect(logo).to_have_css("opacity", "1")
    box = logo.bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (48, 48)
    contributors.open(f"?comment={COMMENT}", org=WITHOUT)
    expect(contributors.page.get_by_role("heading", name=WITHOUT)).to_be_visible()
    expect(contributors.page.locator(".who img")).to_have_count(0)
