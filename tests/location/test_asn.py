"""An ASN database names the network of an address, and tells the country of a network."""

import time
from collections.abc import Callable, Iterator
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from misp_dashboard.location.address import Address
from misp_dashboard.location.asn import AsnLocator
from misp_dashboard.location.asn_index import SAMPLES
from misp_dashboard.location.autonomous_system import AutonomousSystem
from misp_dashboard.location.ip import PROBES
from misp_dashboard.location.mmdb import LocationUnavailable
from misp_dashboard.location.place import Place

WriteMmdb = Callable[..., Path]
Open = Callable[..., AsnLocator]


def record(number: Any, name: Any = "") -> dict[str, Any]:
    return {"autonomous_system_number": number, "autonomous_system_organization": name}


PROBE = {f"{PROBES[0]}/32": record(15169, "Google LLC")}


@pytest.fixture
def open_asn(write_mmdb: WriteMmdb) -> Iterator[Open]:
    """Opens a database of networks; countries are those of the networks they are in, else ""."""
    opened: list[AsnLocator] = []

    def open_asn(
        records: dict[str, Any], countries: dict[str, str] | None = None, wait_s: float = 30
    ) -> AsnLocator:
        of_networks = {ip_network(text): country for text, country in (countries or {}).items()}

        def country_of(address: Address) -> str:
            return next((c for network, c in of_networks.items() if address in network), "")

        path = write_mmdb({**PROBE, **records}, kind="DBIP-ASN-Lite")
        opened.append(AsnLocator(path, country_of, wait_s))
        return opened[-1]

    yield open_asn
    for one in opened:
        one.close()


def test_an_address_is_in_the_network_of_its_record(open_asn: Open) -> None:
    asn = open_asn({"158.64.0.0/16": record(2602, "Fondation RESTENA")})
    assert asn.system_of("158.64.1.1") == AutonomousSystem(2602, "Fondation RESTENA")
    assert asn.system_of("158.64.0.0/24") == AutonomousSystem(2602, "Fondation RESTENA")
    assert asn.system_of("158.65.1.1") is None
    assert asn.system_of("158.64.0.0/15") is None  # its end is in no network that is known
    assert asn.system_of("evil.example") is None


@pytest.mark.parametrize(
    "odd", ["a text", {}, record("2602"), record(0), record(-1), record(True), {"asn": "AS2602"}]
)
def test_an_odd_record_names_no_network(open_asn: Open, odd: Any) -> None:
    asn = open_asn({"158.64.0.0/16": odd})
    assert asn.system_of("158.64.1.1") is None
    assert asn.locate("AS2602") == (AutonomousSystem(2602), None)


def test_an_address_that_is_nowhere_is_in_no_network(open_asn: Open) -> None:
    assert open_asn({"10.0.0.0/8": record(1)}).system_of("10.0.0.1") is None


def test_a_number_gets_its_name_and_the_country_of_its_addresses(open_asn: Open) -> None:
    asn = open_asn({"158.64.0.0/16": record(2602, "RESTENA")}, {"158.64.0.0/16": "LU"})
    for written in ("AS2602", "2602", "as2602 RESTENA"):
        assert asn.locate(written) == (AutonomousSystem(2602, "RESTENA"), Place("LU"))


@pytest.mark.parametrize(("elsewhere", "country"), [(51, "LU"), (52, "")])
def test_four_fifths_of_the_addresses_have_to_be_in_one_country(
    open_asn: Open, elsewhere: int, country: str
) -> None:
    abroad = {f"158.64.{number}.0/24": "BE" for number in range(elsewhere)}
    asn = open_asn({"158.64.0.0/16": record(2602)}, {**abroad, "158.64.0.0/16": "LU"})
    assert asn.locate("2602")[1] == (Place(country) if country else None)


def test_addresses_count_and_not_networks(open_asn: Open) -> None:
    small = {f"158.65.{number}.0/24": record(2602) for number in range(40)}
    asn = open_asn({"158.64.0.0/16": record(2602), **small}, {"158.64.0.0/16": "LU"})
    assert asn.locate("2602")[1] == Place("LU")


def test_addresses_whose_country_nobody_knows_count_against_it(open_asn: Open) -> None:
    asn = open_asn({"158.64.0.0/15": record(2602)}, {"158.64.0.0/16": "LU"})
    assert asn.locate("2602")[1] is None


def test_the_ipv6_networks_count_where_there_is_no_ipv4(open_asn: Open) -> None:
    networks = {f"2001:a18:{number:x}::/48": record(2602, "RESTENA") for number in range(5)}
    in_luxembourg = {f"2001:a18:{number:x}::/48": "LU" for number in range(4)}
    asn = open_asn(networks, in_luxembourg)
    assert asn.locate("AS2602") == (AutonomousSystem(2602, "RESTENA"), Place("LU"))


def test_a_number_without_networks_stays_a_number(open_asn: Open) -> None:
    asn = open_asn({"158.64.0.0/16": record(2602)}, {"158.64.0.0/16": "LU"})
    assert asn.locate("AS64496") == (AutonomousSystem(64496), None)
    # shares the last 16 bits with 2602
    assert asn.locate(str(2602 + 65536)) == (AutonomousSystem(2602 + 65536), None)
    assert asn.locate("RESTENA") == (None, None)


def test_few_addresses_of_a_large_system_are_asked(write_mmdb: WriteMmdb) -> None:
    asked: list[Address] = []

    def country_of(address: Address) -> str:
        asked.append(address)
        return "FR"

    path = write_mmdb({**PROBE, "80.0.0.0/5": record(3215)}, kind="DBIP-ASN-Lite")
    asn = AsnLocator(path, country_of)
    assert asn.locate("3215")[1] == Place("FR")
    assert len(asked) == len(set(asked)) == SAMPLES
    assert {address in ip_network("80.0.0.0/5") for address in asked} == {True}
    assert asn.locate("AS3215")[1] == Place("FR")
    assert len(asked) == SAMPLES  # remembered
    asn.forget_countries()
    asn.locate("3215")
    assert len(asked) == 2 * SAMPLES
    asn.close()


def test_who_asks_before_the_index_is_there_waits_only_so_long(open_asn: Open) -> None:
    many = {f"{a}.{b}.0.0/16": record(a * 256 + b) for a in range(11, 90) for b in range(256)}
    asn = open_asn(many, {"11.0.0.0/8": "US"}, wait_s=0)
    began = time.monotonic()
    assert asn.locate("2816") == (AutonomousSystem(2816), None)
    assert time.monotonic() - began < 1
    asn.close()
    asn = open_asn(many, {"11.0.0.0/8": "US"})
    assert asn.locate("2816")[1] == Place("US")


def test_what_was_asked_too_early_is_not_remembered(open_asn: Open) -> None:
    asn = open_asn({"158.64.0.0/16": record(2602)}, {"158.64.0.0/16": "LU"}, wait_s=0)
    until = time.monotonic() + 20
    while asn.locate("2602")[1] is None:
        assert time.monotonic() < until
        time.sleep(0.01)
    assert asn.locate("2602")[1] == Place("LU")


def test_a_database_without_networks_is_refused(write_mmdb: WriteMmdb) -> None:
    city = write_mmdb({f"{PROBES[0]}/32": {"country": {"iso_code": "US"}}})
    with pytest.raises(LocationUnavailable, match='tells no networks .* "Test-City"'):
        AsnLocator(city, lambda _: "")
