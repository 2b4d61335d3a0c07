"""The map page as a reader sees and uses it: by roles, labels and words."""

import re
from pathlib import Path

from browser.address import scope_of
from playwright.sync_api import Download, Locator, Page, expect

READY_MS = 60_000
"""A loaded machine without a graphics card compiles and draws the map for some seconds."""


class GeoPage:
    """An open tab with the map page."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin

    def open(self, query: str = "") -> "GeoPage":
        """Opens it; returns when the stream is live and every panel has its first answer."""
        self.page.goto(f"{self.origin}/geo{query}")
        return self.settled()

    def settled(self) -> "GeoPage":
        expect(self.light).to_have_text(re.compile(r"\d.\d live"), timeout=READY_MS)
        expect(self.map).to_be_visible(timeout=READY_MS)
        expect(self.map.get_by_text("Preparing the map")).to_have_count(0, timeout=READY_MS)
        expect(self.panel("Hits over time")).to_contain_text("hit", timeout=READY_MS)
        expect(self.panel("Indicators")).to_contain_text("indicator", timeout=READY_MS)
        return self

    @property
    def light(self) -> Locator:
        return self.page.get_by_role(
            "button", name=re.compile(r"\d.\d live|Reconnecting|Connecting|No instance")
        )

    def panel(self, title: str) -> Locator:
        return self.page.get_by_role("region", name=title, exact=True)

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("button", name=name, exact=isinstance(name, str))

    @property
    def map(self) -> Locator:
        return self.page.get_by_role("group", name="Map of the world")

    @property
    def countries(self) -> Locator:
        """What the map shows, as buttons, most hits first."""
        return self.map.get_by_role("group", name="Countries by hits").get_by_role("button")

    @property
    def top(self) -> Locator:
        """The rows of the ranked list."""
        return self.panel("Top places").get_by_role("listitem")

    def top_row(self, name: str) -> Locator:
        """The button that selects it."""
        return self.top.filter(has_text=name).get_by_role("button").first

    @property
    def rows(self) -> Locator:
        """The indicators that are listed."""
        return self.panel("Indicators").get_by_role("row").filter(has=self.page.get_by_role("cell"))

    def row(self, text: str) -> Locator:
        return self.rows.filter(has_text=text)

    def total(self, words: str) -> Locator:
        """One of the numbers above the indicators, by what it counts."""
        term = self.page.get_by_role("term").filter(has_text=re.compile(f"^{words}$"))
        return self.panel("Indicators").locator("dl > div", has=term).get_by_role("definition")

    def chip(self, words: str) -> Locator:
        return self.page.get_by_role("button", name=f"Remove the filter {words}")

    @property
    def scope(self) -> dict[str, list[str]]:
        """As the address has it."""
        return scope_of(self.page.url)

    def draw(self, shape: str, to: tuple[float, float]) -> None:
        """Drags from the middle of the map this far, in parts of its width and height."""
        self.button(f"Draw a {shape} on the map").click()
        expect(self.page.get_by_text("Esc cancels.")).to_be_visible()
        box = self.map.bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        mouse = self.page.mouse
        mouse.move(x, y)
        mouse.down()
        mouse.move(x + box["width"] * to[0], y + box["height"] * to[1], steps=8)
        mouse.up()

    def choose(self, panel: str, entry: str) -> None:
        """Something in the menu of a panel."""
        self.panel(panel).get_by_role("button", name=f"Menu of {panel}").click()
        # The menu chosen from before may still be fading out.
        self.page.get_by_text(entry, exact=True).last.click()

    def downloaded(self, link: str) -> str:
        """The text of a file that a link of the indicators leads to."""
        with self.page.expect_download() as started:
            self.page.get_by_role("link", name=re.compile(f"^{link}")).click()
        return read(started.value).decode("utf-8-sig")

    def picture(self, panel: str) -> bytes:
        """A panel as PNG."""
        with self.page.expect_download() as started:
            self.choose(panel, "Download as PNG")
        assert started.value.suggested_filename.endswith(".png")
        return read(started.value)


def read(download: Download) -> bytes:
    return Path(download.path()).read_bytes()
