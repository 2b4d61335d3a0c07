"""A mistake in an address is told by what is wrong in it."""

import pytest

from misp_dashboard.source.address import Address, fault_of


@pytest.mark.parametrize(
    "address",
    ["tcp://localhost:50000", "tcp://192.0.2.1:1", "tcp://[2001:db8::1]:65535", "ipc:///run/misp"],
)
def test_a_well_formed_address_has_no_fault(address: str) -> None:
    assert fault_of(address) == ""


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("", "write tcp://host:port"),
        ("localhost:50000", "write tcp://host:port"),
        ("http://misp.example", "http://"),
        ("tcp://misp.example", "port"),
        ("tcp://misp.example:", "port"),
        ("tcp://misp.example:zmq", "port"),
        ("tcp://misp.example:99999", "65535"),
        ("tcp://misp.example:0", "65535"),
        ("tcp://:50000", "name"),
        ("tcp://*:50000", "name"),
        ("tcp://misp example:50000", "name"),
        ("tcp://2001:db8::1:50000", "[brackets]"),
        ("ipc://", "path"),
    ],
)
def test_the_fault_of_an_address_is_named(address: str, fault: str) -> None:
    assert fault in fault_of(address)


def test_a_name_is_tried_by_both_ip_versions_and_an_ip_address_by_its_own() -> None:
    assert Address("misp", "tcp://localhost:1").ip_versions == (4, 6)
    assert Address("misp", "tcp://127.0.0.1:1").ip_versions == (4,)
    assert Address("misp", "tcp://[::1]:1").ip_versions == (6,)
