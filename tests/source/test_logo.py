"""A logo is fetched where MISP serves it, and nothing else is taken for one."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from source.misp_stand_in import KEY, Fault, StandIn, cut_off, hang, status
from source.pictures import HTML, SVG, gif, jpeg, png

from misp_dashboard.source import logo as logo_module
from misp_dashboard.source.history.access import Access
from misp_dashboard.source.logo import LogoSource, NotNow, NotThisOne, Organisation
from misp_dashboard.source.picture import Picture

ALDER = Organisation("Here", 3, "Alder CERT")
BY_ACTION = "/organisations/getOrgLogo/3"
BY_NUMBER = "/img/orgs/3.png"
BY_NAME = "/img/orgs/Alder%20CERT.png"


@pytest.fixture
def misp() -> Iterator[StandIn]:
    with StandIn() as one:
        yield one


def source(misp: StandIn, key: str = KEY, **more: Any) -> LogoSource:
    return LogoSource(Access("Here", misp.url, key, **more))


def asked(misp: StandIn) -> list[str]:
    return [path for path, _ in misp.requests]


def body_of(picture: Picture | None) -> bytes:
    assert picture is not None
    return picture.body


def with_headers(code: int, headers: dict[str, str], body: bytes = b"") -> Fault:
    def fault(handler: BaseHTTPRequestHandler, _: bytes) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return fault


@pytest.mark.parametrize("body", [png(), jpeg(), gif()])
def test_a_new_misp_answers_by_the_organisations_number(misp: StandIn, body: bytes) -> None:
    misp.files[BY_ACTION] = body
    assert body_of(source(misp).logo(ALDER)) == body
    assert asked(misp) == [BY_ACTION]


def test_an_older_one_has_files_in_the_open(misp: StandIn) -> None:
    misp.forbidden.add(BY_ACTION)
    misp.files[BY_NUMBER] = png(3)
    assert body_of(source(misp).logo(ALDER)) == png(3)
    misp.files = {BY_NAME: png(4)}
    assert body_of(source(misp).logo(ALDER)) == png(4)
    assert asked(misp)[2:] == [BY_ACTION, BY_NUMBER, BY_NAME]


def test_who_has_no_number_here_is_asked_for_by_name(misp: StandIn) -> None:
    misp.files[BY_NAME] = png()
    assert source(misp).logo(ALDER._replace(number=0))
    assert asked(misp) == [BY_NAME]


@pytest.mark.parametrize("name", ["", "../../3", "a/b", "a\\b", "a\r\nHost: x", "n" * 201])
def test_a_name_that_is_no_file_is_not_asked_for(misp: StandIn, name: str) -> None:
    assert source(misp).logo(Organisation("Here", 0, name)) is None
    assert asked(misp) == []


def test_a_name_is_one_part_of_the_address(misp: StandIn) -> None:
    source(misp).logo(Organisation("Here", 0, "..?a=b#c%2F"))
    assert asked(misp) == ["/img/orgs/..%3Fa%3Db%23c%252F.png"]


def test_a_misp_that_says_there_is_none_is_not_asked_elsewhere(misp: StandIn) -> None:
    assert source(misp).logo(ALDER) is None
    assert asked(misp) == [BY_ACTION]


@pytest.mark.parametrize("body", [SVG, HTML, b"", png(2049), png() + b"\0" * (1 << 18)])
def test_what_is_no_picture_is_none(misp: StandIn, body: bytes) -> None:
    misp.files[BY_ACTION] = body
    assert source(misp).logo(ALDER) is None
    misp.files = {BY_NUMBER: body}
    misp.forbidden.add(BY_ACTION)
    assert source(misp).logo(ALDER) is None


def test_the_largest_that_misp_takes_is_taken(misp: StandIn) -> None:
    misp.files[BY_ACTION] = png() + b"\0" * (250 * 1024 - len(png()))
    assert source(misp).logo(ALDER)


def test_an_endless_answer_is_left(misp: StandIn) -> None:
    def endless(handler: BaseHTTPRequestHandler, _: bytes) -> None:
        handler.send_response(200)
        handler.end_headers()
        handler.close_connection = True
        with suppress(OSError):  # the reader has gone
            while True:
                handler.wfile.write(png() + b"\0" * 65536)

    misp.faults.append((BY_ACTION, endless))
    assert source(misp).logo(ALDER) is None


def test_a_packed_answer_is_not_unpacked(misp: StandIn) -> None:
    packed = with_headers(200, {"Content-Encoding": "gzip"}, png())
    misp.faults.append((BY_ACTION, packed))
    assert source(misp).logo(ALDER) is None


def test_nobody_is_followed_elsewhere(misp: StandIn) -> None:
    with StandIn() as elsewhere:
        elsewhere.files[BY_NUMBER] = png()
        to = {"Location": f"{elsewhere.url}{BY_NUMBER}"}
        misp.faults += [(path, with_headers(302, to)) for path in (BY_ACTION, BY_NUMBER, BY_NAME)]
        assert source(misp).logo(ALDER) is None
        assert elsewhere.requests == []
    assert asked(misp) == [BY_ACTION, BY_NUMBER, BY_NAME]


def test_the_key_goes_only_where_it_is_needed(
    misp: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine 127.0.0.1 login mallory password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    keys = []

    def noted(handler: BaseHTTPRequestHandler, answer: bytes) -> None:
        keys.append((handler.headers.get("Authorization"), handler.headers.get("Cookie")))
        with_headers(404, {"Set-Cookie": "CAKEPHP=1; path=/"}, b"{}")(handler, answer)

    misp.faults += [(path, noted) for path in (BY_ACTION, BY_NUMBER, BY_NAME)]
    source(misp).logo(ALDER)
    assert keys == [(KEY, None), (None, None), (None, None)]


def test_an_error_of_misps_own_is_of_this_organisation_alone(misp: StandIn) -> None:
    misp.faults.append((BY_ACTION, status(500)))
    one = source(misp)
    with pytest.raises(NotThisOne):
        one.logo(ALDER)
    misp.files["/organisations/getOrgLogo/4"] = png()
    assert one.logo(ALDER._replace(number=4))


def test_half_a_picture_is_none(misp: StandIn) -> None:
    misp.files[BY_ACTION] = png(90, 90)
    misp.faults.append((BY_ACTION, cut_off))
    with pytest.raises(NotNow, match="IncompleteRead|ProtocolError"):
        source(misp).logo(ALDER)


def test_a_misp_that_does_not_answer_is_left_alone_for_a_minute(
    misp: StandIn, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(logo_module, "SILENT_S", 0.05)
    now_s, let_go = [0.0], threading.Event()
    one = LogoSource(Access("Here", misp.url, KEY), clock=lambda: now_s[0])
    misp.faults.append((BY_ACTION, hang(let_go)))
    with pytest.raises(NotNow, match="ReadTimeout"):
        one.logo(ALDER)
    let_go.set()
    misp.files[BY_ACTION] = png()
    now_s[0] = 59.0
    with pytest.raises(NotNow, match="a moment ago"):
        one.logo(ALDER)
    now_s[0] = 60.0
    assert one.logo(ALDER)
    assert KEY not in caplog.text
    assert "did not answer for a logo (ReadTimeout)" in caplog.text


def test_a_slow_answer_is_given_up(misp: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logo_module, "WHOLE_S", 0.0)
    misp.files[BY_ACTION] = png()
    with pytest.raises(NotNow, match="it took too long"):
        source(misp).logo(ALDER)


@pytest.mark.parametrize("code", [429, 503])
def test_a_busy_misp_is_left_alone(misp: StandIn, code: int) -> None:
    misp.faults.append((BY_ACTION, status(code)))
    one = source(misp)
    for _ in range(2):
        with pytest.raises(NotNow):
            one.logo(ALDER)
    assert asked(misp) == [BY_ACTION]


def test_a_key_that_is_not_valid_is_not_tried_for_everybody(misp: StandIn) -> None:
    one = source(misp, key="x" * 40)
    for number in (3, 4, 5):
        with pytest.raises(NotNow):
            one.logo(ALDER._replace(number=number))
    assert asked(misp) == [BY_ACTION]


def test_a_misp_that_is_not_there_costs_nothing_the_second_time() -> None:
    with StandIn() as gone:
        access = Access("Here", gone.url, KEY)
    one = LogoSource(access)
    with pytest.raises(NotNow, match="ConnectionError"):
        one.logo(ALDER)
    with pytest.raises(NotNow, match="a moment ago"):
        one.logo(ALDER)


def test_it_is_asked_gently(misp: StandIn) -> None:
    now_s = [0.0]
    access = Access("Here", misp.url, KEY, requests_per_minute=2)
    one = LogoSource(access, clock=lambda: now_s[0])
    ask: Callable[[], Picture | None] = lambda: one.logo(ALDER)  # noqa: E731
    ask()
    ask()
    with pytest.raises(NotNow, match="asked enough"):
        ask()
    now_s[0] = 60.0
    ask()
    assert len(misp.requests) == 3
