"""The view of MITRE ATT&CK: a matrix to read, to move through, to filter by and to take along."""

import json
import re
import time
from pathlib import Path

import pytest
from browser.guarded import Guarded, OpenGuarded
from browser.test_screen import PHONE, TOO_WIDE
from build import attribute_message
from dashboard import Dashboard, send
from playwright.sync_api import Locator, Page, expect

from misp_dashboard.source.publisher import Publisher

READY_MS = 60_000
COMMENT = "attack-told"

LINK = "Spearphishing Link - T1566.002"
TASK = "Scheduled Task - T1053.005"
GONE = "Scripting - T1064"


@pytest.fixture(scope="module")
def told(dashboard: Dashboard, publisher: Publisher) -> str:
    """Spearphishing links twice, once with a scheduled task; one technique that is retired."""
    for name, techniques in (("a", (LINK,)), ("b", (LINK, TASK)), ("c", (GONE,))):
        message = attribute_message(
            f"attack {name}", comment=COMMENT, timestamp=str(int(time.time()))
        )
        message["Attribute"]["Tag"] = [
            {"name": f'misp-galaxy:mitre-attack-pattern="{one}"', "colour": "#0088cc"}
            for one in techniques
        ]
        send(publisher, "misp_json_attribute", message)
    dashboard.wait_until(lambda: dashboard.total(comment=COMMENT, kind="attribute") == 3)
    return COMMENT


def opened(page: Page, origin: str, comment: str) -> Page:
    page.goto(f"{origin}/trends?view=attack&kind=attribute&comment={comment}")
    expect(page.get_by_text(re.compile(r"^\d.\d live$"))).to_be_visible(timeout=READY_MS)
    return page


def cell(within: Page | Locator, name: str) -> Locator:
    return within.get_by_role("button", name=re.compile(rf"^{name}, T\d"))


def test_the_matrix_is_read_opened_and_filtered_by(
    guarded: Guarded, dashboard: Dashboard, told: str, tmp_path: Path
) -> None:
    page = opened(guarded.context.new_page(), dashboard.url, told)
    grid = page.get_by_role("grid", name="Techniques by tactic")
    expect(grid.get_by_role("columnheader")).to_have_text(
        [re.compile(r"^Initial Access\s*2"), re.compile(r"^Execution\s*1"),
         re.compile(r"^Persistence\s*1"), re.compile(r"^Privilege Escalation\s*1")]
    )  # fmt: skip
    expect(cell(grid, "Phishing")).to_have_accessible_name(
        "Phishing, T1566, 2 activities, 1 event, 1 organisation, "
        "0 tagged with the technique itself, new, 0 in the equal span before"
    )
    expect(page.get_by_role("region", name="Not in the matrix")).to_contain_text("T1064")

    cell(grid, "Phishing").focus()
    page.keyboard.press("Space")
    expect(cell(grid, "Spearphishing Link")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(cell(grid, "Spearphishing Link")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(cell(grid, "Scheduled Task.Job").first).to_be_focused()

    with page.expect_download() as download:
        page.get_by_role("link", name="Navigator layer").click()
    kept = tmp_path / "layer.json"
    download.value.save_as(kept)
    layer = json.loads(kept.read_bytes())
    assert {one["techniqueID"]: one["score"] for one in layer["techniques"]} == {
        "T1053": 1, "T1053.005": 1, "T1566": 2, "T1566.002": 2,
    }  # fmt: skip

    page.get_by_role("checkbox", name="Whole matrix").check()
    expect(grid.get_by_role("columnheader")).to_have_count(14)
    expect(cell(grid, "Hardware Additions")).to_have_accessible_name(
        "Hardware Additions, T1200, does not occur"
    )
    cell(grid, "Phishing").click()
    chip = page.get_by_role("button", name=re.compile("Remove the filter Tag"))
    expect(chip).to_be_visible()
    expect(page.get_by_role("region", name="Not in the matrix")).to_have_count(0)


def test_on_a_phone_it_is_a_list_by_tactic(
    open_guarded: OpenGuarded, dashboard: Dashboard, told: str
) -> None:
    guarded = open_guarded(dashboard.url, **PHONE)
    page = opened(guarded.context.new_page(), dashboard.url, told)
    tactic = page.get_by_role("region", name="Initial Access")
    expect(cell(tactic, "Phishing")).to_be_visible()
    expect(page.get_by_role("grid")).to_have_count(0)
    assert page.evaluate(TOO_WIDE) == 0


def test_nothing_says_which_tags_would_be_shown(guarded: Guarded, dashboard: Dashboard) -> None:
    page = guarded.context.new_page()
    page.goto(f"{dashboard.url}/trends?view=attack&since=2001-01-01&until=2001-01-02")
    panel = page.get_by_role("region", name="MITRE ATT&CK")
    expect(panel).to_contain_text("galaxy mitre-attack-pattern", timeout=READY_MS)
