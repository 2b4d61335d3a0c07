"""The command as a whole: help, mistakes and exit codes."""

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from misp_dashboard import __version__
from misp_dashboard.cli.main import COMMANDS, program

Run = Callable[..., Any]
DOCUMENT = (Path(__file__).parents[2] / "docs" / "commands.md").read_text()


def every_command(
    commands: tuple[click.Command, ...], above: str
) -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = []
    for command in commands:
        name = f"{above} {command.name}"
        inner = tuple(command.commands.values()) if isinstance(command, click.Group) else ()
        found += every_command(inner, name) if inner else [(name, command)]
    return found


EVERY = every_command(COMMANDS, "misp-dashboard")


@pytest.mark.parametrize(("name", "command"), EVERY, ids=lambda value: str(value))
def test_a_subcommand_and_all_its_options_are_documented(name: str, command: click.Command) -> None:
    section = re.search(rf"^## `{re.escape(name)}\b.*?(?=^## |\Z)", DOCUMENT, re.M | re.S)
    assert section, f"docs/commands.md has no section on {name}"
    for parameter in command.params:
        word = parameter.opts[0] if isinstance(parameter, click.Option) else ""
        assert word in section[0], f"{name}: {word} is not documented"


def test_the_documentation_knows_no_subcommand_that_there_is_not() -> None:
    documented = re.findall(r"^## `([a-z -]+?)(?: [A-Z[].*)?`$", DOCUMENT, re.M)
    assert documented == [name for name, _ in EVERY]


def test_help_lists_the_subcommands_in_their_order() -> None:
    shown = CliRunner().invoke(program, ["--help"]).output
    places = [shown.index(f"\n  {command.name} ") for command in COMMANDS]
    assert places == sorted(places)
    assert "Exit codes: 0 done, 1 failed, 2 wrong usage or configuration" in shown


@pytest.mark.parametrize(("name", "command"), EVERY, ids=lambda value: str(value))
def test_every_subcommand_has_help_with_a_full_sentence(name: str, command: click.Command) -> None:
    arguments = [*name.split()[1:], "--help"]
    shown = CliRunner().invoke(program, arguments)
    assert shown.exit_code == 0
    assert (command.help or "").split("\n\n")[0].endswith(".")


def test_the_version_is_that_of_the_package(run: Run) -> None:
    assert run("--version").out == f"misp-dashboard, version {__version__}\n"


def test_wrong_usage_is_2_and_names_the_nearest(run: Run) -> None:
    ran = run("confg")
    assert ran.code == 2
    assert "confg" in ran.err


def test_a_wrong_configuration_is_2_with_every_problem(run: Run, tmp_path: Path) -> None:
    (tmp_path / "misp-dashboard.toml").write_text("[server]\nprot = 1\n[log]\nlevel = 'loud'\n")
    ran = run("config")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(
        "misp-dashboard.toml line 2: unknown key `prot` in server; did you mean `port`?\n"
    )
    assert "misp-dashboard.toml line 4: log.level" in ran.err


def test_no_instances_is_told_with_what_to_do(run: Run) -> None:
    ran = run("run")
    assert ran.code == 2
    assert ran.err.startswith("No MISP instance is configured.\nRun `misp-dashboard init`")


def test_a_data_folder_that_cannot_be_made_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    ran = run("rejected", "list", MISP_DASHBOARD_DATA_DIR=str(tmp_path / "taken"))
    assert ran.code == 1
    assert ran.err.startswith(f"The journal {tmp_path}/taken/journal.sqlite3 cannot be used: ")


def test_a_reader_that_goes_away_is_no_traceback(
    command: tuple[str, ...], tmp_path: Path, environ: dict[str, str]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*command, "config"], cwd=tmp_path, env=environ, stdout=writing, stderr=subprocess.PIPE
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")
