"""Takes the pictures of docs/picture from the demo, in a real browser: `make screenshots`."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "picture"
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from chromium import ARGUMENTS, chromium  # noqa: E402

SHOTS = (
    ("live-dark", "", 1440, 900, "dark"),
    ("live-light", "", 1440, 900, "light"),
    ("phone-dark", "", 390, 844, "dark"),
    ("phone-light", "", 390, 844, "light"),
    ("wall-dark", "?wall=1", 1920, 1080, "dark"),
    ("wall-light", "?wall=1", 1920, 1080, "light"),
)
HISTORY_S = 45
SETTLE_MS = 10_000


def main() -> None:
    """Wait for the demo's month of history, then take every picture."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    command = [sys.executable, "-m", "misp_dashboard", "demo", "--port", str(port)]
    demo = subprocess.Popen(command)  # noqa: S603 - our own program
    try:
        wait_for(f"http://127.0.0.1:{port}/api/health")
        time.sleep(HISTORY_S)
        take(f"http://127.0.0.1:{port}/")
    finally:
        demo.terminate()
        demo.wait(30)


def wait_for(url: str) -> None:
    for _ in range(120):
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 - our own server
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
    sys.exit(f"nothing answers at {url}")


def take(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        for name, query, width, height, scheme in SHOTS:
            page = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
            )
            page.goto(address + query)
            page.wait_for_timeout(SETTLE_MS)
            page.screenshot(path=PICTURES / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
