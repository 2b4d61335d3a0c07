"""Audit frames carry authentication keys in clear: they lose them before they are kept."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from misp_dashboard.source.redact import MASK, mask, redact

AUDIT = "misp_json_audit"
KEY = "aB3" * 13 + "z"
OTHER_KEY = "Qw7" * 13 + "x"
BCRYPT = "$2y$10$" + "a" * 22 + "." + "B" * 30
SHA1 = "0123456789abcdef0123456789abcdef01234567"
CAPTURED = Path(__file__).parents[2].parent / "shared" / "data"


def audited(**entry: Any) -> bytes:
    return json.dumps({"Log": {"model": "User", "change": "", **entry}, "action": "log"}).encode()


def kept(body: bytes) -> Any:
    return json.loads(redact(AUDIT, body))


def test_other_topics_pass_unchanged() -> None:
    body = b'{"Attribute":{"value":"' + KEY.encode() + b'"}} \xff'
    assert redact("misp_json_attribute", body) is body


def test_what_changed_is_emptied() -> None:
    told = kept(audited(action="add", change=f"authkey () => ({KEY}), role_id () => (3)"))
    assert told["Log"]["change"] == ""


def test_the_new_audit_log_loses_its_changes_too() -> None:
    body = json.dumps({"AuditLog": {"action": "edit", "change": {"authkey": ["a", KEY]}}}).encode()
    assert kept(body) == {"AuditLog": {"action": "edit", "change": {}}}


def test_a_login_keeps_what_it_needs_and_no_more() -> None:
    change = {
        "ip": "192.0.2.1",
        "user_agent": "Mozilla/5.0",
        "ua_platform": "Linux",
        "ua_browser": "Firefox",
        "geoip": "None",
        "http_method": "GET",
        "accept_lang": "en",
        "target": f"/events/csv/{KEY}?short=secret",
    }
    told = json.loads(kept(audited(action="auth", change=json.dumps(change)))["Log"]["change"])
    assert told == {
        "ip": "192.0.2.1",
        "user_agent": "Mozilla/5.0",
        "ua_platform": "Linux",
        "ua_browser": "Firefox",
        "geoip": "None",
        "http_method": "GET",
    }


def test_a_login_whose_change_is_no_json_loses_it() -> None:
    assert kept(audited(action="login", change=f"password {KEY}"))["Log"]["change"] == ""


@pytest.mark.parametrize("action", ["request", "reset_auth_key", "add", "Login", None, {}, []])
def test_only_a_login_is_a_login(action: Any) -> None:
    change = json.dumps({"ip": "192.0.2.1"})
    assert kept(audited(action=action, change=change))["Log"]["change"] == ""


@pytest.mark.parametrize("secret", [KEY, BCRYPT])
@pytest.mark.parametrize("field", ["title", "description", "email", "anything"])
def test_keys_and_password_hashes_are_masked_wherever_they_are(field: str, secret: str) -> None:
    told = kept(audited(action="edit", **{field: f"key {secret} of x"}))
    assert told["Log"][field] == f"key {MASK} of x"


def test_a_key_is_masked_among_what_people_share_too() -> None:
    told = kept(audited(action="add", model="ShadowAttribute", title=f"text {KEY}"))
    assert told["Log"]["title"] == f"text {MASK}"


def test_a_key_in_the_access_log_is_masked() -> None:
    body = json.dumps({"url": f"/events/hids/{KEY}", "controller": "events"}).encode()
    assert kept(body) == {"url": f"/events/hids/{MASK}", "controller": "events"}


def test_a_hash_that_people_share_is_no_key() -> None:
    title = f"Proposal (1): to Event (2): Payload delivery/sha1 {SHA1}"
    assert (
        kept(audited(action="add", model="ShadowAttribute", title=title))["Log"]["title"] == title
    )
    assert SHA1 not in kept(audited(action="edit", title=title))["Log"]["title"]


@pytest.mark.parametrize(
    "broken",
    [
        b'{"Log":{"change":"authkey () => (%b)"',
        b'\xff{"Log":{"change":"authkey () => (%b)"}}',
        b"authkey %b",
        b'["%b"]',
        b'"%b"',
        b'{"Log":{"x":' + b"[" * 5000 + b'"%b"' + b"]" * 5000 + b"}}",
    ],
)
@pytest.mark.parametrize("secret", [KEY, KEY[:31], BCRYPT])
def test_what_is_no_audit_entry_is_masked_as_a_whole(broken: bytes, secret: str) -> None:
    body = redact(AUDIT, broken.replace(b"%b", secret.encode()))
    assert secret.encode() not in body
    assert MASK.encode() in body


def test_an_audit_frame_that_lost_its_space_is_masked() -> None:
    assert KEY.encode() not in redact("", b'misp_json_audit{"Log":"' + KEY.encode() + b'"}')


def test_a_shortened_key_stays_as_misp_shortened_it() -> None:
    title = "Successful authentication using API key (aB3a" + "*" * 32 + "B3az)"
    assert kept(audited(action="auth", title=title))["Log"]["title"] == title


def test_a_text_is_masked_for_reasons() -> None:
    assert mask(f"{KEY} and {OTHER_KEY}") == f"{MASK} and {MASK}"


names = st.sampled_from(["Log", "AuditLog", "model", "action", "change", "title"])
trees = st.recursive(
    st.text() | st.none() | st.integers(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | names, inner),
)


@given(st.binary())
def test_any_bytes_come_out_as_bytes(body: bytes) -> None:
    assert isinstance(redact(AUDIT, body), bytes)


@given(
    st.recursive(
        st.text() | st.none() | st.integers(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_redacting_twice_changes_nothing(tree: Any) -> None:
    once = redact(AUDIT, json.dumps(tree).encode())
    assert redact(AUDIT, once) == once


@given(trees)
def test_any_json_comes_out_without_the_key(tree: Any) -> None:
    body = json.dumps({"Log": {"change": [tree, KEY], "extra": [tree, {"deep": KEY}]}}).encode()
    assert KEY.encode() not in redact(AUDIT, body)


@pytest.fixture(scope="module")
def audit_bodies() -> list[bytes]:
    path = CAPTURED / "zmq" / "frames.jsonl"
    if not path.exists():
        pytest.skip(f"the captured frames are not here: {path}")
    frames = [json.loads(line)["frame"] for line in path.read_text().splitlines()]
    return [frame.split(" ", 1)[1].encode() for frame in frames if frame.startswith(f"{AUDIT} ")]


def test_no_key_that_a_real_misp_sent_or_knows_survives(audit_bodies: list[bytes]) -> None:
    known = set()
    for path in (CAPTURED / "rest").rglob("*"):
        if path.is_file():
            text = path.read_text(errors="replace")
            known |= set(re.findall(r'"authkey(?:_raw)?": ?"([^"]+)"', text))
            known |= set(re.findall(r"Authorization: (\w{40})", text))
    for body in audit_bodies:
        text = body.decode()
        known |= set(re.findall(r"authkey \([^)]*\) => \(([^)]{20,})\)", text))
        known |= set(re.findall(r"authkey \(([^)]{20,})\)", text))
        known |= {t for t in re.findall(r"\b\w{40}\b", text) if not re.fullmatch("[0-9a-f]+", t)}
    assert len(known) > 8
    before = b"\n".join(audit_bodies)
    after = b"\n".join(redact(AUDIT, body) for body in audit_bodies)
    assert sum(key.encode() in before for key in known) > 6
    assert [key for key in known if key.encode() in after] == []


def test_every_real_audit_frame_keeps_its_shape(audit_bodies: list[bytes]) -> None:
    for body in audit_bodies:
        before, after = json.loads(body), json.loads(redact(AUDIT, body))
        entry = before.get("Log") or before.get("AuditLog") or before
        entry_after = after.get("Log") or after.get("AuditLog") or after
        assert list(before) == list(after)
        assert list(entry) == list(entry_after)
        assert entry.get("action") == entry_after.get("action")
        assert type(entry.get("change")) is type(entry_after.get("change"))
