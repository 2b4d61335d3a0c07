"""The detail of an activity has every field, to copy or filter by, and the way into its MISP."""

from collections.abc import Iterator
from typing import Any

import pytest
from browser.guarded import Guarded
from browser.live_page import LivePage
from build import attribute_message, published_message, uuid
from dashboard import Dashboard, send
from playwright.sync_api import Browser, Locator, expect

from misp_dashboard.source.publisher import Publisher

VALUE = "8.8.8.8"
COMMENT = "detail of all"


@pytest.fixture(scope="module")
def row(dashboard: Dashboard, publisher: Publisher) -> dict[str, Any]:
    """An attribute of an object with everything there is to know of one, as the API tells it."""
    message = published_message(tags=[])
    event = message["Event"]
    event.update(id="77", uuid=uuid("event 77"))
    inside = attribute_message("detail", type="ip-dst", value=VALUE, comment=COMMENT)["Attribute"]
    inside.update(event_id="77", object_id="5", object_relation="ip")
    inside["Tag"] = [{"name": "tlp:amber", "colour": "#FFC000"}]
    event["Object"] = [
        {
            "id": "5",
            "uuid": uuid("object 5"),
            "name": "domain-ip",
            "meta-category": "network",
            "timestamp": event["timestamp"],
            "distribution": "5",
            "event_id": "77",
            "comment": "",
            "deleted": False,
            "Attribute": [inside],
        }
    ]
    send(publisher, "misp_json", message)
    dashboard.wait_until(lambda: dashboard.total(comment=COMMENT) == 1)
    (known,) = dashboard.ask("activities", comment=COMMENT)["activities"]
    return dict(known)


@pytest.fixture(scope="module")
def opened(
    browser: Browser, dashboard: Dashboard, row: dict[str, Any]
) -> Iterator[tuple[Guarded, LivePage]]:
    guarded = Guarded(browser, dashboard.url, permissions=["clipboard-read", "clipboard-write"])
    yield guarded, LivePage(guarded.context.new_page(), dashboard.url).open(f"/?comment={COMMENT}")
    guarded.close()


@pytest.fixture
def live(opened: tuple[Guarded, LivePage]) -> Iterator[LivePage]:
    """The page with this one activity, without problems."""
    guarded, live = opened
    yield live
    assert guarded.unexpected() == []


@pytest.fixture
def detail(live: LivePage) -> Iterator[Locator]:
    """Opened for the test, closed after it."""
    yield live.open_detail(VALUE)
    live.page.keyboard.press("Escape")
    expect(live.detail).to_have_count(0)


def said(detail: Locator) -> dict[str, str]:
    terms = detail.get_by_role("term").all_text_contents()
    told = detail.get_by_role("definition").all_text_contents()
    return {term.strip(): text.strip() for term, text in zip(terms, told, strict=True)}


def test_it_says_every_field(detail: Locator, row: dict[str, Any]) -> None:
    fields = said(detail)
    expected = {
        "Kind": "attribute added",
        "Category": "Network activity",
        "Type": "ip-dst",
        "Comment": COMMENT,
        "IDS flag": "yes",
        "Object": "domain-ip",
        "Relation": "ip",
        "UUID": row["subject_uuid"],
        "Number": str(row["subject_id"]),
        "Event": "Invented campaign",
        "Event number": "77",
        "Event UUID": row["event_uuid"],
        "Threat level": "medium",
        "Analysis": "ongoing",
        "Distribution": "this community only",
        "Country": "United States (US)",
        "Place": row["place"],
        "Precision": row["precision"],
        "Located by": "ip",
        "Organisation": "Invented CERT",
        "Organisation UUID": row["org_uuid"],
        "Instance": "Here",
        "Topic": "misp_json",
        "Identity": row["id"],
    }
    assert {name: fields.get(name) for name in expected} == expected
    assert set(fields) - set(expected) == {"Coordinates", "Happened", "Received"}
    expect(detail.get_by_role("button", name="tlp:amber")).to_be_visible()


def test_it_leads_to_the_event_in_the_right_misp(detail: Locator, row: dict[str, Any]) -> None:
    link = detail.get_by_role("link", name="Open in Here")
    expect(link).to_have_attribute("href", f"https://misp.example/events/view/{row['event_uuid']}")
    expect(link).to_have_attribute("rel", "noreferrer")


def test_a_value_is_copied_whole(detail: Locator, live: LivePage) -> None:
    detail.get_by_role("button", name="Copy Value").click()
    expect(detail.get_by_role("button", name="Copied")).to_be_visible()
    assert live.page.evaluate("navigator.clipboard.readText()") == VALUE


def test_all_of_it_is_copied_as_json(detail: Locator, live: LivePage, row: dict[str, Any]) -> None:
    detail.get_by_role("button", name="Copy as JSON").click()
    expect(detail.get_by_role("button", name="Copied")).to_be_visible()
    copied = live.page.evaluate("navigator.clipboard.readText().then(JSON.parse)")
    assert copied == row


def test_a_field_filters(detail: Locator, live: LivePage) -> None:
    detail.get_by_role("button", name="Leave these out: Type ip-dst").click()
    expect(live.chip("Type is not ip-dst")).to_be_visible()
    expect(live.detail).to_have_count(0)
    live.chip("Type is not ip-dst").click()
    expect(live.line(VALUE)).to_be_visible()
