"""MISP's web server tells what time it is there."""

from datetime import timedelta

import pytest
from source.misp_stand_in import KEY, StandIn

from misp_dashboard.source.history.access import Access
from misp_dashboard.source.history.misp_clock import misp_ahead


@pytest.mark.parametrize("hours", [5, -30])
def test_a_clock_that_differs_is_told(hours: int) -> None:
    with StandIn() as misp:
        misp.clock_ahead_s = hours * 3600
        ahead = misp_ahead(Access("Here", misp.url, KEY))
        assert misp.requests == []
    assert abs(ahead - timedelta(hours=hours)) < timedelta(seconds=5)


def test_a_second_is_no_difference() -> None:
    with StandIn() as misp:
        misp.clock_ahead_s = 1.0
        assert misp_ahead(Access("Here", misp.url, KEY)) == timedelta()


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "no address"])
def test_where_nobody_answers_there_is_no_difference(url: str) -> None:
    assert misp_ahead(Access("Here", url, KEY)) == timedelta()
