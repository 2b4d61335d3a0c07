"""The command as people run it: a process of its own, in a folder of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

PROGRAM = (sys.executable, "-c", "from misp_dashboard.cli.main import main; main()")


class Ran(msgspec.Struct, frozen=True):
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def command() -> tuple[str, ...]:
    """The command line to which a test adds its arguments."""
    return PROGRAM


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """An environment without our own variables; a home folder without a configuration."""
    ours = {name: value for name, value in os.environ.items() if "MISP_DASHBOARD" not in name}
    return ours | {"HOME": str(tmp_path / "home")}


@pytest.fixture
def run(tmp_path: Path, environ: dict[str, str]) -> Run:
    """Run the command; a text is typed into it."""

    def run(*arguments: object, typed: str = "", **more: str) -> Ran:
        done = subprocess.run(
            [*PROGRAM, *map(str, arguments)],
            cwd=tmp_path,
            env=environ | more,
            input=typed,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)

    return run
