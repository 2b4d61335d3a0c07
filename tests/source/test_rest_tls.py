"""A MISP behind a certificate is asked only when the certificate is trusted, or nobody looks."""

import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from source.misp_stand_in import KEY, StandIn
from source.pictures import png

from misp_dashboard.source.history.access import Access
from misp_dashboard.source.history.misp_clock import misp_ahead
from misp_dashboard.source.history.rest import Rest, Unanswered
from misp_dashboard.source.logo import LogoSource, NotNow, Organisation

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="it takes openssl")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of 127.0.0.1, signed by itself, with its key in the same file."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder


@pytest.fixture
def misp(certificate: Path) -> Iterator[StandIn]:
    stand_in = StandIn()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "certificate.pem", certificate / "key.pem")
    stand_in.serve_over(context)
    with stand_in:
        yield stand_in


def ask(misp: StandIn, **more: object) -> None:
    access = Access("Here", misp.url, KEY, attempts=2, retry_first_s=0.001, **more)  # type: ignore[arg-type]
    rest = Rest(access, threading.Event())
    rest.list("its tags", lambda misp: misp.tags())


def test_a_certificate_that_nobody_vouches_for_is_refused(misp: StandIn) -> None:
    with pytest.raises(Unanswered, match="its certificate is not valid here: set `ca_file`"):
        ask(misp)
    assert misp.requests == []


def test_a_certificate_of_ones_own_authority_is_trusted(misp: StandIn, certificate: Path) -> None:
    ask(misp, ca_file=str(certificate / "certificate.pem"))
    assert misp.asked("/tags")


def test_who_does_not_want_to_look_need_not(misp: StandIn) -> None:
    ask(misp, verify_tls=False)
    assert misp.asked("/tags")


def test_logos_are_asked_for_by_the_same_rules(misp: StandIn, certificate: Path) -> None:
    misp.files["/organisations/getOrgLogo/3"] = png()
    one = Organisation("Here", 3, "Alder CERT")
    own = str(certificate / "certificate.pem")
    with pytest.raises(NotNow, match="SSLError"):
        LogoSource(Access("Here", misp.url, KEY)).logo(one)
    assert misp.requests == []
    assert LogoSource(Access("Here", misp.url, KEY, ca_file=own)).logo(one)
    assert LogoSource(Access("Here", misp.url, KEY, verify_tls=False)).logo(one)


def test_the_clock_of_whom_nobody_vouches_for_is_not_believed(misp: StandIn) -> None:
    misp.clock_ahead_s = 3600
    access = Access("Here", misp.url, KEY)
    assert misp_ahead(access) == timedelta()
    unverified = msgspec.structs.replace(access, verify_tls=False)
    assert misp_ahead(unverified) > timedelta(minutes=59)
