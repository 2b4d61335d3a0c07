"""An activity gains its place by its type's means, or stays the very same."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from misp_dashboard.activity.row import Activity
from misp_dashboard.location.attribution import ATTRIBUTION
from misp_dashboard.location.geoip import GeoipFiles
from misp_dashboard.location.locate import LocationUnavailable, Locator
from misp_dashboard.location.located_type import LOCATED

MakeActivity = Callable[..., Activity]
WriteMmdb = Callable[..., Path]

REAL_EVENTS = Path(__file__).parents[2].parent / "shared" / "data" / "events"


# Addresses of universities, research networks and registries, which stay where they are.
@pytest.mark.parametrize(
    ("type", "value", "country"),
    [
        ("ip-src", "8.8.8.8", "US"),
        ("ip-dst", "158.64.1.1", "LU"),
        ("ip-dst", "193.0.6.139", "NL"),
        ("ip-dst", "133.11.0.1", "JP"),
        ("ip-dst", "200.160.0.8", "BR"),
        ("ip-dst", "41.231.53.1", "TN"),
        ("ip-dst", "137.158.0.1", "ZA"),
        ("ip-dst", "139.80.0.1", "NZ"),
        ("ip-src", "2001:a18::1", "LU"),
        ("ip-src", "2001:620::1", "CH"),
        ("ip-src", "2001:200::1", "JP"),
        ("ip-src", "::ffff:158.64.1.1", "LU"),
        ("ip-dst", "2002:9e40:0101::", "LU"),
        ("ip-dst", "158.64.0.0/24", "LU"),
        ("ip-dst", "2001:a18::/32", "LU"),
        ("ip-src|port", "129.132.0.1|443", "CH"),
        ("ip-dst|port", "2001:a18::1|8080", "LU"),
        ("ip-dst|port", "[2001:a18::1]|8080", "LU"),
        ("ip-dst", "[2001:a18::1]:8080", "LU"),
        ("ip-dst", "158.64.1.1:80", "LU"),
        ("ip-dst|port", "158.64.1.1", "LU"),
        ("domain|ip", "evil.example|158.64.1.1", "LU"),
        ("domain|ip", "133.11.0.1|158.64.1.1", "LU"),
        ("domain|ip", "evil.example|2001:a18::1", "LU"),
        ("url", "http://158.64.1.1/", "LU"),
        ("url", "hxxps://user@158.64.1.1:8443/?q=1", "LU"),
        ("url", "http://[2001:a18::1]:8080/", "LU"),
        ("uri", "158.64.1.1/gate.php", "LU"),
        ("phone-number", "+35226123456", "LU"),
        ("prtn", "+33199001234", "FR"),
        ("whois-registrant-phone", "+442079460123", "GB"),
    ],
)
def test_what_points_into_a_country_is_located(
    locator: Locator, activity: MakeActivity, type: str, value: str, country: str
) -> None:
    located = locator.locate(activity(type, value))
    assert located.country == country
    assert located.located_by == ("phone" if "phone" in type or type == "prtn" else "ip")
    assert located.value == value


@pytest.mark.parametrize(
    ("type", "value"),
    [
        ("ip-dst", "10.0.0.1"),
        ("ip-dst", "192.0.2.1"),
        ("ip-dst", "::ffff:192.168.1.1"),
        ("ip-dst", "2002:0a00:0001::"),  # 6to4 of a private address
        ("ip-dst", "2001:db8::1"),
        ("ip-dst", "10.0.0.0/8"),
        ("ip-dst", "0.0.0.0/0"),
        ("ip-src|port", "|443"),
        ("ip-src", "158.64.1.1.example"),
        ("domain|ip", "evil.example"),
        ("domain|ip", "158.64.1.1"),
        ("domain|ip", "158.64.1.1|evil.example"),
        ("domain", "158.64.1.1"),  # MISP's types are taken at their word
        ("md5", "d41d8cd98f00b204e9800998ecf8427e"),
        ("url", "http://10.0.0.1/"),
        ("url", "http://example.org/158.64.1.1"),
        ("link", "http://158.64.1.1/"),
        ("text", "+35226123456"),
        ("phone-number", "26123456"),
        ("phone-number", "158.64.1.1"),
        ("", ""),
        ("no-such-type", "8.8.8.8"),
    ],
)
def test_everything_else_is_handed_back_untouched(
    locator: Locator, activity: MakeActivity, type: str, value: str
) -> None:
    before = activity(type, value)
    assert locator.locate(before) is before


def test_a_city_comes_with_coordinates_and_a_country_without(
    locator: Locator, activity: MakeActivity
) -> None:
    city = locator.locate(activity("ip-src", "158.64.1.1"))
    assert (city.precision, city.place) == ("city", "Esch-sur-Alzette")
    assert city.latitude == pytest.approx(49.5, abs=0.2)
    assert city.longitude == pytest.approx(5.9, abs=0.2)
    country = locator.locate(activity("phone-number", "+35226123456"))
    assert (country.precision, country.place) == ("country", "")
    assert country.latitude is country.longitude is None


def test_a_sighting_is_located_like_the_attribute_that_was_seen(
    locator: Locator, activity: MakeActivity
) -> None:
    assert locator.locate(activity("ip-dst", "158.64.1.1", kind="sighting")).country == "LU"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    type=st.sampled_from([row.type for row in LOCATED]),
    value=st.text(alphabet="0123456789.:|/+[]f% \x00éLU,="),
)
def test_no_value_raises(locator: Locator, activity: MakeActivity, type: str, value: str) -> None:
    locator.locate(activity(type, value))


def test_the_bundled_database_asks_for_its_attribution(locator: Locator) -> None:
    assert locator.attribution == (ATTRIBUTION["DBIP-"],)


def test_another_database_asks_for_its_own(write_mmdb: WriteMmdb) -> None:
    records = {"8.8.8.8/32": {"country": {"iso_code": "US"}}}
    geolite = Locator(GeoipFiles({"city": write_mmdb(records, kind="GeoLite2-Country")}))
    assert geolite.attribution == (ATTRIBUTION["GeoLite2-"],)
    own = Locator(GeoipFiles({"city": write_mmdb(records, kind="Our-Own")}))
    assert own.attribution == ()
    geolite.close()
    own.close()


def test_a_database_that_cannot_be_used_stops_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(LocationUnavailable, match=r"none\.mmdb"):
        Locator(GeoipFiles({"city": tmp_path / "none.mmdb"}))


def attributes_of(event: Any) -> Iterator[dict[str, Any]]:
    if isinstance(event, dict):
        if {"type", "value", "category"} <= event.keys():
            yield event
        for inner in event.values():
            yield from attributes_of(inner)
    elif isinstance(event, list):
        for inner in event:
            yield from attributes_of(inner)


@pytest.mark.skipif(not REAL_EVENTS.is_dir(), reason="the real events are not there")
def test_the_addresses_of_real_events_are_located(locator: Locator, activity: MakeActivity) -> None:
    of_type: dict[str, list[Activity]] = {}
    for file in REAL_EVENTS.glob("*.json"):
        for attribute in attributes_of(json.loads(file.read_bytes())):
            before = activity(attribute["type"], attribute["value"])
            of_type.setdefault(before.type, []).append(locator.locate(before))
    for type in ("ip-src", "ip-dst", "domain|ip"):
        located = [a for a in of_type[type] if a.country]
        assert len(located) >= 0.9 * len(of_type[type]), type
    for type, activities in of_type.items():
        assert type in {row.type for row in LOCATED} or not any(a.country for a in activities)
