"""Faults between a MISP instance and the dashboard are found, each with its remedy."""

import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from source.misp_stand_in import KEY, StandIn, status

from misp_dashboard.check.finding import Result
from misp_dashboard.check.links import OF_INSTANCE
from misp_dashboard.check.topics import NOTIFICATIONS, OPTIONAL
from misp_dashboard.source.publisher import Publisher

Check = Callable[..., dict[str, Result]]
NAMES = tuple(one.name for one in OF_INSTANCE)
REST = ("web", "clock", "key", "version", "topics")


def told(result: Result) -> tuple[str, str, str]:
    return result.verdict, result.reason, result.remedy


@pytest.fixture
def publisher(settings: Any) -> Iterator[Publisher]:
    """MISP's own, which says often that it lives."""
    with Publisher(quiet_s=0.05) as one:
        settings["instances.0.zmq"] = one.address
        yield one


@pytest.fixture
def misp(settings: Any) -> Iterator[StandIn]:
    with StandIn() as stand_in:
        for name in (*NOTIFICATIONS, *OPTIONAL, "Plugin.ZeroMQ_enable"):
            stand_in.settings.append({"setting": name, "value": True})
        settings["instances.0.url"] = stand_in.url
        settings["instances.0.api_key"] = KEY
        settings["history.requests_per_minute"] = 6000
        yield stand_in


def turn(misp: StandIn, setting: str, value: Any) -> None:
    next(one for one in misp.settings if one["setting"] == setting)["value"] = value


def test_a_healthy_instance_has_nothing_to_be_mended(
    check: Check, publisher: Publisher, misp: StandIn
) -> None:
    results = check(*NAMES)
    assert tuple(results) == NAMES
    assert {(one.verdict, one.remedy) for one in results.values()} == {("ok", "")}, results
    assert "misp_json_self" in results["frames"].reason
    assert "misp_json_self" in results["topics"].reason
    assert results["version"].reason == "MISP 2.5.1"


def test_without_a_key_nothing_is_wrong_and_what_is_not_tested_says_why(
    check: Check, publisher: Publisher
) -> None:
    results = check(*NAMES)
    assert [results[one].verdict for one in NAMES[:4]] == ["ok"] * 4
    assert {results[one].verdict for one in REST} == {"skipped"}
    assert "no `url`" in results["web"].reason
    assert "no `api_key`" in results["topics"].reason


def test_the_name_has_no_address(check: Check, settings: Any) -> None:
    settings["instances.0.zmq"] = "tcp://mips.invalid:50000"
    results = check(*NAMES[:4])
    verdict, reason, remedy = told(results["name"])
    assert (verdict, "'mips.invalid' has no address" in reason) == ("failed", True)
    assert "spelling of `zmq` of Here" in remedy
    assert [told(results[one])[:2] for one in NAMES[1:4]] == [
        ("skipped", "`name` has to work first"),
        ("skipped", "`port` has to work first"),
        ("skipped", "`handshake` has to work first"),
    ]


def test_nothing_listens_at_the_port(check: Check, settings: Any) -> None:
    settings["instances.0.zmq"] = "tcp://127.0.0.1:9"
    verdict, reason, remedy = told(check("port")["port"])
    assert (verdict, reason) == ("failed", "nothing listens at 127.0.0.1 port 9")
    assert "Plugin.ZeroMQ_host" in remedy


def test_a_firewall_swallows_what_is_sent(
    check: Check, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("misp_dashboard.check.port.CONNECT_S", 0.1)
    with socket.socket() as full:
        # the queue of a socket that accepts nobody is full after one: the next are not answered
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        settings["instances.0.zmq"] = f"tcp://127.0.0.1:{port}"
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
        verdict, reason, remedy = told(check("port")["port"])
        for one in waiting:
            one.close()
    assert (verdict, "does not answer within" in reason) == ("failed", True)
    assert "firewall" in remedy


def test_the_password_is_wrong(check: Check, settings: Any) -> None:
    with Publisher(username="misp", password="right", quiet_s=0.05) as one:  # noqa: S106
        settings["instances.0.zmq"] = one.address
        settings["instances.0.username"] = "misp"
        settings["instances.0.password"] = "wrong"
        verdict, reason, remedy = told(check("handshake")["handshake"])
        assert (verdict, "refused the user name 'misp' or its password" in reason) == (
            "failed",
            True,
        )
        assert "Plugin.ZeroMQ_password" in remedy
        assert "wrong" not in reason + remedy


def test_the_publisher_wants_a_password_and_we_give_none(check: Check, settings: Any) -> None:
    with Publisher(password="right", quiet_s=0.05) as one:  # noqa: S106
        settings["instances.0.zmq"] = one.address
        verdict, _, remedy = told(check("handshake")["handshake"])
    assert (verdict, "perhaps MISP's publisher wants a user name" in remedy) == ("failed", True)


def test_nothing_comes_not_even_that_the_publisher_lives(check: Check, settings: Any) -> None:
    with Publisher(quiet_s=60) as one:
        settings["instances.0.zmq"] = one.address
        verdict, reason, remedy = told(check("frames", heard_within_s=0.5)["frames"])
    assert (verdict, reason.startswith("nothing came within 0.5 s")) == ("failed", True)
    assert "mispzmq" in remedy


def test_the_web_address_answers_nothing(check: Check, misp: StandIn, settings: Any) -> None:
    settings["instances.0.url"] = "http://127.0.0.1:9"
    results = check(*REST)
    verdict, reason, remedy = told(results["web"])
    assert (verdict, "Connection refused" in reason) == ("failed", True)
    assert "check `url`" in remedy
    assert {results[one].verdict for one in REST[1:]} == {"skipped"}


def test_misp_has_an_error_of_its_own(check: Check, misp: StandIn) -> None:
    misp.faults.append(("/users/heartbeat", status(500)))
    verdict, _, remedy = told(check("web")["web"])
    assert (verdict, "see the log of MISP" in remedy) == ("failed", True)


@pytest.mark.skipif(not shutil.which("openssl"), reason="it takes openssl")
@pytest.mark.parametrize(
    ("name", "days", "trusted", "verdict", "remedy"),
    [
        ("IP:127.0.0.1", 30, True, "ok", ""),
        ("IP:127.0.0.1", 3, True, "warning", "renew the certificate"),
        ("IP:127.0.0.1", 30, False, "failed", "set `ca_file`"),
        ("DNS:misp.example", 30, True, "failed", "write `url` with a name"),
    ],
)
def test_the_certificate(
    check: Check, settings: Any, tmp_path: Path,
    name: str, days: int, trusted: bool, verdict: str, remedy: str,
) -> None:  # fmt: skip
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-days", str(days), "-subj", "/CN=misp", "-addext", f"subjectAltName={name}",
         "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    stand_in = StandIn()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    stand_in.serve_over(context)
    with stand_in:
        settings["instances.0.url"] = stand_in.url
        if trusted:
            settings["instances.0.ca_file"] = certificate
        found = check("web")["web"]
    assert (found.verdict, found.remedy.startswith(remedy)) == (verdict, True), found


@pytest.mark.parametrize(("minutes", "verdict"), [(2, "warning"), (-120, "failed")])
def test_the_clocks_differ(check: Check, misp: StandIn, minutes: int, verdict: str) -> None:
    def another_time(handler: BaseHTTPRequestHandler, answer: bytes) -> None:
        handler.send_response_only(200)
        there = datetime.now(UTC) + timedelta(minutes=minutes)
        handler.send_header("Date", format_datetime(there, usegmt=True))
        handler.send_header("Content-Length", str(len(answer)))
        handler.end_headers()
        handler.wfile.write(answer)

    misp.faults.append(("/users/heartbeat", another_time))
    found = check("clock")["clock"]
    ahead = "ahead of" if minutes > 0 else "behind"
    assert (found.verdict, f"s {ahead} ours" in found.reason) == (verdict, True)
    assert "NTP" in found.remedy


def test_the_key_is_not_valid(check: Check, misp: StandIn, settings: Any) -> None:
    settings["instances.0.api_key"] = "AnotherKey000000000000000000000000000000"
    results = check(*REST)
    verdict, reason, remedy = told(results["key"])
    assert (verdict, "403: the key is not valid" in reason) == ("failed", True)
    assert "Auth keys" in remedy
    assert told(results["topics"]) == ("skipped", "`key` has to work first", "")


def test_the_role_may_not_use_keys(check: Check, misp: StandIn) -> None:
    misp.me["Role"]["perm_auth"] = False
    verdict, _, remedy = told(check("key")["key"])
    assert (verdict, "`perm_auth`" in remedy) == ("warning", True)


def test_an_old_misp(check: Check, misp: StandIn) -> None:
    misp.version = "2.3.9"
    verdict, reason, remedy = told(check("version")["version"])
    assert (verdict, "MISP 2.3.9" in reason) == ("warning", True)
    assert "misp-dashboard rejected list" in remedy


def test_a_notification_is_off(check: Check, publisher: Publisher, misp: StandIn) -> None:
    turn(misp, "Plugin.ZeroMQ_sighting_notifications_enable", False)
    turn(misp, "Plugin.ZeroMQ_tag_notifications_enable", "")
    verdict, reason, remedy = told(check("topics")["topics"])
    assert (verdict, "does not send sightings, tags" in reason) == ("warning", True)
    assert "Plugin.ZeroMQ_sighting_notifications_enable" in remedy
    assert "Plugin.ZeroMQ_tag_notifications_enable" in remedy


def test_zeromq_is_off(check: Check, publisher: Publisher, misp: StandIn) -> None:
    turn(misp, "Plugin.ZeroMQ_enable", False)
    verdict, _, remedy = told(check("topics")["topics"])
    assert (verdict, remedy) == ("failed", "set Plugin.ZeroMQ_enable to true in MISP")


def test_a_plain_users_key_may_not_read_the_settings(
    check: Check, publisher: Publisher, misp: StandIn
) -> None:
    misp.forbidden.add("/servers/serverSettings")
    verdict, reason, _ = told(check("topics")["topics"])
    assert (verdict, "only a site administrator's key" in reason) == ("skipped", True)
