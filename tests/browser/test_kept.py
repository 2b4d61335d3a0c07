"""What a panel shows can be kept: as shapes, as JSON, and on paper."""

import json
import time
from pathlib import Path
from xml.etree import ElementTree

from browser.live_page import LivePage
from build import attribute_message
from dashboard import send
from playwright.sync_api import expect

from misp_dashboard.source.publisher import Publisher

COMMENT = "kept"
SVG = "{http://www.w3.org/2000/svg}"


def opened(live: LivePage, publisher: Publisher, name: str) -> LivePage:
    live.open(f"/?comment={COMMENT}&value={name}")
    now = str(int(time.time()))
    message = attribute_message(name, comment=COMMENT, timestamp=now)
    send(publisher, "misp_json_attribute", message)
    expect(live.panel("Activity over time")).to_contain_text("1 activity")
    return live


def kept(live: LivePage, panel: str, entry: str) -> str:
    with live.page.expect_download() as started:
        live.choose(panel, entry)
    return Path(started.value.path()).read_text(encoding="utf-8")


def test_a_chart_is_kept_as_shapes_under_its_title(live: LivePage, publisher: Publisher) -> None:
    opened(live, publisher, "shapes.kept.example")
    drawn = ElementTree.fromstring(  # noqa: S314 - made by this page
        kept(live, "Activity over time", "Download as SVG")
    )
    words = "".join(drawn.itertext())
    assert "Activity over time" in words
    assert "1 activity" in words
    assert drawn.findall(f".//{SVG}path")
    assert not drawn.findall(f".//{SVG}image")


def test_the_answer_is_kept_as_the_api_gave_it(live: LivePage, publisher: Publisher) -> None:
    opened(live, publisher, "json.kept.example")
    answer = json.loads(kept(live, "Activity over time", "Download as JSON"))
    assert answer["total"] == 1
    assert sum(map(sum, (one["counts"] for one in answer["series"]))) == 1


def test_on_paper_the_page_is_light_and_without_the_rail(
    live: LivePage, publisher: Publisher
) -> None:
    opened(live, publisher, "paper.kept.example")
    page = live.page
    theme = page.locator("html")
    page.emulate_media(color_scheme="dark")
    expect(theme).to_have_attribute("data-theme", "dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert theme.get_attribute("data-theme") == "light"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert theme.get_attribute("data-theme") == "dark"
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Pages")).to_be_hidden()
    expect(live.panel("Log")).to_contain_text("paper.kept.example")
    page.emulate_media(media="screen")
    pages = page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    assert 1 <= pages <= 2
