"""The configuration in force."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from misp_dashboard.config import Config, Loaded, load
from misp_dashboard.config.settings import default_data_dir

Read = Callable[..., Loaded]
Wrong = Callable[..., list[str]]


def test_without_file_and_environment_the_defaults_count(read: Read) -> None:
    loaded = read("")
    assert loaded.config == Config()
    assert set(loaded.origins.values()) == {"default"}


def test_every_kind_of_value_is_read(read: Read, tmp_path: Path) -> None:
    config = read("""
        data_dir = "/srv/dashboard"
        [server]
        port = 9000
        [[instances]]
        name = "Luxembourg"
        zmq = "tcp://misp.example.org:50000"
        username = "dashboard"
        password = "open sesame"
        [[instances]]
        name = "Elsewhere"
        zmq = "tcp://[2001:db8::1]:50001"
        [access]
        anonymous = "everything"
    """).config
    assert config.data_dir == Path("/srv/dashboard")
    assert config.server.port == 9000
    assert [instance.name for instance in config.instances] == ["Luxembourg", "Elsewhere"]
    assert config.instances[0].password.reveal() == "open sesame"
    assert config.access.anonymous == "everything"


def test_the_environment_wins_over_the_file(read: Read) -> None:
    environ = {"MISP_DASHBOARD_SERVER__PORT": "9001", "MISP_DASHBOARD_PAGE__TITLE": "123"}
    loaded = read("server.port = 9000\nserver.host = '::1'", environ)
    assert (loaded.config.server.port, loaded.config.server.host) == (9001, "::1")
    assert loaded.config.page.title == "123"
    assert loaded.origins["server.port"] == "environment variable MISP_DASHBOARD_SERVER__PORT"


def test_the_environment_changes_one_key_of_an_instance_and_adds_another_instance(
    read: Read,
) -> None:
    file = '[[instances]]\nname = "A"\nzmq = "tcp://a:50000"'
    environ = {
        "MISP_DASHBOARD_INSTANCES__0__ZMQ": "tcp://a:50001",
        "MISP_DASHBOARD_INSTANCES__1__NAME": "B",
        "MISP_DASHBOARD_INSTANCES__1__ZMQ": "tcp://b:50000",
    }
    instances = read(file, environ).config.instances
    assert [(i.name, i.zmq) for i in instances] == [("A", "tcp://a:50001"), ("B", "tcp://b:50000")]


def test_origins_name_the_line(read: Read, tmp_path: Path) -> None:
    origins = read('# first line\n[server]\n\nport = 9000\n[page]\ntitle = """\nx"""').origins
    file = tmp_path / "misp-dashboard.toml"
    assert origins["server.port"] == f"{file} line 4"
    assert origins["page.title"] == f"{file} line 6"
    assert origins["server.host"] == "default"


def test_a_relative_path_is_relative_to_the_file(read: Read, tmp_path: Path) -> None:
    assert read('data_dir = "data"').config.data_dir == tmp_path / "data"
    assert read("", {"MISP_DASHBOARD_DATA_DIR": "data"}).config.data_dir == Path("data")


def test_the_home_folder_can_be_written_as_a_tilde(read: Read) -> None:
    assert read('data_dir = "~/misp"').config.data_dir == Path("~/misp").expanduser()


def test_the_store_is_in_the_data_folder_unless_it_has_a_url(read: Read) -> None:
    assert read('data_dir = "/srv/d"').config.store_url == "chdb:///srv/d/store"
    server = "clickhouse://misp@db.example.org:8123/misp"
    assert read(f'store.url = "{server}"').config.store_url == server


def test_root_keeps_data_where_services_do() -> None:
    is_service = default_data_dir() == Path("/var/lib/misp-dashboard")
    assert is_service == (os.geteuid() == 0)


def test_load_gives_the_configuration_alone(tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    file.write_text("server.port = 1")
    assert load(file, {}).server.port == 1


def test_a_byte_order_mark_and_windows_lines_are_read(read: Read) -> None:
    assert (
        read(b"\xef\xbb\xbfserver.port = 5\r\n[page]\r\ntitle = 'T'\r\n").config.page.title == "T"
    )


@pytest.mark.parametrize("empty", ["[server]", "instances = []", "[[instances]]"])
def test_an_empty_table_is_no_mistake_unless_it_is_an_instance(
    read: Read, wrong: Wrong, empty: str
) -> None:
    if empty != "[[instances]]":
        assert read(empty).config == Config()
        return
    assert wrong(empty) == [
        f"misp-dashboard.toml line 1: instances[0].{key} is missing: every one has to have it"
        for key in ("name", "zmq")
    ]
