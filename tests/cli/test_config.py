"""`misp-dashboard config` shows what is in force and where it came from."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]

FILE = """
[[instances]]
name = "Luxembourg"
zmq = "tcp://misp.example.org:50000"
username = "dashboard"
password = "hunter2"
"""


def lines(out: str) -> dict[str, list[str]]:
    return {line.split()[0]: line.split(maxsplit=2)[1:] for line in out.splitlines()[2:]}


def test_every_value_comes_with_its_origin(run: Run, tmp_path: Path) -> None:
    (tmp_path / "misp-dashboard.toml").write_text(FILE)
    ran = run("config", MISP_DASHBOARD_SERVER__PORT="9000")
    assert ran.code == 0
    assert ran.out.startswith("Configuration file: misp-dashboard.toml\n")
    shown = lines(ran.out)
    assert shown["server.port"] == ["9000", "environment variable MISP_DASHBOARD_SERVER__PORT"]
    assert shown["server.host"] == ['"127.0.0.1"', "default"]
    assert shown["instances[0].name"] == ['"Luxembourg"', "misp-dashboard.toml line 3"]


def test_passwords_are_masked(run: Run, tmp_path: Path) -> None:
    (tmp_path / "misp-dashboard.toml").write_text(FILE)
    for arguments in (["config"], ["config", "--json"]):
        ran = run(*arguments)
        assert "hunter2" not in ran.out + ran.err
        assert "***" in ran.out


def test_a_key_within_an_address_is_masked(run: Run) -> None:
    url = "https://tiles.example.org/style.json?key=hunter2"
    for arguments in (["config"], ["config", "--json"]):
        ran = run(*arguments, MISP_DASHBOARD_PAGE__TILES_URL=url)
        assert "hunter2" not in ran.out + ran.err
        assert "https://tiles.example.org/style.json?key=***" in ran.out


def test_a_file_with_a_password_that_everyone_may_read_is_warned_of_on_standard_error(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "misp-dashboard.toml").write_text(FILE)
    (tmp_path / "misp-dashboard.toml").chmod(0o644)
    ran = run("config", "--json")
    assert ran.err.startswith("Warning: misp-dashboard.toml holds a password")
    assert json.loads(ran.out)["warnings"]


def test_for_programs_it_is_json(run: Run) -> None:
    told = json.loads(run("config", "--json", MISP_DASHBOARD_DATA_DIR="/srv/dashboard").out)
    assert told["file"] is None
    assert told["settings"]["server.port"] == {"value": 8080, "origin": "default"}
    assert told["settings"]["store.url"]["value"] == "chdb:///srv/dashboard/store"


def test_without_a_file_it_says_where_it_looked(run: Run) -> None:
    first = run("config").out.splitlines()[0]
    assert first.startswith("No configuration file; looked for misp-dashboard.toml, ")
    assert first.endswith("/etc/misp-dashboard/misp-dashboard.toml")


def test_another_file_is_chosen_by_option_or_variable(run: Run, tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text("server.port = 1234")
    for ran in (
        run("config", "--config", "other.toml"),
        run("config", MISP_DASHBOARD_CONFIG="other.toml"),
    ):
        assert lines(ran.out)["server.port"] == ["1234", "other.toml line 1"]
