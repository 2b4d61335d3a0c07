"""The server may stop, start and be updated: the page goes on by itself, with nothing missing."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.guarded import AWAY, OpenGuarded
from browser.live_page import LivePage
from build import attribute_message
from dashboard import Dashboard, send
from playwright.sync_api import expect

import misp_dashboard
from misp_dashboard.source.publisher import Publisher

RETURN_MS = 45_000
"""The page waits longer from try to try, at most about 19 s."""


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Dashboard, Publisher]]:
    """A dashboard that may be stopped."""
    with Publisher() as publisher:
        one = Dashboard(tmp_path / "own", {"Here": publisher}).start()
        publisher.wait_for_subscriber()
        yield one, publisher
        one.stop()


def tell(publisher: Publisher, *names: str) -> None:
    for name in names:
        send(publisher, "misp_json_attribute", attribute_message(name))


@pytest.mark.parametrize("path", ["/", "/?wall=1"], ids=["tab", "wall"])
def test_after_a_restart_the_page_goes_on_with_nothing_missing_and_nothing_twice(
    own: tuple[Dashboard, Publisher], open_guarded: OpenGuarded, path: str
) -> None:
    dashboard, publisher = own
    guarded = open_guarded(dashboard.url)
    guarded.expect(*AWAY)
    live = LivePage(guarded.context.new_page(), dashboard.url).open(path)
    live.mark()
    tell(publisher, "one.example", "two.example")
    expect(live.lines).to_have_count(2)
    dashboard.stop()
    expect(live.light).to_have_text("Reconnecting")
    expect(live.lines).to_have_count(2)
    expect(live.panel("Log").get_by_role("alert")).to_have_count(0)
    publisher.wait_for_nobody()
    dashboard.start()
    publisher.wait_for_subscriber()
    tell(publisher, "three.example")
    expect(live.light).to_have_text("1/1 live", timeout=RETURN_MS)
    tell(publisher, "four.example")
    expect(live.line("four.example")).to_be_visible(timeout=RETURN_MS)
    expect(live.lines).to_have_count(4)
    assert sorted(live.values()) == sorted(
        f"{name}.example" for name in ("one", "two", "three", "four")
    )
    expect(live.counter("activities today")).to_have_text("4")
    live.was_never_left()


def test_while_the_server_is_away_the_light_says_what_that_means(
    own: tuple[Dashboard, Publisher], open_guarded: OpenGuarded
) -> None:
    dashboard, _ = own
    guarded = open_guarded(dashboard.url)
    guarded.expect(*AWAY)
    live = LivePage(guarded.context.new_page(), dashboard.url).open()
    dashboard.stop()
    expect(live.light).to_have_text("Reconnecting")
    live.light.hover()
    expect(live.page.get_by_text("keeps trying. What is shown may be old.")).to_be_visible()


def next_version(folder: Path) -> Path:
    """The package as the next version would be installed; answers where to import it from."""
    package = Path(misp_dashboard.__file__).parent
    shutil.copytree(package, folder / package.name, ignore=shutil.ignore_patterns("__pycache__"))
    told = folder / package.name / "__init__.py"
    text = told.read_text()
    assert misp_dashboard.__version__ in text
    told.write_text(text.replace(misp_dashboard.__version__, "99.0.0"))
    return folder


def updated(dashboard: Dashboard, folder: Path) -> None:
    dashboard.stop()
    path = [str(next_version(folder)), os.environ.get("PYTHONPATH", "")]
    dashboard.environment["PYTHONPATH"] = os.pathsep.join(filter(None, path))
    dashboard.start()
    assert dashboard.ask("health")["version"] == "99.0.0"


def test_a_wall_screen_loads_the_page_of_a_new_version_by_itself(
    own: tuple[Dashboard, Publisher], open_guarded: OpenGuarded, tmp_path: Path
) -> None:
    dashboard, _ = own
    guarded = open_guarded(dashboard.url)
    guarded.expect(*AWAY)
    live = LivePage(guarded.context.new_page(), dashboard.url).open("/?wall=1")
    live.mark()
    updated(dashboard, tmp_path / "next")
    live.is_loaded_anew(RETURN_MS)
    live.settled()
    expect(live.page).to_have_url(f"{dashboard.url}/?wall=1")


def test_who_is_reading_is_told_of_a_new_version_and_decides(
    own: tuple[Dashboard, Publisher], open_guarded: OpenGuarded, tmp_path: Path
) -> None:
    dashboard, _ = own
    guarded = open_guarded(dashboard.url)
    guarded.expect(*AWAY)
    live = LivePage(guarded.context.new_page(), dashboard.url).open()
    live.mark()
    updated(dashboard, tmp_path / "next")
    expect(live.page.get_by_text("The dashboard was updated.")).to_be_visible(timeout=RETURN_MS)
    live.was_never_left()
    live.page.get_by_role("button", name="Reload", exact=True).click()
    live.is_loaded_anew(RETURN_MS)
    live.settled()
    expect(live.panel("Log")).to_be_visible()
    foot = live.page.get_by_role("main").get_by_text("Version 99.0.0")
    expect(foot).to_be_visible()
