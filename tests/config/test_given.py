"""Where values are looked for, and what cannot be read."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from misp_dashboard.config import ConfigError, Loaded, load
from misp_dashboard.config.given import find_file, places

Read = Callable[..., Loaded]
Wrong = Callable[..., list[str]]


def test_the_chosen_file_counts_before_the_variable_and_both_before_the_usual_places() -> None:
    environ = {"MISP_DASHBOARD_CONFIG": "/b.toml", "HOME": "/nobody"}
    assert find_file(Path("/a.toml"), environ) == Path("/a.toml")
    assert find_file(None, environ) == Path("/b.toml")


def test_the_usual_places_are_the_working_folder_then_home_then_etc(tmp_path: Path) -> None:
    here, home, etc = places({"HOME": str(tmp_path)})
    assert here == Path("misp-dashboard.toml")
    assert home == tmp_path / ".config/misp-dashboard/misp-dashboard.toml"
    assert etc == Path("/etc/misp-dashboard/misp-dashboard.toml")
    home.parent.mkdir(parents=True)
    home.write_text("")
    assert find_file(None, {"HOME": str(tmp_path)}) == home


def test_a_chosen_file_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"gone.toml: cannot be read: no such file"):
        load(tmp_path / "gone.toml", {})


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read: is a directory"):
        load(tmp_path, {})


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("a = 1\nb =\n", 2),
        ("[server]\nport = 1\nport = 2\n", 3),
        ('[page]\ntitle = "no end\n', 2),
        ('x = """\nno\nend\n', 3),
        ("[[instances]\n", 1),
    ],
)
def test_a_syntax_error_names_its_line(wrong: Wrong, content: str, line: int) -> None:
    (problem,) = wrong(content)
    assert problem.startswith(f"misp-dashboard.toml line {line}: not valid TOML: ")


def test_a_file_that_is_no_text_is_refused(wrong: Wrong) -> None:
    assert wrong(b"title = '\xff'") == ["misp-dashboard.toml: is not UTF-8 text"]


def test_an_unknown_variable_is_refused_with_the_nearest(wrong: Wrong) -> None:
    environ = {
        "MISP_DASHBOARD_SERVER__PROT": "1",
        "MISP_DASHBOARD_INSTANCES__3__ZMQQ": "tcp://a:1",
        "MISP_DASHBOARD_Server__Port": "1",
        "MISP_DASHBOARD_CONFIGS": "x",
    }
    assert sorted(wrong("", environ)) == [
        "environment variable MISP_DASHBOARD_CONFIGS: there is no such setting; "
        "did you mean `MISP_DASHBOARD_CONFIG`?",
        "environment variable MISP_DASHBOARD_INSTANCES__3__ZMQQ: there is no such setting; "
        "did you mean `MISP_DASHBOARD_INSTANCES__3__ZMQ`?",
        "environment variable MISP_DASHBOARD_SERVER__PROT: there is no such setting; "
        "did you mean `MISP_DASHBOARD_SERVER__PORT`?",
        "environment variable MISP_DASHBOARD_Server__Port: there is no such setting; "
        "did you mean `MISP_DASHBOARD_SERVER__PORT`?",
    ]


def test_what_kubernetes_sets_beside_a_service_of_our_name_is_left_alone(
    read: Read, wrong: Wrong
) -> None:
    by_kubernetes = {
        "MISP_DASHBOARD_SERVICE_HOST": "10.0.0.1",
        "MISP_DASHBOARD_SERVICE_PORT_HTTP": "80",
        "MISP_DASHBOARD_PORT": "tcp://10.0.0.1:80",
        "MISP_DASHBOARD_PORT_80_TCP_ADDR": "10.0.0.1",
    }
    assert read("", by_kubernetes).config.server.port == 8080
    assert len(wrong("", {"MISP_DASHBOARD_PORT": "8080"})) == 1


def test_text_of_the_environment_becomes_the_type_of_the_setting(wrong: Wrong, read: Read) -> None:
    environ = {"MISP_DASHBOARD_STORE__RETENTION_DAYS": "90"}
    assert read("", environ).config.store.retention_days == 90
    assert wrong("", {"MISP_DASHBOARD_STORE__RETENTION_DAYS": "ninety"}) == [
        "environment variable MISP_DASHBOARD_STORE__RETENTION_DAYS: store.retention_days is "
        '"ninety", but must be a whole number, 0 or more'
    ]


def test_no_number_of_the_environment_is_left_out(wrong: Wrong) -> None:
    environ = {
        "MISP_DASHBOARD_INSTANCES__1__NAME": "B",
        "MISP_DASHBOARD_INSTANCES__1__ZMQ": "tcp://b:50000",
    }
    assert wrong("", environ) == [
        "environment variable MISP_DASHBOARD_INSTANCES__1__NAME: instances[1] is set, but there "
        "is no instances[0]: they count from 0"
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "closed.toml"
    file.touch(mode=0)
    with pytest.raises(ConfigError, match="cannot be read: permission denied"):
        load(file, {})
