"""What a wrong value is told."""

from collections.abc import Callable

import pytest

from misp_dashboard.config import Loaded
from misp_dashboard.config.convert import shown
from misp_dashboard.config.key import keys

Read = Callable[..., Loaded]
Wrong = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("server.port = 0", "server.port is 0, but must be a whole number from 1 to 65535"),
        ('server.port = "80"', 'server.port is "80", but must be a whole number from 1 to 65535'),
        ("server.port = 80.5", "server.port is 80.5, but must be a whole number from 1 to 65535"),
        ("page.title = 5", "page.title is 5, but must be text in quotes, 1 to 100 characters"),
        ("page.title = ''", 'page.title is "", but must be text in quotes, 1 to 100 characters'),
        ("data_dir = ''", 'data_dir is "", but must be the path of a folder, in quotes'),
        ("data_dir = 5", "data_dir is 5, but must be the path of a folder, in quotes"),
        (
            "store.retention_days = -1",
            "store.retention_days is -1, but must be a whole number, 0 or more",
        ),
        (
            "log.level = 'warn'",
            'log.level is "warn", but must be `debug`, `info`, `warning` or `error`; '
            "did you mean `warning`?",
        ),
        (
            "access.anonymous = true",
            "access.anonymous is true, but must be `local` or `everything`",
        ),
        (
            "warninglist.enabled = 'yes'",
            'warninglist.enabled is "yes", but must be true or false',
        ),
        ("log.format = ['x']", 'log.format is ["x"], but must be `text` or `json`'),
    ],
)
def test_a_wrong_value_is_told_with_what_it_has_to_be(
    wrong: Wrong, setting: str, told: str
) -> None:
    assert wrong(setting) == [f"misp-dashboard.toml line 1: {told}"]


def test_a_wrong_secret_is_not_shown(wrong: Wrong) -> None:
    assert wrong("store.password = 12345") == [
        "misp-dashboard.toml line 1: store.password is ***, but must be text in quotes"
    ]


def test_a_password_within_a_url_is_not_shown(wrong: Wrong) -> None:
    (problem,) = wrong('store.url = "clickhouse://misp:hunter2@db:8123/misp"')
    assert "hunter2" not in problem
    assert "must hold no password" in problem


def test_a_key_within_a_url_is_not_shown(wrong: Wrong) -> None:
    (problem,) = wrong('page.tiles_url = "https://tiles.example.org/basic?z={z}&key=hunter2"')
    assert "hunter2" not in problem
    assert '"https://tiles.example.org/basic?z={z}&key=***"' in problem


def test_a_long_value_is_cut() -> None:
    title = keys()[("page", "title")]
    assert len(shown(title, "x" * 1000)) == 120
