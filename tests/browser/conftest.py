"""A real browser on a real dashboard that hears a real publisher."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser.chromium import ARGUMENTS, THIN_CLIENT, WEBGL, chromium
from browser.geo_page import GeoPage
from browser.geo_told import AMERICAN, DUTCH, LUXEMBOURGISH, LUXEMBOURGISH_PHONE, tell
from browser.guarded import BLOCKED, Guarded, OpenGuarded
from browser.live_page import LivePage
from dashboard import Dashboard
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from misp_dashboard.source.publisher import Publisher

PATIENCE_MS = 20_000
"""Conditions are waited for; this long only on a machine that is busy with something else."""

REMEDY = (
    "The browser tests need Chromium: `apt-get install chromium`, or set the variable CHROMIUM to"
    " the path of a browser of its family."
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser tests come last, in each of several processes, too.

    Playwright keeps an event loop in this thread, which asyncio tests after it would stumble over.
    """
    here = Path(__file__).parent
    items.sort(key=lambda item: here in item.path.parents)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        expect.set_options(timeout=PATIENCE_MS)
        yield started


def launched(playwright: Playwright, *more: str) -> Browser:
    path = chromium() or pytest.fail(REMEDY)
    return playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, BLOCKED, *more])


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Without WebGL, as a thin client: what is not about the map is tested in half the time."""
    one = launched(playwright, *THIN_CLIENT)
    yield one
    one.close()


@pytest.fixture(scope="session")
def webgl_browser(playwright: Playwright) -> Iterator[Browser]:
    one = launched(playwright, *WEBGL)
    yield one
    one.close()


@pytest.fixture(scope="session")
def publisher() -> Iterator[Publisher]:
    with Publisher() as one:
        yield one


@pytest.fixture(scope="session")
def dashboard(
    publisher: Publisher, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Dashboard]:
    """All tests share it that do not stop it: each has values of its own, and asks for these."""
    one = Dashboard(tmp_path_factory.mktemp("dashboard"), {"Here": publisher}).start()
    publisher.wait_for_subscriber()
    yield one
    one.stop()


@pytest.fixture
def open_guarded(browser: Browser) -> Iterator[OpenGuarded]:
    """Opens contexts; at the end of the test each must have had no error, no foreign request."""
    opened: list[Guarded] = []

    def open_one(origin: str, using: Browser = browser, **options: Any) -> Guarded:
        opened.append(Guarded(using, origin, **options))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()
    problems = [problem for one in opened for problem in one.unexpected()]
    assert problems == []


@pytest.fixture
def guarded(open_guarded: OpenGuarded, dashboard: Dashboard) -> Guarded:
    return open_guarded(dashboard.url)


@pytest.fixture
def live(guarded: Guarded, dashboard: Dashboard) -> LivePage:
    """A tab on the shared dashboard, not opened yet."""
    return LivePage(guarded.context.new_page(), dashboard.url)


@pytest.fixture
def webgl_live(open_guarded: OpenGuarded, webgl_browser: Browser, dashboard: Dashboard) -> LivePage:
    """The same where the map is drawn in WebGL, as for most readers."""
    guarded = open_guarded(dashboard.url, webgl_browser)
    return LivePage(guarded.context.new_page(), dashboard.url)


@pytest.fixture
def geo(guarded: Guarded, dashboard: Dashboard) -> GeoPage:
    """A tab with the map page, not opened yet; the map is drawn in 2-D."""
    return GeoPage(guarded.context.new_page(), dashboard.url)


@pytest.fixture
def still_geo(open_guarded: OpenGuarded, dashboard: Dashboard) -> GeoPage:
    """For a reader who asks for less motion: the map is there at once where it flies to."""
    guarded = open_guarded(dashboard.url, reduced_motion="reduce")
    return GeoPage(guarded.context.new_page(), dashboard.url)


@pytest.fixture
def webgl_geo(open_guarded: OpenGuarded, webgl_browser: Browser, dashboard: Dashboard) -> GeoPage:
    """The same where the map is drawn in WebGL, as for most readers."""
    guarded = open_guarded(dashboard.url, webgl_browser, reduced_motion="reduce")
    return GeoPage(guarded.context.new_page(), dashboard.url)


@pytest.fixture(scope="session")
def geo_told(dashboard: Dashboard, publisher: Publisher) -> str:
    """Two in Luxembourg, one known only to be there, one each in the Netherlands and the USA."""
    comment = "geo-told"
    tell(publisher, "geo one", LUXEMBOURGISH, comment)
    tell(publisher, "geo two", LUXEMBOURGISH, comment)
    tell(publisher, "geo three", LUXEMBOURGISH_PHONE, comment)
    tell(publisher, "geo four", DUTCH, comment)
    tell(publisher, "geo five", AMERICAN, comment)
    dashboard.wait_until(lambda: dashboard.total(comment=comment) == 5)
    return comment
