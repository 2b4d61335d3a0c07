"""What settings have to be together."""

from collections.abc import Callable

import pytest

from misp_dashboard.config import Loaded

Read = Callable[..., Loaded]
Wrong = Callable[..., list[str]]


def instances(*tables: str) -> str:
    return "\n".join(f"[[instances]]\n{table}" for table in tables)


def test_names_and_addresses_of_instances_are_unique(wrong: Wrong) -> None:
    table = 'name = "A"\nzmq = "tcp://a:50000"'
    assert wrong(instances(table, table)) == [
        'misp-dashboard.toml line 5: instances[1].name "A" is already that of instances[0]',
        'misp-dashboard.toml line 6: instances[1].zmq "tcp://a:50000" is already that of '
        "instances[0]: everything would be counted twice",
    ]


@pytest.mark.parametrize(
    ("setting", "told"),
    [("username = 'u'", "has no password"), ("password = 'p'", "has no username")],
)
def test_user_name_and_password_go_together(wrong: Wrong, setting: str, told: str) -> None:
    (problem,) = wrong(instances(f'name = "A"\nzmq = "tcp://a:50000"\n{setting}'))
    assert problem.startswith("misp-dashboard.toml line 4: ")
    assert told in problem


def test_without_sign_in_other_machines_are_let_in_only_on_purpose(
    read: Read, wrong: Wrong
) -> None:
    (problem,) = wrong("[server]\nhost = '0.0.0.0'")
    assert problem.startswith('misp-dashboard.toml line 2: server.host "0.0.0.0" can be reached')
    assert "reverse proxy" in problem
    assert 'access.anonymous = "everything"' in problem
    on_purpose = "[server]\nhost = '0.0.0.0'\n[access]\nanonymous = 'everything'"
    assert read(on_purpose).config.server.host == "0.0.0.0"


def test_the_address_of_the_page_is_ready_for_a_browser(read: Read) -> None:
    assert read("").config.server.address == "http://127.0.0.1:8080"
    assert read("server.host = '::1'").config.server.address == "http://[::1]:8080"
    behind_a_proxy = read("server.url = 'https://dash.example.org/'").config.server.address
    assert behind_a_proxy == "https://dash.example.org"


def test_the_origin_of_the_tiles_is_what_the_page_may_load_from(read: Read) -> None:
    url = "https://tiles.example.org:8443/{z}/{x}/{y}.png"
    page = read(f"page.tiles_url = '{url}'").config.page
    assert page.tiles_origin == "https://tiles.example.org:8443"
    assert read("").config.page.tiles_origin == ""


A_MISP = 'name = "A"\nzmq = "tcp://a:50000"\napi_key = "k"'


def test_a_key_needs_an_address_to_go_to(wrong: Wrong) -> None:
    (problem,) = wrong(instances(A_MISP))
    assert problem == (
        "misp-dashboard.toml line 4: instances[0].api_key has no address to go with it: "
        "set `url`, too"
    )


@pytest.mark.parametrize(
    ("url", "is_told"),
    [("http://misp.example", True), ("https://misp.example", False), ("http://127.0.0.1", False)],
)
def test_a_key_that_others_can_listen_to_is_told(read: Read, url: str, is_told: bool) -> None:
    warnings = read(instances(f'{A_MISP}\nurl = "{url}"')).warnings
    assert [one for one in warnings if "http" in one] == (
        ["instances[0].url begins with http://: who listens on the way learns the api_key. "
         "Use https://"]
        if is_told
        else []
    )  # fmt: skip


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("time_zone = 'Mars/Olympus'", "must be a time zone's name such as UTC"),
        ("time_zone = '../etc'", "must be a time zone's name such as UTC"),
        ("ca_file = 'nowhere.pem'", "must be empty or a file that this user may read"),
    ],
)
def test_what_cannot_be_is_refused(wrong: Wrong, setting: str, told: str) -> None:
    (problem,) = wrong(instances(f'{A_MISP}\nurl = "https://a"\n{setting}'))
    assert told in problem


def test_a_key_with_a_line_end_is_refused_and_not_shown(wrong: Wrong) -> None:
    table = 'name = "A"\nzmq = "tcp://a:50000"\nurl = "https://a"\napi_key = "Secret key"'
    (problem,) = wrong(instances(table))
    assert "must be letters and digits, as MISP shows it" in problem
    assert "Secret" not in problem
