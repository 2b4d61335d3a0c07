"""Takes the pictures of docs/picture from the demo, in a real browser: `make screenshots`."""

import json
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple

from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "picture"
sys.path.insert(0, str(ROOT / "tests"))

from browser.chromium import ARGUMENTS, WEBGL, chromium  # noqa: E402

SEED = 7
START_S = 120
READY_MS = 120_000
DRAWN_MS = 3_000
"""A map that has just been moved is drawn by then, also where there is no graphics card."""


class Shot(NamedTuple):
    """`path` and `query` say what is looked at."""

    name: str
    path: str
    query: str
    width: int
    height: int
    scheme: Literal["dark", "light"]


WEEK = "?span=7d"
AREA = "&near=49.61,6.13,400"

SHOTS = (
    Shot("live-dark", "", "", 1440, 900, "dark"),
    Shot("live-light", "", "", 1440, 900, "light"),
    Shot("live-phone-dark", "", "", 390, 844, "dark"),
    Shot("live-phone-light", "", "", 390, 844, "light"),
    Shot("wall-dark", "", "?wall=1", 1920, 1080, "dark"),
    Shot("wall-light", "", "?wall=1", 1920, 1080, "light"),
    Shot("geo-dark", "geo", WEEK, 1440, 900, "dark"),
    Shot("geo-light", "geo", WEEK + AREA, 1440, 900, "light"),
    Shot("geo-phone-dark", "geo", WEEK + AREA, 390, 844, "dark"),
    Shot("geo-phone-light", "geo", WEEK, 390, 844, "light"),
    Shot("trends-dark", "trends", WEEK, 1440, 900, "dark"),
    Shot("trends-light", "trends", WEEK, 1440, 900, "light"),
    Shot("trends-phone-dark", "trends", WEEK, 390, 844, "dark"),
    Shot("attack-light", "trends", "?span=30d&view=attack", 1440, 900, "light"),
    Shot("users-dark", "users", "?span=30d", 1440, 900, "dark"),
    Shot("users-light", "users", "?span=30d", 1440, 900, "light"),
    Shot("users-phone-light", "users", "?span=30d", 390, 844, "light"),
    Shot("contributors-dark", "contributors", WEEK, 1440, 900, "dark"),
    Shot("contributor-light", "contributors/Aurora%20ISAC", "?span=30d", 1440, 900, "light"),
    Shot("contributors-phone-dark", "contributors", WEEK, 390, 844, "dark"),
    Shot("instances-dark", "instances", "?span=30d", 1440, 900, "dark"),
    Shot("globe-dark", "", "?globe=1", 1440, 900, "dark"),
)


def main() -> None:
    """Wait for the demo's month of history, then take every picture, or those that are named."""
    chosen = [shot for shot in SHOTS if shot.name in sys.argv[1:]] or SHOTS
    PICTURES.mkdir(exist_ok=True)
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*ARGUMENTS, *WEBGL])
        for shot in chosen:
            take(browser, address, shot)
        browser.close()


@contextmanager
def demo() -> Iterator[str]:
    """The address of a demo of its own whose history is loaded."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "misp_dashboard", "demo", "--port", str(port)]
        command += ["--seed", str(SEED), "--data-dir", f"{folder}/demo"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:  # noqa: S603
            try:
                wait_for_history(address, process)
                yield address
            finally:
                process.terminate()


def wait_for_history(address: str, process: "subprocess.Popen[bytes]") -> None:
    """The history is loaded when the journal is empty although there are activities."""
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        if process.poll() is not None:
            sys.exit(f"the demo ended with {process.returncode}")
        try:
            loaded = ask(address, "instances")["lag"] == 0
            if loaded and ask(address, "counters?span=30d")["activities"] > 0:
                return
        except (urllib.error.URLError, ConnectionError):
            pass  # it has only just been started
        time.sleep(0.5)
    sys.exit(f"the demo's history was not loaded within {START_S} s")


def ask(address: str, question: str) -> Any:
    with urllib.request.urlopen(f"{address}/api/{question}", timeout=30) as answer:  # noqa: S310
        return json.load(answer)


def take(browser: Browser, address: str, shot: Shot) -> None:
    page = browser.new_page(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme=shot.scheme,
        # so that nothing is caught halfway; the map page would hide its playback
        reduced_motion="no-preference" if shot.path else "reduce",
    )
    page.goto(f"{address}/{shot.path}{shot.query}")
    (wait_until_answered if shot.path else wait_until_lively)(page)
    page.screenshot(path=PICTURES / f"{shot.name}.png")
    size_bytes = (PICTURES / f"{shot.name}.png").stat().st_size
    sys.stdout.write(f"{shot.name}.png {size_bytes / 1000:.0f} kB\n")
    page.close()


def wait_until_answered(page: Page) -> None:
    """The largest panel (map, logins, ranks, …) is drawn, the others have their answers."""
    world = page.get_by_role("button", name="Whole world")
    logins = page.get_by_role("grid", name="Logins by weekday and hour")
    ranks = page.get_by_role("list", name=re.compile("^Rank(ing of| requirements)"))
    states = page.get_by_role("list", name="MISP instances")
    trends = page.get_by_role("navigation", name="Views of trends")
    expect(world.or_(logins).or_(ranks).or_(states).or_(trends)).to_be_attached(timeout=READY_MS)
    expect(page.locator(".skeleton")).to_have_count(0, timeout=READY_MS)
    page.wait_for_timeout(DRAWN_MS)


def wait_until_lively(page: Page) -> None:
    """The map is drawn, the panels have their answers, and some seconds of the stream came."""
    expect(page.get_by_text(re.compile(r"^\d/\d live$"))).to_be_visible(timeout=READY_MS)
    drawn = page.get_by_role("button", name="Whole world", include_hidden=True)  # not on a wall
    expect(drawn).to_be_attached(timeout=READY_MS)
    expect(page.get_by_role("img", name="Activity over time")).to_be_visible(timeout=READY_MS)
    lines = page.get_by_role("list", name="Log", exact=True).get_by_role("listitem")
    expect(lines).not_to_have_count(0, timeout=READY_MS)
    # The spotlight goes on every ten seconds: just after that it rests.
    shown = page.get_by_role("region", name="Spotlight").locator(".value")
    expect(shown).not_to_have_text(shown.inner_text(), timeout=READY_MS)
    page.wait_for_timeout(DRAWN_MS)


if __name__ == "__main__":
    main()
