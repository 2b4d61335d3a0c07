"""An IP address is as precisely placed as its database knows, and no more."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from misp_dashboard.location.ip import PROBES, IpLocator
from misp_dashboard.location.mmdb import LocationUnavailable
from misp_dashboard.location.place import Place

WriteMmdb = Callable[..., Path]

LUXEMBOURG = {"country": {"iso_code": "LU"}}
CITY = {**LUXEMBOURG, "city": {"names": {"en": "Esch"}}}
ESCH = {**CITY, "location": {"latitude": 49.5, "longitude": 5.9}}
PROBE = {f"{PROBES[0]}/32": LUXEMBOURG}


@pytest.mark.parametrize(
    ("record", "place"),
    [
        (ESCH, Place("LU", "Esch", 49.5, 5.9)),
        (LUXEMBOURG, Place("LU")),
        (CITY, Place("LU")),
        ({**LUXEMBOURG, "location": ESCH["location"]}, Place("LU")),  # the country's middle
        ({**CITY, "location": {"latitude": 0.0, "longitude": 0.0}}, Place("LU")),
        ({**CITY, "location": {"latitude": 149.5, "longitude": 5.9}}, Place("LU")),
        ({**CITY, "location": {"latitude": float("nan"), "longitude": 5.9}}, Place("LU")),
        ({"country": {"iso_code": "ZZ"}}, None),
        ({"country": {"iso_code": "EU"}}, None),
        ({"country": {"iso_code": "lu"}}, None),
        ({"country": "LU"}, None),
        ({"city": CITY["city"]}, None),
        ({"autonomous_system_number": 2602}, None),
        ("a text", None),
    ],
)
def test_a_record_says_what_it_says(write_mmdb: WriteMmdb, record: Any, place: Place) -> None:
    locator = IpLocator(write_mmdb({**PROBE, "158.64.0.0/16": record}))
    assert locator.locate("158.64.1.1") == place
    locator.close()


def test_a_country_has_no_coordinates_and_a_city_has(write_mmdb: WriteMmdb) -> None:
    assert Place("LU").precision == "country"
    assert Place("LU", "Esch", 49.5, 5.9).precision == "city"


def test_a_network_is_placed_where_both_its_ends_are(write_mmdb: WriteMmdb) -> None:
    belgium = {"country": {"iso_code": "BE"}}
    wiltz = {**ESCH, "city": {"names": {"en": "Wiltz"}}}
    records = {"158.64.0.0/24": ESCH, "158.64.1.0/24": wiltz, "158.64.2.0/23": belgium}
    locator = IpLocator(write_mmdb({**PROBE, **records}))
    assert locator.locate("158.64.0.0/25") == Place("LU", "Esch", 49.5, 5.9)
    assert locator.locate("158.64.0.0/23") == Place("LU")
    assert locator.locate("158.64.0.0/22") is None
    assert locator.locate("158.64.0.0/21") is None  # its end is in no record
    locator.close()


def test_a_database_without_countries_is_refused(write_mmdb: WriteMmdb) -> None:
    path = write_mmdb({"0.0.0.0/1": {"autonomous_system_number": 2602}}, kind="Test-ASN")
    with pytest.raises(LocationUnavailable, match='tells no countries .* "Test-ASN"') as refusal:
        IpLocator(path)
    assert str(path) in str(refusal.value)
