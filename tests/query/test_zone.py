"""Hours and days begin where the clocks of a time zone say, also when they change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from misp_dashboard.query.bad_filter import BadFilter
from misp_dashboard.query.zone import day_starts, starts_of, zone_of

HERE = ZoneInfo("Europe/Luxembourg")


def utc(year: int, month: int, day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


@pytest.mark.parametrize("name", ["Mars/Base", "../etc/passwd", "/etc/localtime", "Europe", "x\0"])
def test_only_time_zones_are_time_zones(name: str) -> None:
    with pytest.raises(BadFilter, match="no time zone"):
        zone_of(name)
    assert zone_of("").key == "UTC"


def test_days_have_23_and_25_hours_when_clocks_change() -> None:
    spring = day_starts(utc(2025, 3, 29, 12), utc(2025, 3, 31, 12), HERE)
    assert spring == [utc(2025, 3, 28, 23), utc(2025, 3, 29, 23), utc(2025, 3, 30, 22)]
    autumn = day_starts(utc(2025, 10, 25, 12), utc(2025, 10, 27, 12), HERE)
    assert autumn == [utc(2025, 10, 24, 22), utc(2025, 10, 25, 22), utc(2025, 10, 26, 23)]


def test_a_span_of_up_to_seven_days_is_cut_into_hours() -> None:
    starts, step_s = starts_of(utc(2025, 3, 3, 10, 20), utc(2025, 3, 10, 10, 20), HERE)
    assert (len(starts), step_s) == (169, 3600)
    assert (starts[0], starts[-1]) == (utc(2025, 3, 3, 10), utc(2025, 3, 10, 10))
    starts, step_s = starts_of(utc(2025, 3, 3, 10), utc(2025, 3, 10, 10), HERE)
    assert len(starts) == 168
    longer = utc(2025, 3, 10, 10, 0, 1)
    assert starts_of(utc(2025, 3, 3, 10), longer, HERE)[1] == 86400


def test_hours_begin_at_the_half_where_the_zone_does() -> None:
    starts, _ = starts_of(utc(2025, 3, 3, 10), utc(2025, 3, 3, 12), ZoneInfo("Asia/Kolkata"))
    assert starts == [utc(2025, 3, 3, 9, 30), utc(2025, 3, 3, 10, 30), utc(2025, 3, 3, 11, 30)]


def test_an_empty_span_has_one_bucket() -> None:
    moment = utc(2025, 3, 3, 10)
    assert len(starts_of(moment, moment, HERE)[0]) == 1
    assert len(day_starts(moment, moment - timedelta(days=1), HERE)) == 1
