"""What stands where no setting is, is refused with the nearest right key."""

from collections.abc import Callable

import pytest

Wrong = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[server]\nprot = 1", "2: unknown key `prot` in server; did you mean `port`?"),
        ("[sever]\nport = 1", "2: unknown key `sever`; did you mean `server`?"),
        ("[sever]", "1: unknown key `sever`; did you mean `server`?"),
        ("port = 1", "1: unknown key `port`; `port` belongs in [server]"),
        ("[server]\nzmq = 1", "2: unknown key `zmq` in server; `zmq` belongs in [[instances]]"),
        (
            "[log]\ndata_dir = '/x'",
            "2: unknown key `data_dir` in log; "
            "`data_dir` belongs at the top, before the first table",
        ),
        ("[log]\nqwertyuiop = 1", "2: unknown key `qwertyuiop` in log"),
        ("server = 1", "1: server must be a table: [server]"),
        ("instances = 1", "1: instances must be a list of tables: [[instances]]"),
        (
            "[instances]\nname = 'x'",
            "2: instances is a list: write [[instances]], with two brackets",
        ),
        ("[[server]]\nport = 1", "2: there is only one server: write [server], not [[server]]"),
        ("[server.port]\nx = 1", "2: server.port must be a single value, not a table"),
    ],
)
def test_a_misplaced_key_says_what_was_meant(wrong: Wrong, content: str, message: str) -> None:
    assert f"misp-dashboard.toml line {message}" in wrong(content)


def test_a_misspelt_table_is_one_mistake(wrong: Wrong) -> None:
    assert len(wrong("[sever]\nport = 1\nhost = '::1'")) == 1


def test_the_value_of_an_unknown_key_is_not_shown(wrong: Wrong) -> None:
    (problem,) = wrong("[store]\npasswrod = 'hunter2'")
    assert problem.endswith("unknown key `passwrod` in store; did you mean `password`?")


def test_everything_wrong_is_said_at_once_in_the_order_of_the_lines(wrong: Wrong) -> None:
    problems = wrong('[[instances]]\nname = ""\nzmqq = "x"\n\n\n\n\n\n[log]\nlevel = "loud"')
    assert [problem.partition(":")[0] for problem in problems] == [
        "misp-dashboard.toml line 2",
        "misp-dashboard.toml line 2",
        "misp-dashboard.toml line 3",
        "misp-dashboard.toml line 10",
    ]
