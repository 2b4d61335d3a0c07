"""A span in which an instance was not heard is hatched in the chart, until it is filled."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from browser.guarded import OpenGuarded
from browser.live_page import LivePage
from build import attribute_message
from dashboard import Dashboard, send
from playwright.sync_api import expect

from misp_dashboard.source.history.record import FILE, HistoryRecord
from misp_dashboard.source.history.span import Span
from misp_dashboard.source.publisher import Publisher

HOUR = timedelta(hours=1)
NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def interrupted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """A dashboard that did not hear an instance twice, of which one time was fetched."""
    data_dir = tmp_path_factory.mktemp("interrupted")
    with closing(HistoryRecord(data_dir / FILE)) as record:
        for hours in (9, 5):
            record.open_gap("Here", NOW - hours * HOUR, "it was away")
            record.close_gap("Here", NOW - (hours - 2) * HOUR)
        job = record.begin("Here", "test", Span(NOW - 9 * HOUR, NOW - 6 * HOUR))
        record.finish(job, filled=True)
    with Publisher() as publisher:
        one = Dashboard(data_dir, {"Here": publisher}).start()
        publisher.wait_for_subscriber()
        send(publisher, "misp_json_attribute", attribute_message("first.example"))
        one.wait_until(lambda: one.total() > 0)
        yield one
        one.stop()


def test_only_what_is_missing_is_hatched_and_said(
    interrupted: Dashboard, open_guarded: OpenGuarded
) -> None:
    page = LivePage(open_guarded(interrupted.url).context.new_page(), interrupted.url).open()
    chart = page.panel("Activity over time")
    hatched = chart.locator(".missed")
    expect(hatched).to_have_count(1)
    box = hatched.bounding_box()
    assert box is not None
    page.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(chart.locator(".tip")).to_contain_text("Here not heard")
