"""`misp-dashboard init` writes a file that is right, private and explained."""

import os
import pty
import tomllib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from misp_dashboard.cli.template import Answers, toml, written
from misp_dashboard.config import Config, Secret, load
from misp_dashboard.config.key import keys

Run = Callable[..., Any]


def test_questions_are_answered_at_the_terminal(run: Run, tmp_path: Path) -> None:
    ran = run(
        "init", typed="Luxembourg\ntcp://misp.example.org:50000\nhttps://misp.example.org\n\n"
    )
    assert ran.code == 0
    assert ran.out.endswith("Wrote misp-dashboard.toml. Next: misp-dashboard run\n")
    config = load(tmp_path / "misp-dashboard.toml", {})
    assert config.instances[0].name == "Luxembourg"
    assert config.instances[0].zmq == "tcp://misp.example.org:50000"
    assert config.instances[0].url == "https://misp.example.org"


def test_there_are_five_questions_and_the_password_is_not_shown(
    command: tuple[str, ...], environ: dict[str, str], tmp_path: Path
) -> None:
    shown = at_terminal([*command, "init"], environ, tmp_path, "\n\n\nuser\nhunter2\n")
    assert shown.partition("Wrote")[0].count(": ") == 5
    assert "hunter2" not in shown
    instance = load(tmp_path / "misp-dashboard.toml", {}).instances[0]
    assert (instance.username, instance.password.reveal()) == ("user", "hunter2")


def at_terminal(command: list[str], environ: dict[str, str], folder: Path, typed: str) -> str:
    """What a terminal shows: a password is asked there and nowhere else."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.execve(command[0], command, environ)  # noqa: S606
    shown = b""
    for line in typed.splitlines(keepends=True):
        question = b""
        while not question.endswith(b": "):
            question += os.read(terminal, 1000)
        shown += question
        os.write(terminal, line.encode())
    with suppress(OSError):  # Linux's way to say that the other side has ended
        while more := os.read(terminal, 1000):
            shown += more
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    return shown.decode()


def test_a_wrong_answer_is_asked_again(run: Run, tmp_path: Path) -> None:
    ran = run("init", typed="A\nmisp.example.org\ntcp://misp.example.org:50000\n\n\n")
    assert "write tcp://misp.example.org:50000" in ran.out
    assert load(tmp_path / "misp-dashboard.toml", {}).instances[0].zmq.endswith("50000")


def test_scripts_say_all_by_options(run: Run, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hunter2\n")
    ran = run(
        *("init", "--yes", "--name", 'The "one"', "--zmq", "tcp://a:50000", "--username", "u"),
        *(
            "--password-file",
            "secret",
            "--port",
            9000,
            "--data-dir",
            "data",
            "--output",
            "x/y.toml",
        ),
    )
    assert ran.code == 0
    assert ran.out == "Wrote x/y.toml. Next: misp-dashboard run --config x/y.toml\n"
    config = load(tmp_path / "x" / "y.toml", {})
    assert config.instances[0].name == 'The "one"'
    assert config.instances[0].password.reveal() == "hunter2"
    assert (config.server.port, config.data_dir) == (9000, tmp_path / "data")


def test_only_its_owner_may_read_the_file(run: Run, tmp_path: Path) -> None:
    run("init", "--yes")
    assert (tmp_path / "misp-dashboard.toml").stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_is_left_alone_unless_forced(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "misp-dashboard.toml"
    file.write_text("mine")
    ran = run("init", "--yes")
    assert (ran.code, file.read_text()) == (1, "mine")
    assert ran.err == (
        "misp-dashboard.toml exists; it was left alone.\nUse --force to replace it.\n"
    )
    assert run("init", "--yes", "--force").code == 0
    assert load(file, {}).instances
    assert [entry.name for entry in tmp_path.iterdir()] == ["misp-dashboard.toml"]


def test_a_wrong_option_is_told_its_mistake(run: Run) -> None:
    ran = run("init", "--yes", "--zmq", "misp.example.org")
    assert ran.code == 2
    assert "write tcp://misp.example.org:50000" in ran.err


@pytest.mark.parametrize("option", [["--username", "u"], ["--password-file", __file__]])
def test_user_name_and_password_go_together(run: Run, option: list[str]) -> None:
    assert run("init", "--yes", *option).code == 2


def test_a_folder_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    ran = run("init", "--yes", "--output", "taken/misp-dashboard.toml")
    assert ran.code == 1
    assert "cannot be written" in ran.err


def test_no_answer_ends_without_a_file(run: Run, tmp_path: Path) -> None:
    ran = run("init", typed="A\n")
    assert ran.code == 130
    assert not (tmp_path / "misp-dashboard.toml").exists()


def test_the_file_explains_every_setting_and_sets_only_what_was_answered() -> None:
    text = written(Answers(name="A", zmq="tcp://a:50000"))
    assert tomllib.loads(text)["instances"] == [{"name": "A", "zmq": "tcp://a:50000"}]
    for key in keys().values():
        assert f"{key.pattern[-1]} = " in text
        assert key.description.split()[-1] in text


def test_with_every_comment_mark_removed_the_defaults_stay(tmp_path: Path) -> None:
    lines = written(Answers(name="A", zmq="tcp://a:50000")).splitlines()
    settings = [line.removeprefix("# ") for line in lines if " = " in line and "`" not in line]
    headers = [line.removeprefix("# ") for line in lines if line.removeprefix("# ")[:1] == "["]
    file = tmp_path / "all.toml"
    # one way of giving a secret is enough: both are refused
    file.write_text(
        "\n".join(
            line
            for line in (raw.removeprefix("# ") for raw in lines)
            if line in headers or (line in settings and "_file = " not in line)
        )
    )
    config = load(file, {})
    assert config.server == Config().server
    assert config.store == Config().store
    assert config.page == Config().page
    assert [one.codes for one in config.regions] == [("LU", "BE", "DE", "FR")]


def test_what_toml_could_not_hold_is_escaped() -> None:
    for text in ('a"b\\c', "\x7f\x01\n", "Lëtzebuerg 🚀"):
        assert tomllib.loads(f"x = {toml(Secret(text))}") == {"x": text}
