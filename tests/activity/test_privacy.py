"""What is told of people: nothing, a pseudonym, or their address; never more than is allowed."""

import re
from pathlib import Path

import pytest
from build import activity

from misp_dashboard.activity.privacy import PSEUDONYM, Privacy, privacy_of, pseudonym
from misp_dashboard.activity.pseudonym_key import KEY_FILE, KeyUnusable, pseudonym_key

EMAIL = "someone@example.com"


def test_without_a_setting_nobody_is_named() -> None:
    assert Privacy().of(activity(user=EMAIL)).user == ""


def test_the_same_person_has_the_same_pseudonym_and_another_another() -> None:
    named = Privacy("pseudonym", b"key").of(activity(user=EMAIL)).user
    assert re.match(PSEUDONYM, named)
    assert named == pseudonym(" Someone@Example.com", b"key")
    assert named != pseudonym("other@example.com", b"key")
    assert named != pseudonym(EMAIL, b"another key")


def test_a_pseudonym_stays_and_never_becomes_an_address() -> None:
    named = pseudonym(EMAIL, b"key")
    assert Privacy("pseudonym", b"another key").name(named) == named
    assert Privacy("email").name(named) == named
    assert Privacy("none").name(named) == ""
    assert Privacy("email").name(EMAIL) == EMAIL


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    key = privacy_of("pseudonym", tmp_path / "data").key
    assert len(key) == 32
    assert privacy_of("pseudonym", tmp_path / "data").key == key
    assert (tmp_path / "data" / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert pseudonym_key(tmp_path / "other") != key


def test_only_pseudonyms_make_a_key(tmp_path: Path) -> None:
    privacy_of("none", tmp_path)
    privacy_of("email", tmp_path)
    assert not (tmp_path / KEY_FILE).exists()


@pytest.mark.parametrize("content", ["", "abcd", "no hexadecimal"])
def test_a_damaged_key_is_told_and_not_replaced(tmp_path: Path, content: str) -> None:
    (tmp_path / KEY_FILE).write_text(content)
    with pytest.raises(KeyUnusable, match="backup"):
        pseudonym_key(tmp_path)
    assert (tmp_path / KEY_FILE).read_text() == content
