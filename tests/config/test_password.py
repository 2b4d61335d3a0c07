"""Passwords come from the configuration or from a file."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from misp_dashboard.config import Loaded

Read = Callable[..., Loaded]
Wrong = Callable[..., list[str]]


def password_file(folder: Path, content: bytes, mode: int = 0o600) -> None:
    file = folder / "secret"
    file.write_bytes(content)
    file.chmod(mode)


def test_the_first_line_is_the_password(read: Read, tmp_path: Path) -> None:
    password_file(tmp_path, b"open sesame \r\nsecond line\n")
    loaded = read("store.password_file = 'secret'")
    assert loaded.config.store.password.reveal() == "open sesame "
    assert loaded.origins["store.password"] == f"password file {tmp_path / 'secret'}"
    assert loaded.warnings == ()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "cannot be read: no such file or directory"),
        (b"", "is empty; its first line must be the password"),
        (b"\nsecond", "is empty; its first line must be the password"),
        (b"\xff\xfe", "is not UTF-8 text"),
    ],
)
def test_a_file_without_a_password_is_refused(
    wrong: Wrong, tmp_path: Path, content: bytes | None, told: str
) -> None:
    if content is not None:
        password_file(tmp_path, content)
    assert wrong("store.password_file = 'secret'") == [
        f'misp-dashboard.toml line 1: store.password_file is "secret", which {told}'
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_refused(wrong: Wrong, tmp_path: Path) -> None:
    password_file(tmp_path, b"x", mode=0)
    (problem,) = wrong("store.password_file = 'secret'")
    assert problem.endswith("cannot be read: permission denied")


def test_a_file_that_everyone_may_read_is_warned_of(read: Read, tmp_path: Path) -> None:
    password_file(tmp_path, b"x", mode=0o644)
    (warning,) = read("store.password_file = 'secret'").warnings
    assert warning.endswith(f"chmod 600 {tmp_path / 'secret'}")


def test_a_configuration_with_a_password_that_everyone_may_read_is_warned_of(
    read: Read, tmp_path: Path
) -> None:
    (tmp_path / "misp-dashboard.toml").touch(mode=0o644)
    assert "every user may read it" in read("store.password = 'x'").warnings[0]
    assert read("server.port = 1").warnings == ()


def test_both_ways_in_one_place_are_refused(wrong: Wrong, tmp_path: Path) -> None:
    password_file(tmp_path, b"x")
    assert wrong("[store]\npassword = 'a'\npassword_file = 'secret'") == [
        "misp-dashboard.toml line 3: store has `password` and `password_file`: keep one"
    ]


def test_the_environment_replaces_the_other_way(read: Read, tmp_path: Path) -> None:
    password_file(tmp_path, b"from the file")
    by_text = read(
        "store.password_file = 'secret'", {"MISP_DASHBOARD_STORE__PASSWORD": "from the environment"}
    )
    assert by_text.config.store.password.reveal() == "from the environment"
    by_file = read(
        "store.password = 'x'", {"MISP_DASHBOARD_STORE__PASSWORD_FILE": str(tmp_path / "secret")}
    )
    assert by_file.config.store.password.reveal() == "from the file"


def test_a_licence_key_is_treated_like_a_password(read: Read, wrong: Wrong, tmp_path: Path) -> None:
    password_file(tmp_path, b"s3cret\n", mode=0o644)
    loaded = read("location.maxmind_licence_key_file = 'secret'")
    assert loaded.config.location.maxmind_licence_key.reveal() == "s3cret"
    origin = loaded.origins["location.maxmind_licence_key"]
    assert origin == f"licence key file {tmp_path / 'secret'}"
    (warning,) = loaded.warnings
    assert "every user may read this licence key" in warning
    assert wrong("[location]\nmaxmind_licence_key = 'a'\nmaxmind_licence_key_file = 'secret'") == [
        "misp-dashboard.toml line 3: location has `maxmind_licence_key` and "
        "`maxmind_licence_key_file`: keep one"
    ]
