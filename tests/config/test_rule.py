"""What values have to be beyond their type."""

from pathlib import Path

import pytest

from misp_dashboard.config import rule


@pytest.mark.parametrize(
    "address",
    ["tcp://localhost:50000", "tcp://misp.example.org:1", "tcp://10.0.0.1:50000", "tcp://[::1]:5"],
)
def test_a_zeromq_address_is_a_host_with_a_port(address: str) -> None:
    assert rule.zmq_address(address) == ""


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("misp.example.org", "write tcp://misp.example.org:50000"),
        ("misp.example.org:50001", "write tcp://misp.example.org:50001"),
        ("https://misp.example.org", "belongs in `url`"),
        ("tcp://misp.example.org", "tcp://misp.example.org:50000"),
        ("tcp://misp.example.org/", "tcp://misp.example.org:50000"),
        ("tcp://*:50000", "must name the host that MISP runs on"),
        ("tcp://0.0.0.0:50000", "must name the host that MISP runs on"),
        ("tcp://misp:99999", "must be an address such as"),
        ("tcp://misp:50000/path", "nothing after the port"),
        ("tcp://user@misp:50000", "nothing after the port"),
        ("", "must be an address such as"),
        ("tcp://", "must name the host"),
        ("tcp://[::1:50000", "must be an address such as"),
    ],
)
def test_what_is_no_zeromq_address_is_told_the_right_one(address: str, told: str) -> None:
    assert told in rule.zmq_address(address)


@pytest.mark.parametrize(
    ("address", "right"),
    [
        ("", True),
        ("https://misp.example.org", True),
        ("http://10.0.0.1:8443/misp", True),
        ("misp.example.org", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://user:pass@misp.example.org", False),
    ],
)
def test_a_web_address_begins_with_http_and_holds_no_password(address: str, right: bool) -> None:
    assert (rule.web_address(address) == "") is right


@pytest.mark.parametrize(
    ("address", "right"),
    [
        ("", True),
        ("https://tiles.example.org/{z}/{x}/{y}.png", True),
        ("https://tiles.example.org/{z}/{x}.png", False),
        ("https://{s}.example.org/{z}/{x}/{y}.png", False),
        ("ftp://tiles.example.org/{z}/{x}/{y}.png", False),
        ("https://tiles.example.org/{scheme}/{z}/{x}/{y}.png", True),
        ("https://tiles.example.org:8443/styles/basic/style.json", True),
        ("https://tiles.example.org/{scheme}.json?key=abc", True),
        ("https://tiles.example.org/{z}/{x}/{y}.json", False),
        ("https://{scheme}.example.org/style.json", False),
        ("https://tiles.example.org/styles/basic", False),
        # each would say more in the security policy than one host
        ("https://tiles.example.org;script-src */style.json", False),
        ("https://somebody@tiles.example.org/style.json", False),
        ("https://tiles.example.org, *.example.net/style.json", False),
        ("https://*.example.org/style.json", False),
    ],
)
def test_tiles_come_from_one_host(address: str, right: bool) -> None:
    assert (rule.tiles_url(address) == "") is right


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://tiles.example.org/styles/basic", "https://tiles.example.org/style.json"),
        ("https://tiles.example.org/{z}/{x}/{y}.pbf", "https://tiles.example.org/style.json"),
        ("https://tiles.example.org/{z}/{x}/{y}.json", "only {scheme}, which"),
        ("https://münchen.example/style.json", "xn--mnchen-3ya.example"),
    ],
)
def test_what_is_wrong_with_tiles_comes_with_its_remedy(address: str, told: str) -> None:
    assert told in rule.tiles_url(address)


def test_a_style_is_told_from_tiles_by_its_ending() -> None:
    assert rule.is_style("https://tiles.example.org/style.json?key=a.png")
    assert not rule.is_style("https://tiles.example.org/{z}/{x}/{y}.png?style=dark.json")


@pytest.mark.parametrize(
    ("address", "right"),
    [
        ("", True),
        ("chdb:///var/lib/misp-dashboard/store", True),
        ("clickhouse://misp@db.example.org:8123/misp", True),
        ("clickhouse://db.example.org", True),
        ("chdb://relative/folder", False),
        ("clickhouse:///misp", False),
        ("postgres://db/misp", False),
        ("/var/lib/store", False),
    ],
)
def test_a_store_is_a_folder_or_a_clickhouse_server(address: str, right: bool) -> None:
    assert (rule.store_url(address) == "") is right


@pytest.mark.parametrize(
    ("host", "right"),
    [("localhost", True), ("::1", True), ("0.0.0.0", True), ("http://x", False), ("a:80", False)],
)
def test_a_host_is_no_address_with_port(host: str, right: bool) -> None:
    assert (rule.host(host) == "") is right


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("::", False),
        ("10.0.0.1", False),
        ("misp.example.org", False),
    ],
)
def test_loopback_is_what_only_this_machine_reaches(host: str, local: bool) -> None:
    assert rule.is_loopback(host) is local


def test_a_name_is_short_and_printable() -> None:
    assert rule.instance_name("MISP Lëtzebuerg") == ""
    assert rule.instance_name("x" * 65) == "must have 1 to 64 characters, has 65"
    assert rule.instance_name("") != ""
    assert rule.instance_name("a\nb") != ""
    assert rule.instance_name(" a") != ""


def test_a_database_has_to_be_a_file(tmp_path: Path) -> None:
    assert rule.readable_file("") == ""
    assert rule.readable_file(str(tmp_path)) != ""
    assert rule.readable_file(str(tmp_path / "gone.mmdb")) != ""
    (tmp_path / "city.mmdb").touch()
    assert rule.readable_file(str(tmp_path / "city.mmdb")) == ""


def test_lists_have_to_be_in_a_folder(tmp_path: Path) -> None:
    assert rule.readable_folder("") == ""
    assert rule.readable_folder(str(tmp_path)) == ""
    assert rule.readable_folder(str(tmp_path / "gone")) != ""
    (tmp_path / "list.json").touch()
    assert rule.readable_folder(str(tmp_path / "list.json")) != ""
