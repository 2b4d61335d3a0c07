"""Addresses of people leave a frame; what people share, and everything else, stays."""

import json
from typing import Any

import pytest

from misp_dashboard.source.address_mask import REMOVED, masked, masked_reason

EMAIL = "some.one@example.com"


def mask(topic: str, body: Any) -> Any:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    done = masked(topic, raw, lambda _: REMOVED)
    return done if isinstance(body, bytes) else json.loads(done)


def test_an_entry_about_an_account_loses_every_address() -> None:
    entry = {
        "model": "User", "model_id": "1", "email": EMAIL, "title": f"User (1): {EMAIL}",
        "description": f'User (1) updated by User "{EMAIL}" (1).', "org": "Example CERT",
    }  # fmt: skip
    assert mask("misp_json_audit", {"Log": entry, "action": "log"}) == {
        "Log": {
            "model": "User", "model_id": "1", "email": REMOVED, "title": f"User (1): {REMOVED}",
            "description": f'User (1) updated by User "{REMOVED}" (1).', "org": "Example CERT",
        },
        "action": "log",
    }  # fmt: skip


@pytest.mark.parametrize("tried", [EMAIL, "admin", "a secret from IP: 1.1.1.1", "x y@z"])
def test_what_was_typed_as_a_name_vanishes_and_the_source_stays(tried: str) -> None:
    title = f"Failed login attempt using username {tried} from IP: 192.0.2.1."
    told = mask("misp_json_audit", {"Log": {"model": "User", "title": title}})
    assert told["Log"]["title"] == (
        f"Failed login attempt using username {REMOVED} from IP: 192.0.2.1."
    )


def test_an_address_that_is_shared_content_stays() -> None:
    entry = {
        "model": "ShadowAttribute", "email": EMAIL,
        "title": "Proposal (5): to Event (3): Payload delivery/email-src bad@guy.example",
    }  # fmt: skip
    told = mask("misp_json_audit", {"Log": entry})["Log"]
    assert (told["email"], told["title"]) == (REMOVED, entry["title"])
    attribute = json.dumps({"Attribute": {"value": EMAIL}}).encode()
    assert masked("misp_json_attribute", attribute, lambda _: REMOVED) is attribute
    event = {"Event": {"event_creator_email": EMAIL, "Attribute": [{"value": EMAIL}]}}
    assert mask("misp_json", event)["Event"] == {
        "event_creator_email": REMOVED, "Attribute": [{"value": EMAIL}],
    }  # fmt: skip


def test_writers_and_accounts_lose_theirs() -> None:
    assert mask("misp_json_user", {"User": {"email": EMAIL}}) == {"User": {"email": REMOVED}}
    post = {"Post": {"user_email": EMAIL, "contents": f"ask {EMAIL}"}}
    assert mask("misp_json_conversation", post) == {
        "Post": {"user_email": REMOVED, "contents": f"ask {EMAIL}"}
    }


def test_what_is_no_json_loses_what_looks_like_one() -> None:
    broken = b'{"Log":{"email":"some.one@example.com","title":"\xff'
    assert mask("misp_json_audit", broken) == b'{"Log":{"email":"[removed]","title":"\xff'
    assert EMAIL.encode() not in mask("", b"misp_json_audit" + broken)
    assert masked_reason("misp_json_audit", f"no {EMAIL}", lambda _: REMOVED) == f"no {REMOVED}"


def test_a_frame_without_one_stays_byte_for_byte() -> None:
    body = b'{ "User" : {"id": "1"} }'
    assert masked("misp_json_user", body, lambda _: REMOVED) is body
