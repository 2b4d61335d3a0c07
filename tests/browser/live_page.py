"""The live page as a reader sees and uses it: by roles, labels and words."""

import re

from playwright.sync_api import Locator, Page, expect

READY_MS = 60_000
"""A loaded machine without a graphics card compiles and draws the map for some seconds."""


class LivePage:
    """An open tab with the live page."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin

    def open(self, path: str = "/") -> "LivePage":
        """Opens it; returns when the stream is live and every panel has its first answer."""
        self.page.goto(self.origin + path)
        return self.settled()

    def settled(self) -> "LivePage":
        expect(self.light).to_have_text(re.compile(r"\d.\d live"), timeout=READY_MS)
        expect(self.map).to_be_visible(timeout=READY_MS)
        expect(self.map.get_by_text("Preparing the map")).to_have_count(0, timeout=READY_MS)
        expect(self.chart).to_be_visible(timeout=READY_MS)
        expect(self.counter("activities today")).not_to_have_text("–", timeout=READY_MS)
        return self

    def mark(self) -> None:
        """Marks the open document: a reload would take the mark away."""
        self.page.evaluate("document.documentElement.dataset.marked = 'yes'")

    def was_never_left(self) -> None:
        expect(self.page.locator("html")).to_have_attribute("data-marked", "yes")

    def is_loaded_anew(self, timeout_ms: float) -> None:
        """Returns when the mark is gone."""
        marked = self.page.locator("html[data-marked]")
        expect(marked).to_have_count(0, timeout=timeout_ms)

    @property
    def light(self) -> Locator:
        """The light of the instances; its text says whether the page is live."""
        return self.page.get_by_role(
            "button", name=re.compile(r"\d.\d live|Reconnecting|Connecting|No instance")
        )

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("list", name="Log", exact=True)

    @property
    def lines(self) -> Locator:
        """The lines that are drawn: those in view and a few beside."""
        return self.log.get_by_role("listitem")

    def line(self, text: str) -> Locator:
        return self.lines.filter(has_text=text)

    @property
    def scroller(self) -> Locator:
        return self.panel("Log").locator("div:has(> [role=list])")

    @property
    def pill(self) -> Locator:
        """How many new lines wait."""
        return self.panel("Log").get_by_role("button", name=re.compile(r"^[\d.k]+ new$"))

    def panel(self, title: str) -> Locator:
        return self.page.get_by_role("region", name=title, exact=True)

    @property
    def chart(self) -> Locator:
        """Its name says in words what is drawn."""
        return self.panel("Activity over time").get_by_role("img", name="Activity over time")

    @property
    def map(self) -> Locator:
        return self.page.get_by_role("group", name="Hits by country")

    @property
    def countries(self) -> Locator:
        """The map as buttons, most hits first."""
        return self.map.get_by_role("group", name="Countries by hits").get_by_role("button")

    def counter(self, word: str) -> Locator:
        """The number above the last word of what it counts."""
        last = word.rsplit(" ", 1)[-1]
        term = self.page.get_by_role("term").filter(has_text=re.compile(f"^{last}$"))
        return self.panel("Counters").locator("div", has=term).get_by_role("definition")

    @property
    def detail(self) -> Locator:
        return self.page.get_by_role("complementary", name="Activity", exact=True)

    def open_detail(self, text: str) -> Locator:
        """Opens the first line with this text, as a reader does who clicks its sign."""
        self.line(text).first.get_by_role("button", name=re.compile("^Details:")).click()
        expect(self.detail).to_be_visible()
        return self.detail

    def choose(self, panel: str, entry: str) -> None:
        """Something in the menu of a panel."""
        self.panel(panel).get_by_role("button", name=f"Menu of {panel}").click()
        self.page.get_by_text(entry, exact=True).click()

    def chip(self, filter_words: str) -> Locator:
        return self.page.get_by_role("button", name=f"Remove the filter {filter_words}")

    def values(self) -> list[str]:
        """The last word of each drawn line's button for details, newest first."""
        labels = self.lines.get_by_role("button", name=re.compile("^Details:")).evaluate_all(
            "all => all.map((one) => one.getAttribute('aria-label'))"
        )
        return [str(label).rsplit(" ", 1)[-1] for label in labels]
